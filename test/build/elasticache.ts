import type { AwsItem } from '../../src/model/aws/index.ts';
import { arn, REGION, ref } from './ref.ts';

type ReplicationGroup = AwsItem<'elasticache.replicationGroups'>;
type CacheCluster = AwsItem<'elasticache.cacheClusters'>;
type ServerlessCache = AwsItem<'elasticache.serverlessCaches'>;

/** A Valkey group of two nodes that takes TLS only. */
export function replicationGroup(given: Partial<ReplicationGroup> = {}): ReplicationGroup {
  const name = given.ReplicationGroupId ?? 'shop-cache';
  return {
    ref: ref(arn('elasticache', `replicationgroup:${name}`), name),
    ARN: arn('elasticache', `replicationgroup:${name}`),
    ReplicationGroupId: name,
    Status: 'available',
    Engine: 'valkey',
    MemberClusters: [`${name}-001`, `${name}-002`],
    NodeGroups: [
      {
        NodeGroupId: '0001',
        Status: 'available',
        PrimaryEndpoint: { Address: `master.${name}.c0ffee.euw1.cache.amazonaws.com`, Port: 6379 },
      },
    ],
    AutomaticFailover: 'enabled',
    MultiAZ: 'enabled',
    ClusterEnabled: false,
    TransitEncryptionEnabled: true,
    TransitEncryptionMode: 'required',
    AtRestEncryptionEnabled: true,
    AuthTokenEnabled: true,
    ...given,
  };
}

/** A node; without `ReplicationGroupId` it stands alone. */
export function cacheCluster(given: Partial<CacheCluster> = {}): CacheCluster {
  const name = given.CacheClusterId ?? 'shop-cache-001';
  return {
    ref: ref(arn('elasticache', `cluster:${name}`), name),
    ARN: arn('elasticache', `cluster:${name}`),
    CacheClusterId: name,
    CacheClusterStatus: 'available',
    Engine: 'redis',
    EngineVersion: '7.1.0',
    NumCacheNodes: 1,
    PreferredAvailabilityZone: `${REGION}a`,
    CacheNodes: [
      {
        CacheNodeId: '0001',
        CacheNodeStatus: 'available',
        Endpoint: { Address: `${name}.c0ffee.0001.euw1.cache.amazonaws.com`, Port: 6379 },
      },
    ],
    SecurityGroups: [{ SecurityGroupId: 'sg-0cache', Status: 'active' }],
    TransitEncryptionEnabled: true,
    AtRestEncryptionEnabled: true,
    ...given,
  };
}

export function serverlessCache(given: Partial<ServerlessCache> = {}): ServerlessCache {
  const name = given.ServerlessCacheName ?? 'shop-serverless';
  return {
    ref: ref(arn('elasticache', `serverlesscache:${name}`), name),
    ARN: arn('elasticache', `serverlesscache:${name}`),
    ServerlessCacheName: name,
    Status: 'available',
    Engine: 'valkey',
    Endpoint: { Address: `${name}.serverless.euw1.cache.amazonaws.com`, Port: 6379 },
    SecurityGroupIds: ['sg-0cache'],
    ...given,
  };
}
