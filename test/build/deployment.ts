import type {
  ContainerDefinition,
  DbCluster,
  DbInstance,
  EcsService,
  Environment,
  TaskDefinition,
} from '../../src/model/aws/index.ts';
import {
  type Copies,
  collected,
  type DatabaseLink,
  type DeployedService,
  type EvaluatedSettings,
  type Fact,
  type LiveParts,
  type ServiceVariable,
  unavailable,
} from '../../src/model/index.ts';
import type { K8sContainer, Workload } from '../../src/model/repository/index.ts';
import { container, ecsService, taskDefinition } from './ecs.ts';
import { cluster } from './eks.ts';
import { environment, settingsOf } from './elasticbeanstalk.ts';
import { frontDoor } from './front-door.ts';
import { container as k8sContainer, workload } from './pipeline.ts';
import { process } from './process.ts';
import { arn, ref } from './ref.ts';
import { settings } from './settings.ts';

const SERVICE = arn('ecs', 'service/shop/shop-web');

/** The settings of a service of production as they should be. */
export function liveSettings(assigned: Parameters<typeof settings>[0] = {}): EvaluatedSettings {
  return settings(
    {
      ALLOWED_HOSTS: ['shop.example.com'],
      DEBUG: false,
      SECURE_PROXY_SSL_HEADER: ['HTTP_X_FORWARDED_PROTO', 'https'],
      SECURE_SSL_REDIRECT: true,
      ...assigned,
    },
    { mode: 'given', module: 'config.settings.production' },
  );
}

export function variables(values: Readonly<Record<string, string>>): Fact<readonly ServiceVariable[]> {
  return collected(
    Object.entries(values).map(([name, value]): ServiceVariable => ({ name, value, source: 'ecs environment' })),
  );
}

/** An ECS service that runs the repository's code behind a sound load balancer. */
export function service(given: Partial<DeployedService> = {}): DeployedService {
  const own = given.ref ?? ref(SERVICE, 'shop-web');
  return {
    ref: own,
    platform: 'ecs',
    live: task(),
    environment: { name: 'production', reason: 'its tag Environment' },
    repository: {
      from: own,
      to: { kind: 'environment', id: 'repository', name: 'the repository' },
      kind: 'runs',
      evidence: [],
      reason: 'its DJANGO_SETTINGS_MODULE config.settings.production is a module of the repository',
      confidence: 'high',
    },
    carriers: [],
    variables: variables({ DJANGO_SETTINGS_MODULE: 'config.settings.production' }),
    settings: collected(liveSettings()),
    process: collected(process()),
    frontDoors: collected([frontDoor()]),
    databases: collected([]),
    caches: collected([]),
    buckets: collected([]),
    secrets: collected([]),
    images: collected([]),
    logGroups: collected([]),
    alarms: collected([]),
    domains: collected([]),
    distributions: collected([]),
    certificates: collected([]),
    groups: collected([]),
    copies: collected({
      desired: 2,
      steady: 4,
      maximum: 8,
      reason: 'desired count 2, scales to 4, maximumPercent 200',
    }),
    parts: [],
    ...given,
  };
}

/** What of ECS differs from the service of `service()`. */
interface TaskParts {
  readonly service?: EcsService;
  readonly container?: ContainerDefinition;
  readonly definition?: Partial<TaskDefinition>;
  /** Containers beside it. */
  readonly beside?: readonly ContainerDefinition[];
}

/** What `service()` is in ECS: one container on Fargate, port 8000. */
export function task({
  service: of = ecsService(),
  container: own = container(),
  definition = {},
  beside = [],
}: TaskParts = {}): LiveParts {
  return {
    platform: 'ecs',
    service: of,
    task: collected({ definition: { ...taskDefinition(own, ...beside), ...definition }, container: own }),
  };
}

/** The same service, whose task definition could not be read. */
export function withoutTask(given: Partial<DeployedService> = {}): DeployedService {
  return service({ live: { platform: 'ecs', service: ecsService(), task: denied }, ...given });
}

/** The same code in an Elastic Beanstalk environment. */
export function beanstalkService(
  given: Partial<DeployedService> = {},
  described: Partial<Environment> = {},
  options: Parameters<typeof settingsOf>[1] = {},
): DeployedService {
  const live = environment(described);
  return service({
    ref: live.ref,
    platform: 'elastic beanstalk',
    live: { platform: 'elastic beanstalk', environment: live, settings: collected(settingsOf(live, options)) },
    ...given,
  });
}

/** The same code in a pod of an EKS cluster, as the manifest has it. */
export function podService(
  given: Partial<DeployedService> = {},
  pod: { readonly workload?: Partial<Workload>; readonly container?: Partial<K8sContainer> } = {},
): DeployedService {
  const own = k8sContainer('web', pod.container);
  return service({
    platform: 'eks',
    live: {
      platform: 'eks',
      cluster: cluster(),
      nodegroups: collected([]),
      workload: workload('web', { containers: [own], ...pod.workload }),
      container: own,
    },
    ...given,
  });
}

/** So many copies, at all times. */
export function copies(number: number, given: Partial<Copies> = {}): Fact<Copies> {
  return collected({ desired: number, steady: number, maximum: number, reason: `desired count ${number}`, ...given });
}

/** The `default` alias of that service on that database, by its own endpoint unless the case says otherwise. */
export function databaseLink(to: DbInstance | DbCluster, through: DatabaseLink['through'] = 'endpoint'): DatabaseLink {
  const what = through === 'proxy' ? 'the endpoint of proxy shop' : `the endpoint of ${to.ref.name ?? to.ref.id}`;
  const reason = `HOST of DATABASES['default'] is ${what}`;
  return {
    alias: 'default',
    through,
    database: {
      to,
      edge: { from: ref(SERVICE, 'shop-web'), to: to.ref, kind: 'database', reason, confidence: 'high', evidence: [] },
    },
  };
}

export const denied = unavailable('denied: ecs:DescribeTaskDefinition', 'ecs:DescribeTaskDefinition');
