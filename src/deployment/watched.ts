import type { CacheEndpointOwner, DbCluster, DbInstance } from '../model/aws/index.ts';
import type { CacheLink, DatabaseLink, FrontDoor } from '../model/index.ts';
import type { Watched } from './alarms.ts';

/** What stands around a service, with the dimensions of its metrics. */
export function watchedBy(
  doors: readonly FrontDoor[],
  databases: readonly DatabaseLink[],
  caches: readonly CacheLink[],
): readonly Watched[] {
  return [
    ...doors.flatMap(balancer),
    ...databases.map(({ database }) => ({ ref: database.to.ref, ...ofDatabase(database.to) })),
    ...caches.flatMap(({ to }) => ofCache(to).map((one) => ({ ref: to.ref, ...one }))),
  ];
}

/** CloudWatch names a load balancer by the end of its ARN: `app/shop/50dc6c495c0c9188`. */
function balancer({ loadBalancer, targetGroup }: FrontDoor): readonly Watched[] {
  const { LoadBalancerArn } = loadBalancer;
  const TargetGroup = targetGroup.TargetGroupArn.replace(/^.*:/, '');
  return [
    { ref: targetGroup.ref, dimensions: { TargetGroup }, call: 'elasticloadbalancing:DescribeTargetGroups' },
    {
      ref: loadBalancer.ref,
      dimensions: { LoadBalancer: LoadBalancerArn.replace(/^.*:loadbalancer\//, '') },
      call: 'elasticloadbalancing:DescribeLoadBalancers',
    },
  ];
}

function ofDatabase(database: DbInstance | DbCluster): Omit<Watched, 'ref'> {
  if ('DBInstanceIdentifier' in database) {
    const { DBInstanceIdentifier } = database;
    return { dimensions: { DBInstanceIdentifier }, call: 'rds:DescribeDBInstances' };
  }
  const { DBClusterIdentifier } = database;
  return { dimensions: { DBClusterIdentifier }, call: 'rds:DescribeDBClusters' };
}

/** The metrics of a replication group are its members'. */
function ofCache(cache: CacheEndpointOwner): readonly Omit<Watched, 'ref'>[] {
  if ('ServerlessCacheName' in cache) {
    return [{ dimensions: { clusterId: cache.ServerlessCacheName }, call: 'elasticache:DescribeServerlessCaches' }];
  }
  const members = 'CacheClusterId' in cache ? [cache.CacheClusterId] : (cache.MemberClusters ?? []);
  return members.map((CacheClusterId) => ({
    dimensions: { CacheClusterId },
    call: 'elasticache:DescribeCacheClusters',
  }));
}
