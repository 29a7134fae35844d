import { describe, expect, it } from 'vitest';
import {
  'eb-managed-updates-off' as managedUpdates,
  's3-origin-without-oac' as origin,
  'rds-backup-retention-short' as retention,
} from '../../rules/index.ts';
import { behavior } from '../build/cloudfront.ts';
import { ebRefused } from '../build/eb-rule.ts';
import { door } from '../build/front-door.ts';
import { dbInstance } from '../build/rds.ts';
import {
  type Answers,
  accepted,
  answers,
  bucketPolicy,
  cdn,
  classic,
  clusterEnforced,
  database,
  doors,
  enforced,
  health,
  kubernetes,
  policyOf,
  refused,
} from './answers.ts';

const ORIGIN = { Id: 'static', DomainName: 'shop-static.s3.eu-west-1.amazonaws.com' };

/** What other scanners answer wrongly on these topics, by number: who, on what, and the right answer. */
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

describe('the wrong answers of other scanners', () => {
  it.each(ROWS)('row %i, %s: %s', (_row, _peer, _input, right, given) => {
    expect(given()).toEqual(right);
  });

  it('are all here', () => {
    expect(ROWS.map(([row]) => row)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
  });
});
