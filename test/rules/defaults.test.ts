import { describe, expect, it } from 'vitest';
import * as catalogue from '../../rules/index.ts';
import {
  'rds-no-backups' as noBackups,
  'lb-no-https' as noHttps,
  'db-sg-open-world' as openWorld,
  'rds-public' as rdsPublic,
  'rds-single-az' as singleAz,
  'rds-tls-not-enforced' as tlsEnforced,
  'rds-unencrypted' as unencrypted,
} from '../../rules/index.ts';
import { type FactName, type Rule, type TypedRule } from '../../src/model/index.ts';
import { network, securityGroup } from '../build/ec2.ts';
import { listener, loadBalancer } from '../build/elasticloadbalancing.ts';
import { facts, type NeedsOf } from '../build/facts.ts';
import { clusterMember, dbCluster, dbInstance, parameterGroup } from '../build/rds.ts';
import { answer, bucket } from '../build/s3.ts';
import { type Answers, answers, cdn, classic, database, policyOf } from './answers.ts';

const NLB = loadBalancer({ Type: 'network' });
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
