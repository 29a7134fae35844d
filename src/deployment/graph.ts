import type {
  CacheEndpointOwner,
  DbCluster,
  DbClusterSnapshot,
  DbInstance,
  DbSnapshot,
  LoadBalancer,
} from '../model/aws/index.ts';
import type { Declaration, DeployedService, DeploymentGraph, Edge, FrontDoor, Linked } from '../model/index.ts';
import { live } from './evidence.ts';
import { listed } from './facts.ts';
import { snapshotsOf } from './snapshots.ts';

/** Every edge that was found, and everything of the account that they lead to. */
export function graph(
  services: readonly DeployedService[],
  declarations: readonly Declaration[],
  snapshots: readonly (DbSnapshot | DbClusterSnapshot)[] = [],
): DeploymentGraph {
  const databases = services.flatMap((service) => listed(service.databases).map(({ database }) => database.to));
  const resources = new Set([...services.flatMap(resourcesOf), ...snapshotsOf(databases, snapshots)]);
  const declared = declarations.filter(({ resource }) => services.length > 0 && resources.has(resource.id));
  const edges = distinct([...services.flatMap(edgesOf), ...declared.map(({ edge }) => edge)]);
  const homes = new Map(declarations.map(({ resource, home }) => [resource.id, home]));
  const parts = new Map(services.map((service) => [service.ref.id, [...new Set(partsOf(service))].toSorted()]));
  return services.length === 0 ? { edges, homes, parts } : { edges, resources, homes, parts };
}

function edgesOf(service: DeployedService): readonly Edge[] {
  return [
    service.repository,
    ...service.carriers,
    ...listed(service.frontDoors).map((door) => balancedBy(service, door)),
    ...listed(service.databases).map(({ database }) => database.edge),
    ...listed(service.secrets).flatMap(({ secret }) => secret?.edge ?? []),
    ...listed(service.images).flatMap(({ repository, dockerfile }) =>
      [repository, dockerfile].flatMap((one) => one?.edge ?? []),
    ),
    ...listed(service.domains).flatMap(({ records, distributions, loadBalancers }) => [
      ...edges(listed(records)),
      ...edges(listed(distributions)),
      ...edges(listed(loadBalancers)),
    ]),
    ...plainLinks(service).flatMap(edges),
  ];
}

/** The lists whose items are a thing and the edge that leads to it. */
function plainLinks(service: DeployedService): readonly (readonly Linked<{ readonly ref: Edge['to'] }>[])[] {
  const { caches, buckets, logGroups, alarms, distributions, certificates } = service;
  return [caches, buckets, logGroups, alarms, distributions, certificates].map((fact) =>
    listed<Linked<{ readonly ref: Edge['to'] }>>(fact),
  );
}

function edges(links: readonly Linked<unknown>[]): readonly Edge[] {
  return links.map(({ edge }) => edge);
}

function balancedBy({ ref }: DeployedService, { loadBalancer, targetGroup }: FrontDoor): Edge {
  return {
    from: loadBalancer.ref,
    to: ref,
    kind: 'sends requests to',
    reason: `target group ${targetGroup.TargetGroupName} of ${loadBalancer.LoadBalancerName}`,
    confidence: 'high',
    evidence: [
      live('load balancer', loadBalancer.LoadBalancerArn, 'elasticloadbalancing:DescribeLoadBalancers'),
      live('target group', targetGroup.TargetGroupArn, 'elasticloadbalancing:DescribeTargetGroups'),
    ],
  };
}

/** What belongs to the service alone, and is the end of no edge. */
function partsOf(service: DeployedService): readonly string[] {
  return [
    ...service.parts,
    ...listed(service.frontDoors).map(({ targetGroup }) => targetGroup.TargetGroupArn),
    ...listed(service.groups).flatMap((group) => [
      group.AutoScalingGroupARN,
      ...(group.Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []),
    ]),
  ];
}

/** Ids, and what AWS calls things where it has no ARN for them: security groups, instances, log groups. */
function resourcesOf(service: DeployedService): readonly string[] {
  return [
    service.ref.id.replace(/#.*$/, ''),
    ...partsOf(service),
    ...listed(service.frontDoors).flatMap(({ loadBalancer }) => balancer(loadBalancer)),
    ...listed(service.databases).flatMap(({ database }) => databaseParts(database.to)),
    ...listed(service.caches).flatMap(({ to }) => cacheParts(to)),
    ...listed(service.secrets).flatMap(({ secret }) => secret?.to.ref.id ?? []),
    ...listed(service.images).flatMap(({ repository }) => repository?.to.ref.id ?? []),
    ...listed(service.domains).flatMap(({ records, distributions, loadBalancers }) =>
      [...edges(listed(records)), ...edges(listed(distributions)), ...edges(listed(loadBalancers))].map(({ to }) =>
        to.id.replace(/#.*$/, ''),
      ),
    ),
    ...plainLinks(service).flatMap((links) => links.map(({ to }) => to.ref.id)),
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

/** Sorted by their ends; one that several services share is there once. */
function distinct(all: readonly Edge[]): readonly Edge[] {
  const keyed = new Map(all.map((edge) => [`${edge.from.id} ${edge.kind} ${edge.to.id} ${edge.reason}`, edge]));
  return [...keyed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
}
