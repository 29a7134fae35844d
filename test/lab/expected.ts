/** What a scan of the bad environment must fail, by rule and by what it fails on. */
export const FAILS: Readonly<Record<string, readonly string[]>> = {
  'alb-insecure-tls-policy': ['bad 443'],
  'compute-role-admin': ['bad-machine'],
  'db-sg-open-world': ['bad'],
  'elasticache-no-transit-encryption': ['bad'],
  'lb-no-https': ['plain'],
  'media-bucket-public': ['bad-media'],
  'rds-engine-eol': ['bad'],
  'rds-no-backups': ['bad'],
  'rds-no-deletion-protection': ['bad'],
  'rds-no-storage-autoscaling': ['bad'],
  'rds-public': ['bad'],
  'rds-single-az': ['bad'],
  'rds-snapshot-public': ['bad-for-everybody'],
  'rds-tls-not-enforced': ['bad'],
  'rds-unencrypted': ['bad'],
  's3-block-public-access': ['bad-media'],
  'ssh-open': ['bad-web'],
};

/** What the good environment must pass; nothing of it may fail. */
export const PASSES = [
  'acm-expiring',
  'alb-insecure-tls-policy',
  'compute-role-admin',
  'db-sg-open-world',
  'elasticache-no-transit-encryption',
  'lb-no-https',
  'rds-engine-eol',
  'rds-no-backups',
  'rds-no-deletion-protection',
  'rds-no-storage-autoscaling',
  'rds-public',
  'rds-single-az',
  'rds-tls-not-enforced',
  'rds-unencrypted',
  's3-block-public-access',
  'ssh-open',
] as const;

/** Rules that are not judged by moto, and moto's untruth that forbids it (moto 5.2.1). */
export const EXCLUDED: Readonly<Record<string, string>> = {
  'rds-ca-outdated': 'every instance has the authority rds-ca-default and no CertificateDetails',
  'rds-backup-retention-short': 'an instance without backups reports LatestRestorableTime, and it never moves',
  'rds-coupled-to-eb': 'Elastic Beanstalk is answered in front of moto',
  'ssm-not-online': 'there are no managed nodes; they are answered in front of moto, as none',
  'no-alb-alarms': 'the good environment has no alarms: moto keeps them, the seed does not make them',
  'no-rds-alarms': 'the good environment has no alarms: moto keeps them, the seed does not make them',
  'alb-no-access-logs':
    'moto wants the grant of another account on the bucket of the logs before it keeps the attribute',
  'ecs-no-circuit-breaker': 'deploymentConfiguration is dropped',
  'imdsv1-allowed': 'no group or environment has the instances, whose launch template decides',
};
