import type { AwsItem, ContainerDefinition, EcsService } from '../../src/model/aws/index.ts';
import { sameScope } from './scope.ts';

/** A service that answers requests: it is attached to a load balancer and keeps a number of tasks. */
export function isBehindLoadBalancer({ loadBalancers, schedulingStrategy }: EcsService): boolean {
  return (loadBalancers ?? []).length > 0 && schedulingStrategy !== 'DAEMON';
}

/** The registration of Application Auto Scaling for a service, by `service/<cluster>/<service>`. */
export function scalableTarget(
  service: EcsService,
  targets: readonly AwsItem<'application-autoscaling.targets'>[],
): AwsItem<'application-autoscaling.targets'> | undefined {
  const id = `service/${service.clusterArn.split('/').at(-1) ?? ''}/${service.serviceName}`;
  return targets.find((target) => target.ResourceId === id && sameScope(target, service));
}

/** `web of shop-web`: a container is called web in many task definitions. */
export function containerInWords({ name, ref }: ContainerDefinition): string {
  const family = /task-definition\/([^#:]+)/.exec(ref.id)?.[1];
  return family === undefined ? name : `${name} of ${family}`;
}
