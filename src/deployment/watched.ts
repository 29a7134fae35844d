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
    ...databases.map(({ database }) => ({ ref: database.to.ref, dimensions: ofDatabase(database.to) })),
    ...caches.flatMap(({ to }) => ofCache(to).map((dimensions) => ({ ref: to.ref, dimensions }))),
  ];
}

/** CloudWatch names a load balancer by the end of its ARN: `app/shop/50dc6c495c0c9188`. */
function balancer({ loadBalancer, targetGroup }: FrontDoor): readonly Watched[] {
  const { LoadBalancerArn } = loadBalancer;
  const TargetGroup = targetGroup.TargetGroupArn.replace(/^.*:/, '');
  return [
    { ref: targetGroup.ref, dimensions: { TargetGroup } },
    { ref: loadBalancer.ref, dimensions: { LoadBalancer: LoadBalancerArn.replace(/^.*:loadbalancer\//, '') } },
  ];
}

function ofDatabase(database: DbInstance | DbCluster): Watched['dimensions'] {
  return 'DBInstanceIdentifier' in database
    ? { DBInstanceIdentifier: database.DBInstanceIdentifier }
    : { DBClusterIdentifier: database.DBClusterIdentifier };
}

/** The metrics of a replication group are its members'. */
function ofCache(cache: CacheEndpointOwner): readonly Watched['dimensions'][] {
  if ('ServerlessCacheName' in cache) return [{ clusterId: cache.ServerlessCacheName }];
  if ('CacheClusterId' in cache) return [{ CacheClusterId: cache.CacheClusterId }];
  return (cache.MemberClusters ?? []).map((CacheClusterId) => ({ CacheClusterId }));
}
