import type { AwsItem, ContainerDefinition, EcsService, TaskDefinition } from '../model/aws/index.ts';
import { collected, type Fact, pool, type ServiceVariable, type SubjectRef, unavailable } from '../model/index.ts';
import type { Candidate } from './candidate.ts';
import { live } from './evidence.ts';
import { all, gapAbout, map, pick } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { lookup, within } from './lookup.ts';
import { byTargetGroupArn } from './target-groups.ts';

/** One candidate for each container of each service's running revision. */
export function ecsCandidates(inputs: Inputs): readonly Candidate[] {
  const definitions = lookup(inputs['ecs.taskDefinitions'], byArn);
  return pool(inputs['ecs.services']).items.flatMap((service) => {
    const { taskDefinition = '' } = service;
    const definition = definitions.first(taskDefinition);
    if (definition === undefined) {
      const reason = gapAbout(inputs['ecs.taskDefinitions'], taskDefinition.replace(/:\d+$/, ''));
      return [undescribed(inputs, service, reason)];
    }
    return definition.containerDefinitions.map((container) => running(inputs, service, definition, container));
  });
}

function byArn({ taskDefinitionArn }: TaskDefinition): string {
  return taskDefinitionArn;
}

/** A service whose task definition could not be read: it exists, and nothing more is known. */
function undescribed(inputs: Inputs, service: EcsService, reason: Fact<never>): Candidate {
  const why = reason.status === 'unavailable' ? reason : unavailable('its task definition was not described');
  return {
    ...base(inputs, service, service.ref),
    live: { platform: 'ecs', service, task: why },
    variables: why,
    images: [],
    logGroups: [],
    parts: [],
  };
}

function running(
  inputs: Inputs,
  service: EcsService,
  definition: TaskDefinition,
  container: ContainerDefinition,
): Candidate {
  const only = definition.containerDefinitions.length === 1;
  const candidate = base(inputs, service, only ? service.ref : containerOf(service.ref, container.name));
  const command = [...(container.entryPoint ?? []), ...(container.command ?? [])];
  return {
    ...candidate,
    names: [{ what: 'family', name: definition.family }, ...candidate.names],
    live: { platform: 'ecs', service, task: collected({ definition, container }) },
    variables: environmentOf(container),
    images: [container.image],
    logGroups: logGroup(container),
    container: container.name,
    ...(command.length === 0 ? {} : { command }),
    targetGroups: balanced(inputs, service, container.name),
    parts: [
      service.clusterArn,
      definition.ref.id,
      container.ref.id,
      ...[definition.taskRoleArn, definition.executionRoleArn].filter((arn) => arn !== undefined),
      ...(service.networkConfiguration?.awsvpcConfiguration?.securityGroups ?? []),
    ],
  };
}

function base(
  inputs: Inputs,
  service: EcsService,
  ref: SubjectRef,
): Omit<Candidate, 'live' | 'variables' | 'images' | 'logGroups' | 'parts'> {
  const ClusterName = service.clusterArn.split('/').at(-1) ?? '';
  return {
    ref,
    watched: [
      { ref: service.ref, dimensions: { ClusterName, ServiceName: service.serviceName }, call: 'ecs:DescribeServices' },
    ],
    hosts: [],
    carriers: [],
    names: [{ what: 'service', name: service.serviceName }],
    tags: Object.fromEntries((service.tags ?? []).map((tag) => [tag.key ?? '', tag.value ?? ''])),
    targetGroups: balanced(inputs, service, undefined),
    groups: collected([]),
    copies: copiesOf(inputs, service),
  };
}

function containerOf(service: SubjectRef, name: string): SubjectRef {
  return { ...service, id: `${service.id}#${name}`, name: `${service.name ?? service.id} ${name}` };
}

function environmentOf(container: ContainerDefinition): Fact<readonly ServiceVariable[]> {
  if ((container.environmentFiles ?? []).length > 0) {
    return unavailable(`container ${container.name} reads an environment file from S3, which is never opened`);
  }
  const plain = container.environment.map((one): ServiceVariable => ({ ...one, source: 'ecs environment' }));
  const secret = (container.secrets ?? []).map(
    (one): ServiceVariable => ({
      name: one.name ?? '',
      source: 'ecs secret',
      ...(one.valueFrom === undefined ? {} : { valueFrom: one.valueFrom }),
    }),
  );
  return collected([...plain, ...secret]);
}

function balanced(inputs: Inputs, service: EcsService, container: string | undefined): Candidate['targetGroups'] {
  const wanted = (service.loadBalancers ?? []).filter(
    (one) => container === undefined || one.containerName === container,
  );
  const arns = wanted.map(({ targetGroupArn }) => (targetGroupArn === undefined ? [] : [targetGroupArn]));
  return map(
    all(arns.map((one) => pick(inputs['elasticloadbalancing.targetGroups'], byTargetGroupArn, one))),
    (groups) => groups.flat(),
  );
}

function copiesOf(inputs: Inputs, service: EcsService): Candidate['copies'] {
  const desired = service.desiredCount ?? 0;
  const id = `service/${service.clusterArn.split('/').at(-1) ?? ''}/${service.serviceName}`;
  const overlap = (service.deploymentConfiguration?.maximumPercent ?? 200) / 100;
  return map(pick(inputs['application-autoscaling.targets'], byResource, [within(service.ref, id)]), ([target]) => {
    const steady = Math.max(desired, target?.MaxCapacity ?? desired);
    const scaled = target === undefined ? 'no scaling' : `scales to ${target.MaxCapacity}`;
    return {
      desired,
      steady,
      maximum: Math.floor(steady * overlap),
      reason: `desired count ${desired}, ${scaled}, maximumPercent ${overlap * 100} during a deployment`,
    };
  });
}

function byResource({ ref, ResourceId }: AwsItem<'application-autoscaling.targets'>): string {
  return within(ref, ResourceId);
}

function logGroup({ name, logConfiguration }: ContainerDefinition): Candidate['logGroups'] {
  const group = logConfiguration?.options?.['awslogs-group']?.value;
  if (group === undefined) return [];
  const evidence = live('awslogs-group', group, 'ecs:DescribeTaskDefinition');
  return [{ name: group, reason: `awslogs-group of container ${name} is ${group}`, evidence }];
}
