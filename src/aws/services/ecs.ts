import {
  type Deployment,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  type Failure,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
  type ContainerDefinition as SdkContainerDefinition,
  type Service as SdkService,
  type TaskDefinition as SdkTaskDefinition,
  type Task,
  type Volume,
} from '@aws-sdk/client-ecs';
import type { ContainerDefinition, EcsService, EcsTask, TaskDefinition } from '../../model/aws/index.ts';
import { part, type SubjectRef } from '../../model/subject.ts';
import type { Collector, Context, ServiceModule } from '../collector.ts';
import { by, must, UnreadableAnswer } from '../collector.ts';
import { nameOf } from '../names.ts';
import { guardArguments, guardRecord, guardVariable } from '../redact.ts';
import { chunks, distinct, each } from '../streams.ts';

const next = by('nextToken');

const clusters: Collector<'ecs.clusters'> = async function* (context) {
  const { ask, pages, ref } = context;
  const listed = async function* () {
    for await (const page of pages(ListClustersCommand, { maxResults: 100 }, next)) {
      yield must(page.clusterArns, 'clusterArns');
    }
  };
  const describe = async (arns: readonly string[]) => {
    const answer = await ask(DescribeClustersCommand, {
      clusters: [...arns],
      include: ['SETTINGS', 'CONFIGURATIONS', 'TAGS'],
    });
    checkFailures(answer.failures);
    return must(answer.clusters, 'clusters').map((cluster) => {
      const clusterArn = must(cluster.clusterArn, 'clusterArn');
      const clusterName = must(cluster.clusterName, 'clusterName');
      return { ...cluster, ref: ref(clusterArn, nameOf(cluster.tags, clusterName)), clusterArn, clusterName };
    });
  };
  const described = context.each(chunks(listed(), 100), describe, (arns) =>
    arns.map((arn) => ref(arn, arn.split('/').at(-1))),
  );
  for await (const lot of described) yield lot.flat().filter((cluster) => cluster.status !== 'INACTIVE');
};

/** Ten at a time is what DescribeServices takes; each ten as soon as their page is there. */
const services: Collector<'ecs.services'> = async function* (context) {
  const { ask, pages, from, ref } = context;
  const lists = context.each(from('ecs.clusters'), async ({ clusterArn: cluster }) => {
    const tens = each(chunks(arnsOf(cluster), 10), async (services) => {
      const answer = await ask(DescribeServicesCommand, { cluster, services, include: ['TAGS'] });
      checkFailures(answer.failures);
      return must(answer.services, 'services').map((service) => serviceItem(service, cluster, ref));
    });
    return await all(tens);
  });
  for await (const lot of lists) yield lot.flat(2).filter((service) => service.status !== 'INACTIVE');

  async function* arnsOf(cluster: string) {
    for await (const page of pages(ListServicesCommand, { cluster, maxResults: 100 }, next)) {
      yield must(page.serviceArns, 'serviceArns');
    }
  }
};

async function all<T>(source: AsyncIterable<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const batch of source) found.push(...batch);
  return found;
}

/** What is gone since it was listed is MISSING, and has no item; anything else was not told, and is no nothing. */
function checkFailures(failures: readonly Failure[] | undefined): void {
  const other = failures?.find(({ reason }) => reason !== 'MISSING');
  if (other !== undefined)
    throw new UnreadableAnswer(`${other.arn ?? 'one of the answers'} failed: ${other.reason ?? 'no reason'}`);
}

function serviceItem(service: SdkService, cluster: string, ref: Context['ref']): EcsService {
  const serviceArn = must(service.serviceArn, 'serviceArn');
  const serviceName = must(service.serviceName, 'serviceName');
  return {
    ...service,
    deployments: (service.deployments ?? []).map(withoutConnect),
    ref: ref(serviceArn, nameOf(service.tags, serviceName)),
    serviceArn,
    serviceName,
    clusterArn: service.clusterArn ?? cluster,
  };
}

/** Its log options may hold the token of a log service. */
function withoutConnect(deployment: Deployment): Deployment {
  const { serviceConnectConfiguration: _, ...rest } = deployment;
  return rest;
}

/** Every revision that a deployment or task set of a service runs; the newest of a family keeps the family's name. */
const taskDefinitions: Collector<'ecs.taskDefinitions'> = async function* (context) {
  const described = context.each(
    distinct(context.from('ecs.services'), revisionsOf),
    async (taskDefinition) => {
      const answer = await context.ask(DescribeTaskDefinitionCommand, { taskDefinition });
      return must(answer.taskDefinition, 'taskDefinition');
    },
    (arn) => context.ref(arn.replace(/:\d+$/, ''), arn.split('/').at(-1)),
  );
  const found = await all(described);
  yield byFamily(found).flatMap((revisions) => revisions.map((one, age) => definitionItem(one, age, context.ref)));
};

