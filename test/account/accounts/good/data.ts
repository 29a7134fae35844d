import type { Answers } from '../../answers.ts';
import { backupAnswers } from '../../build/edge.ts';
import { elasticacheAnswers, nodesOf, replicationGroup } from '../../build/elasticache.ts';
import {
  clusterMember,
  dbCluster,
  dbInstance,
  dbSnapshot,
  MYSQL,
  POSTGRES_14,
  parameters,
  rdsAnswers,
} from '../../build/rds.ts';
import { ALL_BLOCKED, bucket, readableBy, s3Answers, s3controlAnswers, tlsOnly } from '../../build/s3.ts';
import { secret, secretsmanagerAnswers } from '../../build/secretsmanager.ts';
import { arn, daysAgo } from '../../build/where.ts';
import { CACHE_GROUP } from './network.ts';

const CLUSTER = dbCluster();

function databases(): Answers['rds'] {
  return rdsAnswers({
    instances: [
      dbInstance(),
      // A replica keeps no backups of its own, and its source's are enough.
      dbInstance({
        DBInstanceIdentifier: 'shop-replica',
        ReadReplicaSourceDBInstanceIdentifier: 'shop',
        BackupRetentionPeriod: 0,
        LatestRestorableTime: undefined,
      }),
      // MySQL writes the answer in two ways; this is one, and 1 the other.
      dbInstance({
        DBInstanceIdentifier: 'blog',
        Engine: 'mysql',
        EngineVersion: '8.4.9',
        LicenseModel: 'general-public-license',
        Endpoint: {
          Address: 'blog.c1234567890.eu-west-1.rds.amazonaws.com',
          Port: 3306,
          HostedZoneId: 'Z29XKXDKYMONMX',
        },
        DBParameterGroups: [{ DBParameterGroupName: 'blog-mysql84', ParameterApplyStatus: 'in-sync' }],
        EnabledCloudwatchLogsExports: ['error', 'slowquery'],
      }),
      clusterMember(CLUSTER, 'reports-1'),
      clusterMember(CLUSTER, 'reports-2', { AvailabilityZone: 'eu-west-1b' }),
    ],
    clusters: [CLUSTER],
    parameterGroups: {
      'shop-postgres17': parameters({ log_min_duration_statement: '500' }),
      'blog-mysql84': parameters({ require_secure_transport: 'ON' }, MYSQL),
      'default.aurora-postgresql17': parameters({}, {}),
    },
    clusterParameterGroups: { 'reports-aurora17': parameters({ 'rds.force_ssl': '1' }, POSTGRES_14) },
    snapshots: [dbSnapshot()],
    restore: { 'shop-before-upgrade': ['444455556666'] },
    eventSubscriptions: [
      {
        CustomerAwsId: '111122223333',
        CustSubscriptionId: 'databases',
        SnsTopicArn: arn('sns', 'oncall'),
        Status: 'active',
        SourceType: 'db-instance',
        SourceIdsList: [],
        EventCategoriesList: ['failure', 'failover', 'low storage', 'maintenance'],
        Enabled: true,
        EventSubscriptionArn: arn('rds', 'es:databases'),
      },
    ],
  });
}

function buckets(): Answers['s3'] {
  return s3Answers([
    bucket('shop-media-111122223333', {
      policy: {
        Version: '2012-10-17',
        Statement: [tlsOnly('shop-media-111122223333'), readableBy('shop-media-111122223333', 'E2SHOPMEDIA001')],
      },
    }),
    bucket('shop-static-111122223333', {
      policy: {
        Version: '2012-10-17',
        Statement: [tlsOnly('shop-static-111122223333'), readableBy('shop-static-111122223333', 'E2SHOPMEDIA001')],
      },
    }),
    bucket('shop-logs-111122223333'),
    bucket('shop-trail-111122223333'),
    // An old bucket's grant to everybody does nothing while public ACLs are ignored.
    bucket('shop-exports-111122223333', {
      region: 'eu-central-1',
      ownership: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
    }),
  ]);
}

export function data(): Answers {
  const group = replicationGroup();
  return {
    rds: databases() ?? {},
    elasticache: elasticacheAnswers({ replicationGroups: [group], cacheClusters: nodesOf(group, CACHE_GROUP) }),
    s3: buckets() ?? {},
    s3control: s3controlAnswers(ALL_BLOCKED),
    secretsmanager: secretsmanagerAnswers([
      secret('shop/django', { LastRotatedDate: daysAgo(20) }),
      secret('shop/database'),
    ]),
    backup: backupAnswers([arn('rds', 'db:shop'), arn('rds', 'cluster:reports')]),
  };
}
