import type {
  Cluster,
  LogConfiguration,
  ContainerDefinition as SdkContainerDefinition,
  TaskDefinition as SdkTaskDefinition,
  Service,
  Task,
} from '@aws-sdk/client-ecs';
import type { Item } from './item.ts';
import type { GuardedText, GuardedVariable } from './redacted.ts';

export type EcsService = Item<Service, 'serviceArn' | 'serviceName' | 'clusterArn'>;

/**
 * A revision that a service runs (each of its deployments and task sets counts). `ref.id` is the family's ARN without the
 * revision; where an older revision of the family runs too, that one is `…#previous`, the next `…#previous-2`.
 */
export interface TaskDefinition
  extends Omit<Item<SdkTaskDefinition, 'taskDefinitionArn' | 'family' | 'revision'>, 'containerDefinitions'> {
  readonly containerDefinitions: readonly ContainerDefinition[];
}

/** `ref.id` is the task definition's with `#<name>`. Environment, command and options are guarded. */
export interface ContainerDefinition
  extends Omit<
    Item<SdkContainerDefinition, 'name' | 'image'>,
    'environment' | 'command' | 'entryPoint' | 'dockerLabels' | 'logConfiguration' | 'healthCheck'
  > {
  readonly environment: readonly GuardedVariable[];
  readonly command?: readonly GuardedText[];
  readonly entryPoint?: readonly GuardedText[];
  readonly dockerLabels?: Readonly<Record<string, GuardedText>>;
  readonly logConfiguration?: Omit<LogConfiguration, 'options'> & {
    readonly options?: Readonly<Record<string, GuardedText>>;
  };
  readonly healthCheck?: Omit<NonNullable<SdkContainerDefinition['healthCheck']>, 'command'> & {
    readonly command: readonly GuardedText[];
  };
}

/** A task that runs, without its overrides' environment. */
export type EcsTask = Item<Omit<Task, 'overrides'>, 'taskArn' | 'taskDefinitionArn' | 'clusterArn'>;

export interface EcsFacts {
  'ecs.clusters': readonly Item<Cluster, 'clusterArn' | 'clusterName'>[];
  'ecs.services': readonly EcsService[];
  'ecs.taskDefinitions': readonly TaskDefinition[];
  'ecs.tasks': readonly EcsTask[];
}