function revisionsOf(service: EcsService): readonly string[] {
  const named = [service, ...(service.deployments ?? []), ...(service.taskSets ?? [])];
  return named.flatMap(({ taskDefinition }) => taskDefinition ?? []);
}

/** Each family with its revisions, the newest first. */
function byFamily(definitions: readonly SdkTaskDefinition[]): readonly (readonly SdkTaskDefinition[])[] {
  const families = new Map<string, SdkTaskDefinition[]>();
  for (const definition of definitions) {
    const family = must(definition.family, 'family');
    families.set(family, [...(families.get(family) ?? []), definition]);
  }
  return [...families.values()].map((revisions) => revisions.toSorted((a, b) => (b.revision ?? 0) - (a.revision ?? 0)));
}

function definitionItem(definition: SdkTaskDefinition, age: number, ref: Context['ref']): TaskDefinition {
  const taskDefinitionArn = must(definition.taskDefinitionArn, 'taskDefinitionArn');
  const family = must(definition.family, 'family');
  const whole = ref(taskDefinitionArn.replace(/:\d+$/, ''), family);
  const own = age === 0 ? whole : part(whole, age === 1 ? 'previous' : `previous-${age}`);
  return {
    ...definition,
    ref: own,
    taskDefinitionArn,
    family,
    revision: must(definition.revision, 'revision'),
    volumes: (definition.volumes ?? []).map(withoutDriver),
    containerDefinitions: must(definition.containerDefinitions, 'containerDefinitions').map((one) =>
      container(one, own),
    ),
  };
}

/** A volume's driver may be given a password. */
function withoutDriver(volume: Volume): Volume {
  const { dockerVolumeConfiguration: _, ...rest } = volume;
  return rest;
}

/** What may hold a secret is taken off first, so that nothing new in the API slips through with the rest. */
function container(definition: SdkContainerDefinition, owner: SubjectRef): ContainerDefinition {
  const { environment, command, entryPoint, dockerLabels, logConfiguration, healthCheck, ...rest } = definition;
  const name = must(definition.name, 'name');
  return {
    ...rest,
    ref: part(owner, name, name),
    name,
    image: must(definition.image, 'image'),
    environment: (environment ?? []).map(guardVariable),
    ...(command === undefined ? {} : { command: guardArguments(command) }),
    ...(entryPoint === undefined ? {} : { entryPoint: guardArguments(entryPoint) }),
    ...(dockerLabels === undefined ? {} : { dockerLabels: guardRecord(dockerLabels) }),
    ...(logConfiguration === undefined ? {} : { logConfiguration: logging(logConfiguration) }),
    ...(healthCheck === undefined
      ? {}
      : { healthCheck: { ...healthCheck, command: guardArguments(healthCheck.command ?? []) } }),
  };
}

function logging({ options, ...rest }: NonNullable<SdkContainerDefinition['logConfiguration']>) {
  return options === undefined ? rest : { ...rest, options: guardRecord(options) };
}

/** A hundred at a time; each page as soon as it is there. */
const tasks: Collector<'ecs.tasks'> = async function* (context) {
  const { ask, pages, from, ref } = context;
  const lists = context.each(from('ecs.clusters'), async ({ clusterArn: cluster }) => {
    const hundreds = each(chunks(arnsOf(cluster), 100), async (arns) => {
      const answer = await ask(DescribeTasksCommand, { cluster, tasks: arns });
      checkFailures(answer.failures);
      return must(answer.tasks, 'tasks').map((task) => taskItem(task, cluster, ref));
    });
    return await all(hundreds);
  });
  for await (const lot of lists) yield lot.flat(2);

  async function* arnsOf(cluster: string) {
    for await (const page of pages(ListTasksCommand, { cluster, maxResults: 100 }, next))
      yield must(page.taskArns, 'taskArns');
  }
};

/** Overrides hold an environment of their own. */
function taskItem(answer: Task, cluster: string, ref: Context['ref']): EcsTask {
  const { overrides: _, ...task } = answer;
  const taskArn = must(task.taskArn, 'taskArn');
  return {
    ...task,
    ref: ref(taskArn, task.group ?? taskArn.split('/').at(-1)),
    taskArn,
    taskDefinitionArn: must(task.taskDefinitionArn, 'taskDefinitionArn'),
    clusterArn: task.clusterArn ?? cluster,
  };
}

export const ecs: ServiceModule<'ecs'> = {
  client: (config) => new ECSClient(config),
  collectors: {
    'ecs.clusters': clusters,
    'ecs.services': services,
    'ecs.taskDefinitions': taskDefinitions,
    'ecs.tasks': tasks,
  },
};
