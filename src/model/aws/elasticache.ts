import type { CacheCluster, ReplicationGroup, ServerlessCache } from '@aws-sdk/client-elasticache';
import type { Item } from './item.ts';

export interface ElastiCacheFacts {
  'elasticache.replicationGroups': readonly Item<ReplicationGroup, 'ARN' | 'ReplicationGroupId'>[];
  /** With their nodes (`ShowCacheNodeInfo`); members of replication groups are among them. */
  'elasticache.cacheClusters': readonly Item<CacheCluster, 'ARN' | 'CacheClusterId'>[];
  'elasticache.serverlessCaches': readonly Item<ServerlessCache, 'ARN' | 'ServerlessCacheName'>[];
}

/** What the endpoint in a cache's or broker's URL can lead to. */
export type CacheEndpointOwner =
  | ElastiCacheFacts['elasticache.replicationGroups'][number]
  | ElastiCacheFacts['elasticache.cacheClusters'][number]
  | ElastiCacheFacts['elasticache.serverlessCaches'][number];
