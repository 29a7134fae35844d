import { describe, expect, it } from 'vitest';
import * as catalogue from '../../rules/index.ts';
import {
  'alb-insecure-tls-policy' as albPolicy,
  'clb-insecure-policy' as clbPolicy,
  'eks-version-support' as eksVersion,
  'asg-ignores-load-balancer-health' as groupHealth,
  'eb-managed-updates-off' as managedUpdates,
  'rds-no-backups' as noBackups,
  'lb-no-https' as noHttps,
  'db-sg-open-world' as openWorld,
  's3-origin-without-oac' as origin,
  's3-no-tls-policy' as plainHttp,
  'rds-public' as rdsPublic,
  'http-not-redirected' as redirected,
  'rds-backup-retention-short' as retention,
  'rds-single-az' as singleAz,
  'rds-tls-not-enforced' as tlsEnforced,
  'rds-unencrypted' as unencrypted,
  'cloudfront-insecure-viewer' as viewer,
} from '../../rules/index.ts';
import { run, suppress } from '../../src/engine/index.ts';
import type { PolicyStatement } from '../../src/model/aws/index.ts';
import {
  collected,
  type FactName,
  type FactRecord,
  type Facts,
  type Rule,
  type TypedRule,
  unavailable,
} from '../../src/model/index.ts';
import { judge } from '../../src/testing/index.ts';
import { SSL_POLICIES } from '../account/baseline/ssl-policies.ts';
import { autoScalingGroup } from '../build/autoscaling.ts';
import { behavior, distribution } from '../build/cloudfront.ts';
import { liveSettings, service } from '../build/deployment.ts';
import { ebRefused } from '../build/eb-rule.ts';
import { network, securityGroup } from '../build/ec2.ts';
import { cluster, clusterVersion } from '../build/eks.ts';
import {
  classicLoadBalancer,
  classicPolicies,
  listener,
  loadBalancer,
  sslPolicy,
} from '../build/elasticloadbalancing.ts';
import { facts, type NeedsOf } from '../build/facts.ts';
import { door, frontDoor } from '../build/front-door.ts';
import { clusterMember, dbCluster, dbInstance, parameterGroup } from '../build/rds.ts';
import { answer, bucket, policyDocument } from '../build/s3.ts';
import { result } from '../engine/build.ts';

/**
 * What other scanners answer wrongly on these topics, one row each with the right answer, and what AWS's defaults and
 * emulators mislead to. An answer is the status of each subject that is judged, a failure's with its severity.
 */
type Answers = readonly string[];

function answers<N extends FactName>(rule: TypedRule<N>, { given }: { readonly given: Facts<N> }): Answers {
  return judge(rule, given)
    .filter(({ status }) => status !== 'not-applicable')
    .map((verdict) => (verdict.status === 'fail' ? `fail ${verdict.severity ?? rule.severity}` : verdict.status));
}

/** A listener with a predefined policy, judged by what DescribeSSLPolicies tells of all of them. */
function policyOf(SslPolicy: string, Protocol: 'HTTPS' | 'TLS' = 'HTTPS'): Answers {
  const sslPolicies = SSL_POLICIES.map(({ Name = '', SslProtocols = [], Ciphers = [] }) =>
    sslPolicy(
      Name,
      SslProtocols,
      Ciphers.flatMap((one) => one.Name ?? []),
    ),
  );
  const listeners = [listener({ Protocol, SslPolicy })];
  return answers(albPolicy, facts(albPolicy, { elasticloadbalancing: { listeners, sslPolicies } }));
}

function doors(...listeners: readonly ReturnType<typeof door>[]): Answers {
  const one = service({
    frontDoors: collected([frontDoor({ listeners: collected(listeners) })]),
    settings: collected(liveSettings({ SECURE_SSL_REDIRECT: false })),
  });
  return answers(redirected, { given: { repository: { proxies: [] }, deployment: { services: [one] } } });
}

function health(given: Parameters<typeof autoScalingGroup>[0]): Answers {
  return answers(groupHealth, facts(groupHealth, { autoscaling: { groups: [autoScalingGroup(given)] } }));
}

