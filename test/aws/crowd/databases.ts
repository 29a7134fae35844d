import { dbCluster, dbInstance, dbSnapshot, parameters, rdsAnswers } from '../../account/build/rds.ts';
import { bucket, s3Answers, s3controlAnswers } from '../../account/build/s3.ts';
import { secret, secretsmanagerAnswers } from '../../account/build/secretsmanager.ts';
import { arn, daysAgo } from '../../account/build/where.ts';
import type { Answers } from '../../account/index.ts';
import type { Each } from './each.ts';

export function databases(each: Each): Answers {
  const clusters = each((name) =>
    dbCluster({
      DBClusterIdentifier: name,
      DBClusterArn: arn('rds', `cluster:${name}`),
      DBClusterParameterGroup: name,
    }),
  );
  const instances = each((name) =>
    dbInstance({
      DBInstanceIdentifier: name,
      DBParameterGroups: [{ DBParameterGroupName: name, ParameterApplyStatus: 'in-sync' }],
    }),
  );
  return {
    rds: {
      ...rdsAnswers({
        clusters,
        instances,
        parameterGroups: Object.fromEntries(each((name) => [name, parameters({ 'rds.force_ssl': '1' }).slice(0, 3)])),
        clusterParameterGroups: Object.fromEntries(each((name) => [name, parameters({}).slice(0, 3)])),
        snapshots: each((name) => dbSnapshot({ DBSnapshotIdentifier: name })),
        clusterSnapshots: each((name) => ({
          DBClusterSnapshotIdentifier: name,
          DBClusterSnapshotArn: arn('rds', `cluster-snapshot:${name}`),
          SnapshotType: 'manual',
        })),
        proxies: each((name) => ({
          DBProxyName: name,
          DBProxyArn: arn('rds', `db-proxy:${name}`),
          Endpoint: `${name}.proxy`,
        })),
        proxyTargets: Object.fromEntries(
          each((name) => [name, each((target) => ({ RdsResourceId: target, Type: 'RDS_INSTANCE' as const }))]),
        ),
        pendingMaintenance: each((name) => ({
          ResourceIdentifier: arn('rds', `db:${name}`),
          PendingMaintenanceActionDetails: [{ Action: 'system-update' }],
        })),
        eventSubscriptions: each((name) => ({ CustSubscriptionId: name, SnsTopicArn: arn('sns', name) })),
      }),
    },
    elasticache: {
      DescribeReplicationGroups: {
        ReplicationGroups: each((name) => ({
          ReplicationGroupId: name,
          ARN: arn('elasticache', `replicationgroup:${name}`),
        })),
      },
      DescribeCacheClusters: {
        CacheClusters: each((name) => ({ CacheClusterId: name, ARN: arn('elasticache', `cluster:${name}`) })),
      },
      DescribeServerlessCaches: {
        ServerlessCaches: each((name) => ({
          ServerlessCacheName: name,
          ARN: arn('elasticache', `serverlesscache:${name}`),
        })),
      },
    },
    backup: {
      ListProtectedResources: {
        Results: each((name) => ({ ResourceArn: arn('rds', `db:${name}`), ResourceType: 'RDS' })),
      },
      ListRecoveryPointsByResource: ({ ResourceArn = '' }) => ({
        RecoveryPoints: each((name, index) => ({
          RecoveryPointArn: `${ResourceArn}:${name}`,
          CreationDate: daysAgo(index),
          Status: 'COMPLETED' as const,
        })),
      }),
    },
  };
}

export function storage(each: Each): Answers {
  return {
    s3: s3Answers(
      each((name) => bucket(name)),
      each((name) => `exports-of-others-${name}`),
    ),
    s3control: s3controlAnswers({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    }),
    secretsmanager: {
      ...secretsmanagerAnswers(each((name) => secret(name))),
      ListSecretVersionIds: ({ SecretId }) => ({
        ARN: SecretId,
        Versions: ['AWSCURRENT', 'AWSPREVIOUS', 'older'].map((stage) => ({ VersionId: stage, VersionStages: [stage] })),
      }),
    },
  };
}
