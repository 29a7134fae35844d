import type { AwsItem, ContainerDefinition, EcsService, EcsTask, TaskDefinition } from '../../src/model/aws/index.ts';
import { targetGroup } from './elasticloadbalancing.ts';
import { ACCOUNT, arn, REGION, ref } from './ref.ts';

export const IMAGE = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/shop`;
const CLUSTER = arn('ecs', 'cluster/prod');

/** The web service of production: two tasks behind the load balancer, in private subnets. */
export function ecsService(given: Partial<EcsService> = {}): EcsService {
  const name = given.serviceName ?? 'shop-web';
  const id = arn('ecs', `service/prod/${name}`);
  return {
    ref: ref(id, name),
    serviceArn: id,
    serviceName: name,
    clusterArn: CLUSTER,
    status: 'ACTIVE',
    launchType: 'FARGATE',
    schedulingStrategy: 'REPLICA',
    desiredCount: 2,
    runningCount: 2,
    pendingCount: 0,
    taskDefinition: arn('ecs', 'task-definition/shop-web:42'),
    deploymentController: { type: 'ECS' },
    deploymentConfiguration: {
      strategy: 'ROLLING',
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    },
    loadBalancers: [{ targetGroupArn: targetGroup().TargetGroupArn, containerName: 'web', containerPort: 8000 }],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: ['subnet-0private-a', 'subnet-0private-b'],
        securityGroups: ['sg-0app'],
        assignPublicIp: 'DISABLED',
      },
    },
    ...given,
  };
}

/** The container `web`: an image by its commit, a user of its own, secrets injected, output shipped. */
export function container(given: Partial<ContainerDefinition> = {}): ContainerDefinition {
  const name = given.name ?? 'web';
  return {
    ref: ref(`${arn('ecs', 'task-definition/shop-web')}#${name}`, name),
    name,
    image: `${IMAGE}:3f2a1b0c`,
    essential: true,
    user: '1000:1000',
    cpu: 0,
    portMappings: [{ containerPort: 8000, hostPort: 8000, protocol: 'tcp' }],
    environment: [
      { name: 'DJANGO_SETTINGS_MODULE', value: 'config.settings.production' },
      { name: 'PASSWORD_RESET_TIMEOUT', value: '3600' },
    ],
    secrets: [{ name: 'DATABASE_URL', valueFrom: arn('secretsmanager', 'secret:shop-AbCdEf:DATABASE_URL::') }],
    logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': { value: '/ecs/web' } } },
    ...given,
  };
}

/** The revision that `ecsService()` runs. */
export function taskDefinition(...containers: readonly ContainerDefinition[]): TaskDefinition {
  return {
    ref: ref(arn('ecs', 'task-definition/shop-web'), 'shop-web'),
    taskDefinitionArn: arn('ecs', 'task-definition/shop-web:42'),
    family: 'shop-web',
    revision: 42,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: containers.length === 0 ? [container()] : containers,
  };
}

export function task(startedAt: string, given: Partial<EcsTask> = {}): EcsTask {
  const id = arn('ecs', `task/prod/${startedAt}`);
  return {
    ref: ref(id, 'shop-web'),
    taskArn: id,
    taskDefinitionArn: arn('ecs', 'task-definition/shop-web:42'),
    clusterArn: CLUSTER,
    group: 'service:shop-web',
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    startedAt: new Date(startedAt),
    ...given,
  };
}

type Target = AwsItem<'application-autoscaling.targets'>;

/** The registration of `ecsService()` with Application Auto Scaling. */
export function scalableTarget(given: Partial<Target> = {}): Target {
  return {
    ref: ref(arn('application-autoscaling', 'scalable-target/1'), 'shop-web'),
    ServiceNamespace: 'ecs',
    ResourceId: 'service/prod/shop-web',
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: 2,
    MaxCapacity: 6,
    RoleARN: `arn:aws:iam::${ACCOUNT}:role/autoscaling`,
    CreationTime: new Date('2026-01-01T00:00:00Z'),
    SuspendedState: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
    ...given,
  };
}

export function scalingPolicy(ResourceId = 'service/prod/shop-web'): AwsItem<'application-autoscaling.policies'> {
  return {
    ref: ref(arn('autoscaling', 'scalingPolicy:1'), 'cpu'),
    PolicyARN: arn('autoscaling', 'scalingPolicy:1'),
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    ServiceNamespace: 'ecs',
    ResourceId,
    ScalableDimension: 'ecs:service:DesiredCount',
    CreationTime: new Date('2026-01-01T00:00:00Z'),
  };
}

type Repository = AwsItem<'ecr.repositories'>;

export function repository(given: Partial<Repository> = {}): Repository {
  const name = given.repositoryName ?? 'shop';
  return {
    ref: ref(arn('ecr', `repository/${name}`), name),
    repositoryArn: arn('ecr', `repository/${name}`),
    repositoryName: name,
    repositoryUri: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${name}`,
    registryId: ACCOUNT,
    imageTagMutability: 'MUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    ...given,
  };
}

export function registryScanning(
  given: Partial<AwsItem<'ecr.registryScanning'>> = {},
): AwsItem<'ecr.registryScanning'> {
  return { ref: ref(arn('ecr', 'registry'), 'registry'), scanType: 'BASIC', rules: [], ...given };
}