function kubernetes(version: string): Answers {
  const clusterVersions = [
    clusterVersion('1.31', '2025-11-26', '2026-11-26'),
    clusterVersion('1.34', '2026-12-02', '2027-12-02'),
    clusterVersion('1.36', '2027-08-02', '2028-08-02'),
  ];
  return answers(eksVersion, facts(eksVersion, { eks: { clusters: [cluster({ version })], clusterVersions } }));
}

type Instance = ReturnType<typeof dbInstance>;
function database<N extends FactName>(rule: TypedRule<N>, ...instances: readonly Instance[]): Answers {
  return answers(rule, facts(rule, { rds: { instances } } as never));
}

function enforced(engine: string, value: string, given: Partial<Instance> = {}): Answers {
  const name = engine.startsWith('mysql') ? 'require_secure_transport' : 'rds.force_ssl';
  const db = dbInstance({
    Engine: engine,
    EngineVersion: engine === 'mysql' ? '8.0.46' : '16.4',
    DBParameterGroups: [{ DBParameterGroupName: 'own', ParameterApplyStatus: 'in-sync' }],
    ...given,
  });
  const parameters = [parameterGroup({ name: 'own', parameters: { [name]: value }, row: { ApplyType: 'static' } })];
  return answers(tlsEnforced, facts(tlsEnforced, { rds: { instances: [db], parameters } }));
}

