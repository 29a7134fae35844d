import {
  DescribeCacheClustersCommand,
  DescribeReplicationGroupsCommand,
  DescribeServerlessCachesCommand,
  ElastiCacheClient,
} from '@aws-sdk/client-elasticache';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';

const PAGE = { MaxRecords: 100 };

const replicationGroups: Collector<'elasticache.replicationGroups'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeReplicationGroupsCommand, PAGE, by('Marker'))) {
    yield must(page.ReplicationGroups, 'ReplicationGroups').map((group) => {
      const ARN = must(group.ARN, 'ARN');
      const ReplicationGroupId = must(group.ReplicationGroupId, 'ReplicationGroupId');
      return { ...group, ref: ref(ARN, ReplicationGroupId), ARN, ReplicationGroupId };
    });
  }
};

const cacheClusters: Collector<'elasticache.cacheClusters'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeCacheClustersCommand, { ...PAGE, ShowCacheNodeInfo: true }, by('Marker'))) {
    yield must(page.CacheClusters, 'CacheClusters').map((cluster) => {
      const ARN = must(cluster.ARN, 'ARN');
      const CacheClusterId = must(cluster.CacheClusterId, 'CacheClusterId');
      return { ...cluster, ref: ref(ARN, CacheClusterId), ARN, CacheClusterId };
    });
  }
};

const serverlessCaches: Collector<'elasticache.serverlessCaches'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeServerlessCachesCommand, { MaxResults: 50 }, by('NextToken'))) {
    yield must(page.ServerlessCaches, 'ServerlessCaches').map((cache) => {
      const ARN = must(cache.ARN, 'ARN');
      const ServerlessCacheName = must(cache.ServerlessCacheName, 'ServerlessCacheName');
      return { ...cache, ref: ref(ARN, ServerlessCacheName), ARN, ServerlessCacheName };
    });
  }
};

export const elasticache: ServiceModule<'elasticache'> = {
  client: (config) => new ElastiCacheClient(config),
  collectors: {
    'elasticache.replicationGroups': replicationGroups,
    'elasticache.cacheClusters': cacheClusters,
    'elasticache.serverlessCaches': serverlessCaches,
  },
};
