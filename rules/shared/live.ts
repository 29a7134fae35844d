import type { ContainerDefinition, EcsService, Environment, TaskDefinition } from '../../src/model/aws/index.ts';
import type { DeployedService } from '../../src/model/index.ts';

/** What ECS runs of a service. */
export interface DeployedTask {
  readonly service: EcsService;
  readonly definition: TaskDefinition;
  readonly container: ContainerDefinition;
}

/** Undefined on other platforms, and when the task definition could not be read. */
export function taskOf({ live }: DeployedService): DeployedTask | undefined {
  if (live.platform !== 'ecs' || live.task.status === 'unavailable') return undefined;
  return { service: live.service, ...live.task.value };
}

/** Undefined on other platforms. */
export function beanstalkOf({ live }: DeployedService): Environment | undefined {
  return live.platform === 'elastic beanstalk' ? live.environment : undefined;
}

/** The words that the container is started with, as the live definition gives them; undefined when it leaves them to the image. */
export function liveCommand(service: DeployedService): string | undefined {
  const container = taskOf(service)?.container;
  const words = [...(container?.entryPoint ?? []), ...(container?.command ?? [])];
  return words.length === 0 ? undefined : words.map(({ value }) => value ?? '…').join(' ');
}
