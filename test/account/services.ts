/** The services of the fake account, by botocore's name for each. */
const SERVICES = {
  acm: { load: () => import('@aws-sdk/client-acm'), signedAs: 'acm' },
  'application-autoscaling': {
    load: () => import('@aws-sdk/client-application-auto-scaling'),
    signedAs: 'application-autoscaling',
  },
  autoscaling: { load: () => import('@aws-sdk/client-auto-scaling'), signedAs: 'autoscaling' },
  backup: { load: () => import('@aws-sdk/client-backup'), signedAs: 'backup' },
  cloudfront: { load: () => import('@aws-sdk/client-cloudfront'), signedAs: 'cloudfront', global: true },
  cloudtrail: { load: () => import('@aws-sdk/client-cloudtrail'), signedAs: 'cloudtrail' },
  cloudwatch: { load: () => import('@aws-sdk/client-cloudwatch'), signedAs: 'monitoring' },
  ec2: { load: () => import('@aws-sdk/client-ec2'), signedAs: 'ec2' },
  ecr: { load: () => import('@aws-sdk/client-ecr'), signedAs: 'ecr' },
  ecs: { load: () => import('@aws-sdk/client-ecs'), signedAs: 'ecs' },
  eks: { load: () => import('@aws-sdk/client-eks'), signedAs: 'eks' },
  elasticache: { load: () => import('@aws-sdk/client-elasticache'), signedAs: 'elasticache' },
  elasticbeanstalk: { load: () => import('@aws-sdk/client-elastic-beanstalk'), signedAs: 'elasticbeanstalk' },
  elb: {
    load: () => import('@aws-sdk/client-elastic-load-balancing'),
    signedAs: 'elasticloadbalancing',
    iam: 'elasticloadbalancing',
  },
  elbv2: {
    load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
    signedAs: 'elasticloadbalancing',
    iam: 'elasticloadbalancing',
  },
  guardduty: { load: () => import('@aws-sdk/client-guardduty'), signedAs: 'guardduty' },
  iam: { load: () => import('@aws-sdk/client-iam'), signedAs: 'iam', global: true },
  logs: { load: () => import('@aws-sdk/client-cloudwatch-logs'), signedAs: 'logs' },
  rds: { load: () => import('@aws-sdk/client-rds'), signedAs: 'rds' },
  route53: { load: () => import('@aws-sdk/client-route-53'), signedAs: 'route53', global: true },
  s3: { load: () => import('@aws-sdk/client-s3'), signedAs: 's3', global: true },
  s3control: { load: () => import('@aws-sdk/client-s3-control'), signedAs: 's3', iam: 's3', global: true },
  secretsmanager: { load: () => import('@aws-sdk/client-secrets-manager'), signedAs: 'secretsmanager' },
  sesv2: { load: () => import('@aws-sdk/client-sesv2'), signedAs: 'ses', iam: 'ses' },
  sns: { load: () => import('@aws-sdk/client-sns'), signedAs: 'sns' },
  ssm: { load: () => import('@aws-sdk/client-ssm'), signedAs: 'ssm' },
  sts: { load: () => import('@aws-sdk/client-sts'), signedAs: 'sts', global: true },
  synthetics: { load: () => import('@aws-sdk/client-synthetics'), signedAs: 'synthetics' },
  wafv2: { load: () => import('@aws-sdk/client-wafv2'), signedAs: 'wafv2' },
} as const satisfies Record<string, ServiceEntry>;

interface ServiceEntry {
  readonly load: () => Promise<object>;
  /** The service in the credential scope of a signature. */
  readonly signedAs: string;
  /** The prefix of its IAM actions, where it is not the name. */
  readonly iam?: string;
  /** Answers with the same things whatever region the request is signed for. */
  readonly global?: boolean;
}

export type ServiceName = keyof typeof SERVICES;
export type ClientModule<S extends ServiceName> = Awaited<ReturnType<(typeof SERVICES)[S]['load']>>;

export const SERVICE_NAMES = Object.keys(SERVICES) as readonly ServiceName[]; // `keyof` of a constant object

export function entryOf(service: ServiceName): ServiceEntry {
  return SERVICES[service];
}