function clusterEnforced(value: string): Answers {
  const clusters = [dbCluster({ Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.05.2' })];
  const parameters = [
    parameterGroup({ kind: 'cluster', name: 'shop-aurora16', parameters: { require_secure_transport: value } }),
  ];
  return answers(tlsEnforced, facts(tlsEnforced, { rds: { clusters, parameters } }));
}

function cdn(given: Parameters<typeof distribution>[0], rule: TypedRule<NeedsOf<typeof viewer>> = viewer): Answers {
  return answers(rule, facts(rule, { cloudfront: { distributions: [distribution(given)] } }));
}

function bucketPolicy(given: Partial<PolicyStatement>): Answers {
  const deny: PolicyStatement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::shop-media', 'arn:aws:s3:::shop-media/*'],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    ...given,
  };
  return answers(
    plainHttp,
    facts(plainHttp, { s3: { buckets: [bucket()], policies: [answer(policyDocument(deny))] } }),
  );
}

/** The statuses of every rule that needs the fact, when AWS refused it. */
function refused(name: FactName, action: string): Answers {
  const rules = Object.values<Rule>(catalogue).filter(({ layer, needs }) => layer === 'aws' && needs.includes(name));
  const scope = { account: '123456789012', region: 'eu-west-1' };
  const records = rules
    .flatMap(({ needs }) => needs)
    .map(
      (need): FactRecord => ({
        name: need,
        scope,
        fact: need === name ? unavailable(`denied: ${action}`, action) : (collected([]) as never),
      }),
    );
  const context = { today: '2026-11-25', scanned: { account: true, repository: false } };
  return [...new Set(run({ rules, records, context }).results.map(({ status }) => status))];
}

/** Whether an exception for one name covers the finding on another. */
function accepted(pattern: string, name: string): Answers {
  const finding = result({
    status: 'fail',
    rule: 'rds-public',
    subject: { kind: 'resource', id: `arn:aws:x:::${name}`, name },
  });
  const exception = {
    rules: ['rds-public'],
    where: { kind: 'subject', pattern },
    reason: 'x',
    source: 'djaudit.yml:1',
  } as const;
  return suppress([finding], [exception], '2026-11-25').results.map(({ status }) => status);
}

const ORIGIN = { Id: 'static', DomainName: 'shop-static.s3.eu-west-1.amazonaws.com' };
const NLB = loadBalancer({ Type: 'network' });

/** By number: who answers wrongly, and on what. */
const ROWS: readonly (readonly [row: number, peer: string, input: string, right: Answers, answer: () => Answers])[] = [
  [
    1,
    'Prowler elbv2_insecure_ssl_ciphers',
    'TLS13-1-2-Res-FIPS-2023-04',
    ['pass'],
    () => policyOf('ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04'),
  ],
  [
    2,
    'Prowler elbv2_insecure_ssl_ciphers',
    'a TLS listener of an NLB with 2016-08',
    ['fail high'],
    () => policyOf('ELBSecurityPolicy-2016-08', 'TLS'),
  ],
  [
    3,
    'Prowler elbv2_ssl_listeners',
    'HTTP forwards, one path redirects',
    ['fail high'],
    () => doors(door(80, 'HTTP', 'forward', { '/login/*': 'redirect' })),
  ],
  [
    4,
    'Prowler autoscaling_group_elb_health_check_enabled',
    'EC2 health behind the target group of an ALB',
    ['fail medium'],
    () => health({ HealthCheckType: 'EC2' }),
  ],
  [5, 'Prowler eks_cluster_uses_a_supported_version', 'Kubernetes 1.29', ['fail high'], () => kubernetes('1.29')],
  [
    6,
    'Prowler rds_instance_backup_enabled',
    'a retention of 1 day',
    ['fail medium'],
    () => database(retention, dbInstance({ BackupRetentionPeriod: 1 })),
  ],
  [
    7,
    'Prowler',
    'DescribeDBInstances is refused',
    ['unknown'],
    () => refused('rds.instances', 'rds:DescribeDBInstances'),
  ],
  [
    8,
    'Prowler rds_instance_transport_encrypted',
    'set in the group, waiting for a reboot',
    ['fail medium'],
    () =>
      enforced('postgres', '1', {
        DBParameterGroups: [{ DBParameterGroupName: 'own', ParameterApplyStatus: 'pending-reboot' }],
      }),
  ],
  [
    9,
    'Prowler rds_instance_transport_encrypted',
    'require_secure_transport ON, of instances and clusters',
    ['pass', 'pass', 'pass', 'pass'],
    () => [...enforced('mysql', 'ON'), ...enforced('mysql', '1'), ...clusterEnforced('ON'), ...clusterEnforced('1')],
  ],
  [
    10,
    'Prowler cloudfront_distributions_https_enabled, CloudSploit cloudfrontHttpsOnly',
    'an ordered behaviour with allow-all',
    ['fail medium'],
    () =>
      cdn({
        CacheBehaviors: {
          Quantity: 1,
          Items: [{ PathPattern: '/app/*', ...behavior({ ViewerProtocolPolicy: 'allow-all' }) } as never],
        },
      }),
  ],
  [
    11,
    'Prowler s3_bucket_secure_transport_policy',
    'denied to one principal; s3:Get*; another bucket',
    ['fail low', 'fail low', 'fail low'],
    () => [
      ...bucketPolicy({ Principal: { AWS: 'arn:aws:iam::123456789012:role/ci' } }),
      ...bucketPolicy({ Action: 's3:Get*' }),
      ...bucketPolicy({ Resource: ['arn:aws:s3:::other', 'arn:aws:s3:::other/*'] }),
    ],
  ],
  [
    12,
    'Prowler mutelist',
    'logs and prod-catalogs-media; db-1 and db-10',
    ['fail', 'fail', 'suppressed'],
    () => [...accepted('logs', 'prod-catalogs-media'), ...accepted('db-1', 'db-10'), ...accepted('db-1', 'db-1')],
  ],
  [
    13,
    'CloudSploit elbv2HttpsOnly',
    ':80 redirects to :443',
    ['pass'],
    () => doors(door(80, 'HTTP', 'redirect'), door(443, 'HTTPS')),
  ],
  [
    14,
    'CloudSploit elbv2DeprecatedSslPolicies, elbv2InsecureCiphers',
    'TLS13-1-0-FIPS-2023-04, which allows TLS 1.0',
    ['fail high'],
    () => policyOf('ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04'),
  ],
  [
    15,
    'CloudSploit elbHealthCheckActive',
    'EC2 health with a target group and no Classic Load Balancer',
    ['fail medium'],
    () => health({ HealthCheckType: 'EC2', LoadBalancerNames: [] }),
  ],
  [
    16,
    'CloudSploit rdsTransportEncryption',
    'MySQL with require_secure_transport=0',
    ['fail medium'],
    () => enforced('mysql', '0'),
  ],
  [
    17,
    'ScoutSuite elbv2-older-ssl-policy',
    '2016-08, which it calls recommended',
    ['fail high'],
    () => policyOf('ELBSecurityPolicy-2016-08'),
  ],
  [
    18,
    'Steampipe elb_listener_use_secure_ssl_cipher',
    'policies with TLS 1.3',
    ['pass', 'pass', 'pass'],
    () =>
      [
        'ELBSecurityPolicy-TLS13-1-2-2021-06',
        'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
        'ELBSecurityPolicy-TLS13-1-3-2021-06',
      ].flatMap((name) => policyOf(name)),
  ],
  [
    19,
    'Steampipe elb_tls_listener_protocol_version',
    'a Classic policy by what it allows, whatever its name',
    ['fail high', 'pass'],
    () => [
      ...classic({ 'Protocol-TLSv1': 'true', 'Protocol-TLSv1.2': 'true' }),
      ...classic({ 'Protocol-TLSv1': 'false', 'Protocol-TLSv1.2': 'true' }),
    ],
  ],
  [
    20,
    'Steampipe cloudfront_distribution_latest_tls_version',
    "ACM's certificate with TLSv1.2_2021",
    ['pass'],
    () => cdn({}),
  ],
  [
    21,
    'Steampipe cloudfront_distribution_origin_access_identity_enabled',
    'OAC on a regional domain; neither OAC nor OAI',
    ['pass', 'fail medium'],
    () => [
      ...cdn({}, origin),
      ...cdn(
        {
          Origins: {
            Quantity: 1,
            Items: [{ ...ORIGIN, OriginAccessControlId: '', S3OriginConfig: { OriginAccessIdentity: '' } }],
          },
        },
        origin,
      ),
    ],
  ],
  [
    22,
    'Steampipe eks_cluster_with_latest_kubernetes_version',
    'Kubernetes 1.19',
    ['fail high'],
    () => kubernetes('1.19'),
  ],
  [
    23,
    'Steampipe rds_db_instance_connections_encryption_enabled',
    'sqlserver-ee and mysql',
    ['fail medium', 'fail medium'],
    () => [...enforced('sqlserver-ee', '0'), ...enforced('mysql', 'OFF')],
  ],
  [24, 'Steampipe elb_application_lb_redirect_http_request_to_https', 'only :443', [], () => doors(door(443, 'HTTPS'))],
  [
    25,
    'AWS Config behind ELB.1',
    'the redirect is a rule for /*',
    ['pass'],
    () => doors(door(80, 'HTTP', 'forward', { '/*': 'redirect' })),
  ],
  [
    26,
    'Prowler elasticbeanstalk_*',
    'DescribeConfigurationSettings is refused',
    ['unknown', 'unknown'],
    () => [
      ...answers(managedUpdates, ebRefused(managedUpdates)),
      ...refused('elasticbeanstalk.configurationSettings', 'elasticbeanstalk:DescribeConfigurationSettings'),
    ],
  ],
];

function classic(attributes: Readonly<Record<string, string>>): Answers {
  const one = classicLoadBalancer();
  const classicPolicies_ = [classicPolicies(one, attributes)];
  return answers(
    clbPolicy,
    facts(clbPolicy, { elasticloadbalancing: { classicLoadBalancers: [one], classicPolicies: classicPolicies_ } }),
  );
}

describe('the wrong answers of other scanners', () => {
  it.each(ROWS)('row %i, %s: %s', (_row, _peer, _input, right, given) => {
    expect(given()).toEqual(right);
  });

  it('are all here', () => {
    expect(ROWS.map(([row]) => row)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
  });
});

const MEMBER = clusterMember(1, { DBParameterGroups: [{ DBParameterGroupName: 'default.aurora-postgresql16' }] });
const AURORA = (rule: TypedRule<NeedsOf<typeof unencrypted>>) =>
  answers(rule, facts(rule, { rds: { instances: [MEMBER, clusterMember(2)], clusters: [dbCluster()] } }));

/** What AWS answers by default, and where emulators and habits mislead. */
const DEFAULTS: readonly (readonly [what: string, right: Answers, answer: () => Answers])[] = [
  [
    'a bucket that AWS encrypts by itself (SSE-S3) is no finding',
    [],
    () => encryptedByAws().filter((one) => one !== 'pass'),
  ],
  [
    'the default parameter group of PostgreSQL 14 enforces nothing',
    ['fail medium'],
    () => byDefaultGroup('14.12', '0'),
  ],
  ['the default parameter group of PostgreSQL 16 enforces TLS', ['pass'], () => byDefaultGroup('16.4', '1')],
  [
    'a read replica keeps no backups of its own',
    [],
    () =>
      database(noBackups, dbInstance({ BackupRetentionPeriod: 0, ReadReplicaSourceDBInstanceIdentifier: 'shop-prod' })),
  ],
  [
    'a read replica needs no standby',
    [],
    () => database(singleAz, dbInstance({ MultiAZ: false, ReadReplicaSourceDBInstanceIdentifier: 'shop-prod' })),
  ],
  ['members of Aurora are judged as their cluster', ['pass'], () => AURORA(unencrypted)],
  [
    'the parameter group of a member of Aurora says nothing',
    ['pass'],
    () =>
      answers(
        tlsEnforced,
        facts(tlsEnforced, {
          rds: {
            instances: [MEMBER],
            clusters: [dbCluster()],
            parameters: [parameterGroup({ kind: 'cluster', name: 'shop-aurora16' })],
          },
        }),
      ),
  ],
  [
    'a listener without a policy of its own has 2016-08, also of Elastic Beanstalk',
    ['fail high'],
    () => policyOf('ELBSecurityPolicy-2016-08'),
  ],
  [
    'an NLB that passes TCP 443 on ends TLS at the targets',
    ['pass'],
    () =>
      answers(
        noHttps,
        facts(noHttps, {
          elasticloadbalancing: {
            loadBalancers: [NLB],
            listeners: [listener({ LoadBalancerArn: NLB.LoadBalancerArn, Protocol: 'TCP', Port: 443 })],
          },
        }),
      ),
  ],
  [
    'a Classic policy by reference only is read from its name',
    ['fail high', 'pass'],
    () => [
      ...classic({ 'Reference-Security-Policy': 'ELBSecurityPolicy-2016-08' }),
      ...classic({ 'Reference-Security-Policy': 'ELBSecurityPolicy-TLS-1-2-2017-01' }),
    ],
  ],
];

function byDefaultGroup(EngineVersion: string, value: string): Answers {
  const name = `default.postgres${EngineVersion.split('.')[0] ?? ''}`;
  const db = dbInstance({
    EngineVersion,
    DBParameterGroups: [{ DBParameterGroupName: name, ParameterApplyStatus: 'in-sync' }],
  });
  const parameters = [parameterGroup({ name, parameters: { 'rds.force_ssl': value } })];
  return answers(tlsEnforced, facts(tlsEnforced, { rds: { instances: [db], parameters } }));
}

/** Every rule that asks how a bucket is encrypted, on one that AWS encrypts by itself, as it does since 2023. */
function encryptedByAws(): Answers {
  const byDefault = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }] };
  const s3 = { buckets: [bucket()], encryption: [answer(byDefault)] };
  return Object.values<Rule>(catalogue)
    .filter(({ layer, needs }) => layer === 'aws' && needs.includes('s3.encryption'))
    .flatMap((rule) => answers(rule, facts(rule as TypedRule<FactName>, { s3 } as never)));
}

describe("AWS's defaults", () => {
  it.each(DEFAULTS)('%s', (_what, right, given) => {
    expect(given()).toEqual(right);
  });
});

/** What other scanners are hated for. */
const NOISE: readonly (readonly [what: string, answer: () => Answers])[] = [
  [
    'the default port and the default user name of a database',
    () => database(rdsPublic, dbInstance({ MasterUsername: 'postgres', Endpoint: { Address: 'db', Port: 5432 } })),
  ],
  [
    'no geo restriction, no origin failover, no web ACL',
    () =>
      cdn({
        Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
        OriginGroups: { Quantity: 0 },
        WebACLId: '',
      }),
  ],
  [
    'a load balancer that faces the internet',
    () =>
      answers(
        noHttps,
        facts(noHttps, {
          elasticloadbalancing: {
            loadBalancers: [loadBalancer({ Scheme: 'internet-facing' })],
            listeners: [listener()],
          },
        }),
      ),
  ],
  [
    "a key of AWS's own instead of one of the customer",
    () =>
      database(
        unencrypted,
        dbInstance({ StorageEncrypted: true, KmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/aws-managed' }),
      ),
  ],
  [
    'a database that a group of the application reaches',
    () =>
      answers(
        openWorld,
        facts(openWorld, {
          rds: { instances: [dbInstance()] },
          ec2: { ...network(), securityGroups: [securityGroup()] },
        } as never),
      ),
  ],
];

describe('what other scanners are hated for', () => {
  it.each(NOISE)('%s is no finding', (_what, given) => {
    expect(given()).toEqual(['pass']);
  });
});
