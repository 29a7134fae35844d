import type { AwsItem, Ec2Instance, EcsService, TargetGroup } from '../../src/model/aws/index.ts';
import type { Facts } from '../../src/model/index.ts';
import { groupIdsOf, hasPublicAddress, subnetIdsOf } from './instances.ts';
import { groupsOf, routesToInternet } from './network.ts';
import { admit, type Opening, openToPublic } from './security-groups.ts';

/** What tells whether somebody reaches the targets of a target group without its load balancer. */
export const TARGET_FACTS = [
  'elasticloadbalancing.targetGroups',
  'elasticloadbalancing.targetHealth',
  'elasticloadbalancing.loadBalancers',
  'ecs.services',
  'ec2.instances',
  'ec2.securityGroups',
  'ec2.subnets',
  'ec2.routeTables',
] as const;
export type TargetFacts = Facts<(typeof TARGET_FACTS)[number]>;

/** Something that a target group sends requests to. */
export interface Target {
  readonly name: string;
  readonly port: number;
  readonly groups: readonly string[];
  readonly subnets: readonly string[];
  readonly publicAddress: boolean;
}

/** A target whose security groups admit public addresses to its port. */
export interface Exposed {
  readonly target: Target;
  readonly found: readonly AwsItem<'ec2.securityGroups'>[];
  readonly openings: readonly Opening[];
}

/** Who is reached around the load balancer. */
export interface Exposure {
  readonly targets: readonly Target[];
  /** All that admit public addresses. */
  readonly open: readonly Exposed[];
  /** Those of them that have a public address. */
  readonly direct: readonly Exposed[];
  /** Those that only stand in a subnet which routes to the internet. */
  readonly near: readonly Exposed[];
  /** Security groups that could not be seen. */
  readonly missing: readonly string[];
}

/** Undefined when there are targets of which nothing is known: an address that belongs to no ECS service. */
export function targetsOf(group: TargetGroup, facts: TargetFacts): readonly Target[] | undefined {
  const services = facts.ecs.services.filter(({ loadBalancers }) =>
    loadBalancers?.some((one) => registersIn(one, group)),
  );
  const health = facts.elasticloadbalancing.targetHealth.find(
    ({ TargetGroupArn }) => TargetGroupArn === group.TargetGroupArn,
  );
  const registered = (health?.TargetHealthDescriptions ?? []).flatMap(({ Target }) =>
    Target === undefined ? [] : [Target],
  );
  const instances = registered.flatMap(({ Id, Port }) => {
    const instance = facts.ec2.instances.find(({ InstanceId }) => InstanceId === Id);
    return instance === undefined ? [] : [ofInstance(instance, Port ?? group.Port ?? 80)];
  });
  if (services.length === 0 && instances.length < registered.length) return undefined;
  return group.TargetType === 'instance'
    ? instances
    : [...instances, ...services.flatMap((one) => ofService(one, group))];
}

/** Blue/green deployments of ECS move the tasks between two target groups: the service names one of them as alternate. */
function registersIn(
  { targetGroupArn, advancedConfiguration }: NonNullable<EcsService['loadBalancers']>[number],
  { TargetGroupArn }: TargetGroup,
): boolean {
  return targetGroupArn === TargetGroupArn || advancedConfiguration?.alternateTargetGroupArn === TargetGroupArn;
}

function ofInstance(instance: Ec2Instance, port: number): Target {
  return {
    name: instance.InstanceId,
    port,
    groups: groupIdsOf(instance),
    subnets: subnetIdsOf(instance),
    publicAddress: hasPublicAddress(instance),
  };
}

function ofService(service: EcsService, group: TargetGroup): readonly Target[] {
  const network = service.networkConfiguration?.awsvpcConfiguration;
  if (network === undefined) return [];
  const attached = service.loadBalancers?.find((one) => registersIn(one, group));
  return [
    {
      name: `the tasks of ${service.serviceName}`,
      port: attached?.containerPort ?? group.Port ?? 80,
      groups: network.securityGroups ?? [],
      subnets: network.subnets ?? [],
      publicAddress: network.assignPublicIp === 'ENABLED',
    },
  ];
}

export function exposureOf(targets: readonly Target[], { ec2 }: TargetFacts): Exposure {
  const looked = targets.map((target) => ({ target, ...groupsOf(target.groups, ec2.securityGroups) }));
  const open = looked
    .map(({ target, found }): Exposed => ({ target, found, openings: openToPublic(found, target.port) }))
    .filter(({ openings }) => openings.length > 0);
  const routed = ({ target }: Exposed) =>
    target.subnets.some((id) => routesToInternet(id, ec2.subnets, ec2.routeTables) === true);
  return {
    targets,
    open,
    direct: open.filter(({ target }) => target.publicAddress),
    near: open.filter((one) => !one.target.publicAddress && routed(one)),
    missing: [...new Set(looked.flatMap((one) => one.missing))],
  };
}

/** Each group that stands open admits each group of the load balancer to each port that a target listens on. */
export function admissions(exposed: readonly Exposed[], doors: readonly string[], region: string | undefined) {
  const steps = exposed.flatMap(({ target, found, openings }) =>
    found
      .filter(({ GroupId }) => openings.some(({ groupId }) => groupId === GroupId))
      .flatMap((one) => doors.flatMap((door) => admit(one, door, target.port, region) ?? [])),
  );
  return [...new Map(steps.map((step) => [step.content, step])).values()];
}
