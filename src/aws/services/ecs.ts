import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
  type ContainerDefinition as SdkContainerDefinition,
  type Service as SdkService,
  type TaskDefinition as SdkTaskDefinition,
} from '@aws-sdk/client-ecs';
import type { ContainerDefinition, EcsService, TaskDefinition } from '../../model/aws/index.ts';
import { part, type SubjectRef } from '../../model/subject.ts';
import type { Collector, Context, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';
import { nameOf } from '../names.ts';
import { guardArguments, guardRecord, guardVariable } from '../redact.ts';
import { chunks, each } from '../streams.ts';

const next = by('nextToken');

const clusters: Collector<'ecs.clusters'> = async function* ({ ask, pages, ref }) {
  const listed = async function* () {
    for await (const page of pages(ListClustersCommand, { maxResults: 100 }, next)) {
      yield must(page.clusterArns, 'clusterArns');
    }
  };
  const described = each(chunks(listed(), 100), async (arns) => {
    const answer = await ask(DescribeClustersCommand, {
      clusters: [...arns],
      include: ['SETTINGS', 'CONFIGURATIONS', 'TAGS'],
    });
    return must(answer.clusters, 'clusters').map((cluster) => {
      const clusterArn = must(cluster.clusterArn, 'clusterArn');
      const clusterName = must(cluster.clusterName, 'clusterName');
      return { ...cluster, ref: ref(clusterArn, nameOf(cluster.tags, clusterName)), clusterArn, clusterName };
    });
  });
  for await (const lot of described) yield lot.flat().filter((cluster) => cluster.status !== 'INACTIVE');
};

/** Ten at a time is what DescribeServices takes. A service that is gone by then is among the failures, and has no item. */
const services: Collector<'ecs.services'> = async function* ({ ask, pages, from, ref }) {
  const described = each(from('ecs.clusters'), async ({ clusterArn: cluster }) => {
    const found: EcsService[] = [];
    for await (const page of pages(ListServicesCommand, { cluster, maxResults: 100 }, next)) {
      const arns = must(page.serviceArns, 'serviceArns');
      for (let at = 0; at < arns.length; at += 10) {
        const question = { cluster, services: arns.slice(at, at + 10), include: ['TAGS' as const] };
        const answer = await ask(DescribeServicesCommand, question);
        found.push(...must(answer.services, 'services').map((service) => serviceItem(service, cluster, ref)));
      }
    }
    return found.filter((service) => service.status !== 'INACTIVE');
  });
  for await (const lot of described) yield lot.flat();
};

function serviceItem(service: SdkService, cluster: string, ref: Context['ref']): EcsService {
  const serviceArn = must(service.serviceArn, 'serviceArn');
  const serviceName = must(service.serviceName, 'serviceName');
  return {
    ...service,
    ref: ref(serviceArn, nameOf(service.tags, serviceName)),
    serviceArn,
    serviceName,
    clusterArn: service.clusterArn ?? cluster,
  };
}

/** Every revision that a deployment or task set of a service runs; the newest of a family keeps the family's name. */
const taskDefinitions: Collector<'ecs.taskDefinitions'> = async function* (context) {
  const running = new Set<string>();
  for await (const batch of context.from('ecs.services')) {
    for (const arn of batch.flatMap(revisionsOf)) running.add(arn);
  }
  const described = each(singly(running), async (taskDefinition) => {
    const answer = await context.ask(DescribeTaskDefinitionCommand, { taskDefinition });
    return must(answer.taskDefinition, 'taskDefinition');
  });
  const found: SdkTaskDefinition[] = [];
  for await (const batch of described) found.push(...batch);
  yield byFamily(found).flatMap((revisions) => revisions.map((one, age) => definitionItem(one, age, context.ref)));
};

function revisionsOf(service: EcsService): readonly string[] {
  const named = [service, ...(service.deployments ?? []), ...(service.taskSets ?? [])];
  return named.flatMap(({ taskDefinition }) => taskDefinition ?? []);
}

async function* singly(values: Iterable<string>) {
  yield [...values];
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
    containerDefinitions: must(definition.containerDefinitions, 'containerDefinitions').map((one) =>
      container(one, own),
    ),
  };
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

const tasks: Collector<'ecs.tasks'> = async function* ({ ask, pages, from, ref }) {
  const described = each(from('ecs.clusters'), async ({ clusterArn: cluster }) => {
    const found = [];
    for await (const page of pages(ListTasksCommand, { cluster, maxResults: 100 }, next)) {
      const arns = must(page.taskArns, 'taskArns');
      if (arns.length === 0) continue;
      const answer = await ask(DescribeTasksCommand, { cluster, tasks: arns });
      found.push(
        ...must(answer.tasks, 'tasks').map(({ overrides: _, ...task }) => {
          const taskArn = must(task.taskArn, 'taskArn');
          return {
            ...task,
            ref: ref(taskArn, task.group ?? taskArn.split('/').at(-1)),
            taskArn,
            taskDefinitionArn: must(task.taskDefinitionArn, 'taskDefinitionArn'),
            clusterArn: task.clusterArn ?? cluster,
          };
        }),
      );
    }
    return found;
  });
  for await (const lot of described) yield lot.flat();
};

export const ecs: ServiceModule<'ecs'> = {
  client: (config) => new ECSClient(config),
  collectors: {
    'ecs.clusters': clusters,
    'ecs.services': services,
    'ecs.taskDefinitions': taskDefinitions,
    'ecs.tasks': tasks,
  },
};
