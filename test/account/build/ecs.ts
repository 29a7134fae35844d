import type { Cluster, ContainerDefinition, Service, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { arn, daysAgo, digits } from './where.ts';

export const DIGEST = `sha256:${digits('shop', 64)}`;
const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop@${DIGEST}`;

export function ecsCluster(name = 'shop', differs: Partial<Cluster> = {}): Cluster {
  return {
    clusterArn: arn('ecs', `cluster/${name}`),
    clusterName: name,
    status: 'ACTIVE',
    registeredContainerInstancesCount: 0,
    runningTasksCount: 2,
    pendingTasksCount: 0,
    activeServicesCount: 1,
    statistics: [],
    tags: [],
    settings: [{ name: 'containerInsights', value: 'enabled' }],
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [],
    configuration: {
      executeCommandConfiguration: {
        logging: 'OVERRIDE',
        logConfiguration: { cloudWatchLogGroupName: '/ecs/exec', cloudWatchEncryptionEnabled: true },
      },
    },
    ...differs,
  };
}

/** A Fargate web service behind a load balancer, with circuit breaker and rollback. */
export function ecsService(targetGroupArn: string, differs: Partial<Service> = {}, cluster = 'shop'): Service {
  const name = differs.serviceName ?? 'web';
  const taskDefinition = differs.taskDefinition ?? arn('ecs', `task-definition/shop-${name}:42`);
  return {
    serviceArn: arn('ecs', `service/${cluster}/${name}`),
    serviceName: name,
    clusterArn: arn('ecs', `cluster/${cluster}`),
    loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 8000 }],
    serviceRegistries: [],
    status: 'ACTIVE',
    desiredCount: 2,
    runningCount: 2,
    pendingCount: 0,
    launchType: 'FARGATE',
    platformVersion: 'LATEST',
    platformFamily: 'Linux',
    taskDefinition,
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: true, rollback: true },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      strategy: 'ROLLING',
      bakeTimeInMinutes: 0,
    },
    deployments: [
      {
        id: `ecs-svc/${digits(name, 19)}`,
        status: 'PRIMARY',
        taskDefinition,
        desiredCount: 2,
        pendingCount: 0,
        runningCount: 2,
        failedTasks: 0,
        createdAt: daysAgo(3),
        updatedAt: daysAgo(3),
        launchType: 'FARGATE',
        platformVersion: '1.4.0',
        rolloutState: 'COMPLETED',
        rolloutStateReason: 'ECS deployment completed.',
      },
    ],
    roleArn: 'arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
    events: [],
    createdAt: daysAgo(300),
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: ['subnet-0a00000000000000a', 'subnet-0a00000000000000b'],
        securityGroups: ['sg-0a000000000000001'],
        assignPublicIp: 'DISABLED',
      },
    },
    healthCheckGracePeriodSeconds: 60,
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    createdBy: 'arn:aws:iam::111122223333:role/deploy',
    enableECSManagedTags: true,
    propagateTags: 'SERVICE',
    enableExecuteCommand: false,
    availabilityZoneRebalancing: 'ENABLED',
    ...differs,
  };
}

/** The application's container: not root, logs shipped, secrets from Secrets Manager. */
export function container(differs: Partial<ContainerDefinition> = {}): ContainerDefinition {
  return {
    name: 'web',
    image: IMAGE,
    cpu: 0,
    portMappings: [{ containerPort: 8000, hostPort: 8000, protocol: 'tcp' }],
    essential: true,
    entryPoint: [],
    command: ['gunicorn', 'shop.wsgi:application', '--bind', '0.0.0.0:8000', '--workers', '3'],
    environment: [
      { name: 'DJANGO_SETTINGS_MODULE', value: 'shop.settings.production' },
      { name: 'ALLOWED_HOSTS', value: 'shop.example.com' },
    ],
    environmentFiles: [],
    mountPoints: [],
    volumesFrom: [],
    secrets: [
      { name: 'SECRET_KEY', valueFrom: arn('secretsmanager', `secret:shop/django-${digits('shop/django', 6)}`) },
      { name: 'DATABASE_URL', valueFrom: arn('secretsmanager', `secret:shop/database-${digits('shop/database', 6)}`) },
    ],
    user: '1000',
    readonlyRootFilesystem: true,
    logConfiguration: {
      logDriver: 'awslogs',
      options: { 'awslogs-group': '/ecs/shop', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'web' },
    },
    systemControls: [],
    ...differs,
  };
}

export function taskDefinition(
  family: string,
  revision: number,
  containers: readonly ContainerDefinition[],
  differs: Partial<TaskDefinition> = {},
): TaskDefinition {
  return {
    taskDefinitionArn: arn('ecs', `task-definition/${family}:${revision}`),
    containerDefinitions: [...containers],
    family,
    taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task',
    executionRoleArn: 'arn:aws:iam::111122223333:role/shop-execution',
    networkMode: 'awsvpc',
    revision,
    volumes: [],
    status: 'ACTIVE',
    requiresAttributes: [],
    placementConstraints: [],
    compatibilities: ['EC2', 'FARGATE'],
    requiresCompatibilities: ['FARGATE'],
    cpu: '512',
    memory: '1024',
    runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
    registeredAt: daysAgo(3),
    registeredBy: 'arn:aws:sts::111122223333:assumed-role/deploy/GitHubActions',
    enableFaultInjection: false,
    ...differs,
  };
}

export function task(name: string, of: Service, definition: TaskDefinition, differs: Partial<Task> = {}): Task {
  const cluster = (of.clusterArn ?? '').split('/').pop() ?? '';
  return {
    taskArn: arn('ecs', `task/${cluster}/${digits(name, 32)}`),
    clusterArn: of.clusterArn,
    taskDefinitionArn: definition.taskDefinitionArn,
    group: `service:${of.serviceName ?? ''}`,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    healthStatus: 'HEALTHY',
    connectivity: 'CONNECTED',
    availabilityZone: 'eu-west-1a',
    cpu: definition.cpu,
    memory: definition.memory,
    containers: (definition.containerDefinitions ?? []).map(({ name: own, image = '' }) => ({
      containerArn: arn('ecs', `container/${cluster}/${digits(name, 32)}/${digits(own ?? '', 36)}`),
      taskArn: arn('ecs', `task/${cluster}/${digits(name, 32)}`),
      name: own,
      image,
      imageDigest: image.includes('@') ? (image.split('@')[1] ?? DIGEST) : DIGEST,
      runtimeId: digits(name, 32),
      lastStatus: 'RUNNING',
      networkBindings: [],
      networkInterfaces: [],
      healthStatus: 'HEALTHY',
    })),
    createdAt: daysAgo(3),
    startedAt: daysAgo(3),
    startedBy: `ecs-svc/${digits(of.serviceName ?? '', 19)}`,
    enableExecuteCommand: false,
    tags: [],
    attachments: [],
    version: 3,
    ...differs,
  };
}

export interface EcsThings {
  readonly clusters?: readonly Cluster[];
  readonly services?: readonly Service[];
  readonly taskDefinitions?: readonly TaskDefinition[];
  readonly tasks?: readonly Task[];
}

export function ecsAnswers({
  clusters = [],
  services = [],
  taskDefinitions = [],
  tasks = [],
}: EcsThings): NonNullable<Answers['ecs']> {
  return {
    ListClusters: { clusterArns: clusters.map(({ clusterArn = '' }) => clusterArn) },
    DescribeClusters: ({ clusters: names = ['default'], include = [] }) => ({
      clusters: atMost(names, 100)
        .flatMap((name) => named(clusters, name, ({ clusterArn }) => clusterArn))
        .map((found) => included(found, include)),
      failures: [],
    }),
    ListServices: ({ cluster = 'default' }) => ({
      serviceArns: inCluster(services, cluster).map(({ serviceArn = '' }) => serviceArn),
    }),
    DescribeServices: ({ cluster = 'default', services: names = [] }) => ({
      services: atMost(names, 10).flatMap((name) =>
        named(inCluster(services, cluster), name, ({ serviceArn }) => serviceArn),
      ),
      failures: [],
    }),
    DescribeTaskDefinition: ({ taskDefinition: name = '' }) => {
      const [found] = named(taskDefinitions, name, ({ taskDefinitionArn }) => taskDefinitionArn);
      if (found === undefined) throw new AwsError('ClientException', 'Unable to describe task definition.', 400);
      return { taskDefinition: found, tags: [] };
    },
    ListTasks: ({ cluster = 'default', serviceName }) => ({
      taskArns: inCluster(tasks, cluster)
        .filter(({ group }) => serviceName === undefined || group === `service:${serviceName.split('/').pop() ?? ''}`)
        .map(({ taskArn = '' }) => taskArn),
    }),
    DescribeTasks: ({ cluster = 'default', tasks: names = [] }) => ({
      tasks: atMost(names, 100).flatMap((name) => named(inCluster(tasks, cluster), name, ({ taskArn }) => taskArn)),
      failures: [],
    }),
  };
}

/** Settings and configuration are told only to those who ask. */
function included(cluster: Cluster, include: readonly string[]): Cluster {
  const { settings, configuration, ...rest } = cluster;
  return {
    ...rest,
    settings: include.includes('SETTINGS') ? settings : [],
    ...(include.includes('CONFIGURATIONS') ? { configuration } : {}),
  };
}

/** By ARN, or by what the ARN ends with. */
function named<T>(items: readonly T[], name: string, arnOf: (item: T) => string | undefined): T[] {
  return items.filter((item) => arnOf(item) === name || arnOf(item)?.endsWith(`/${name}`) === true);
}

function inCluster<T extends { readonly clusterArn?: string | undefined }>(items: readonly T[], cluster: string): T[] {
  return named(items, cluster, ({ clusterArn }) => clusterArn);
}

function atMost(names: readonly string[], most: number): readonly string[] {
  if (names.length > 0 && names.length <= most) return names;
  throw new AwsError('InvalidParameterException', `Between 1 and ${most} must be named.`, 400);
}
