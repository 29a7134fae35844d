import type { CacheEndpointOwner, DbCluster, DbInstance, LoadBalancer } from '../model/aws/index.ts';
import type { DeployedService, DeploymentGraph, Edge, Fact, FrontDoor } from '../model/index.ts';

/** Every edge that was found, and everything of the account that they lead to. */
export function graph(services: readonly DeployedService[]): DeploymentGraph {
  const edges = services.flatMap(edgesOf).toSorted(byEnds);
  if (services.length === 0) return { edges };
  return { edges, resources: new Set(services.flatMap(resourcesOf)) };
}

function edgesOf(service: DeployedService): readonly Edge[] {
  return [
    service.repository,
    ...list(service.frontDoors).map((door) => balancedBy(service, door)),
    ...list(service.databases).map(({ database }) => database.edge),
    ...list(service.caches).map(({ edge }) => edge),
    ...list(service.buckets).map(({ edge }) => edge),
  ];
}

function balancedBy({ ref }: DeployedService, { loadBalancer, targetGroup }: FrontDoor): Edge {
  return {
    from: loadBalancer.ref,
    to: ref,
    relation: 'sends requests to',
    reason: `target group ${targetGroup.TargetGroupName} of ${loadBalancer.LoadBalancerName}`,
    confidence: 'high',
  };
}

/** Ids, and what AWS calls things where it has no ARN for them: security groups, instances, log groups. */
function resourcesOf(service: DeployedService): readonly string[] {
  return [
    service.ref.id.replace(/#.*$/, ''),
    ...service.parts,
    ...list(service.frontDoors).flatMap(({ loadBalancer, targetGroup }) => [
      targetGroup.TargetGroupArn,
      ...balancer(loadBalancer),
    ]),
    ...list(service.databases).flatMap(({ database }) => databaseParts(database.to)),
    ...list(service.caches).flatMap(({ to }) => cacheParts(to)),
    ...list(service.buckets).map(({ to }) => to.ref.id),
    ...list(service.groups).flatMap((group) => [
      group.AutoScalingGroupARN,
      ...(group.Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []),
    ]),
  ];
}

function balancer({ LoadBalancerArn, SecurityGroups = [] }: LoadBalancer): readonly string[] {
  return [LoadBalancerArn, ...SecurityGroups];
}

function databaseParts(database: DbInstance | DbCluster): readonly string[] {
  const groups = (database.VpcSecurityGroups ?? []).flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []);
  const members = 'DBClusterMembers' in database ? (database.DBClusterMembers ?? []) : [];
  return [database.ref.id, ...groups, ...members.flatMap(({ DBInstanceIdentifier }) => DBInstanceIdentifier ?? [])];
}

function cacheParts(cache: CacheEndpointOwner): readonly string[] {
  const members = 'MemberClusters' in cache ? (cache.MemberClusters ?? []) : [];
  return [cache.ref.id, ...members];
}

function list<T>(fact: Fact<readonly T[]>): readonly T[] {
  return fact.status === 'collected' ? fact.value : [];
}

function byEnds(a: Edge, b: Edge): number {
  const [left, right] = [a, b].map(({ from, to, relation }) => `${from.id} ${relation} ${to.id}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
}
