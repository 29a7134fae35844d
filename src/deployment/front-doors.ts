import type { ListenerRule, LoadBalancer, TargetGroup } from '../model/aws/index.ts';
import type { Fact, FrontDoor, ListenerWithRules } from '../model/index.ts';
import { aboutOne, all, map, pick } from './facts.ts';
import type { Inputs } from './inputs.ts';

/** The load balancers that send requests to the target groups, each with everything that decides what arrives. */
export function frontDoors(inputs: Inputs, groups: readonly TargetGroup[]): Fact<readonly FrontDoor[]> {
  return map(all(groups.map((group) => doorsOf(inputs, group))), (lists) => lists.flat());
}

function doorsOf(inputs: Inputs, targetGroup: TargetGroup): Fact<readonly FrontDoor[]> {
  const arns = targetGroup.LoadBalancerArns ?? [];
  const balancers = pick(inputs['elasticloadbalancing.loadBalancers'], byLoadBalancerArn, arns);
  return map(balancers, (found) => found.map((loadBalancer) => door(inputs, loadBalancer, targetGroup)));
}

function door(inputs: Inputs, loadBalancer: LoadBalancer, targetGroup: TargetGroup): FrontDoor {
  return {
    loadBalancer,
    targetGroup,
    listeners: listenersOf(inputs, loadBalancer),
    attributes: aboutOne(inputs['elasticloadbalancing.attributes'], loadBalancer),
    targetGroupAttributes: aboutOne(inputs['elasticloadbalancing.targetGroupAttributes'], targetGroup),
    health: aboutOne(inputs['elasticloadbalancing.targetHealth'], targetGroup),
  };
}

function listenersOf(inputs: Inputs, balancer: LoadBalancer): Fact<readonly ListenerWithRules[]> {
  const arns = [balancer.LoadBalancerArn];
  const listeners = pick(inputs['elasticloadbalancing.listeners'], byLoadBalancerArn, arns, balancer);
  return map(listeners, (found) =>
    found.map((listener) => ({
      ...listener,
      rules: map(pick(inputs['elasticloadbalancing.rules'], byListenerArn, [listener.ListenerArn], listener), (rules) =>
        rules.toSorted(byPriority),
      ),
    })),
  );
}

function byLoadBalancerArn({ LoadBalancerArn }: { readonly LoadBalancerArn: string }): string {
  return LoadBalancerArn;
}

function byListenerArn({ ListenerArn }: ListenerRule): string | undefined {
  return ListenerArn;
}

/** AWS gives priorities as texts; the default rule is the last. */
function byPriority(a: ListenerRule, b: ListenerRule): number {
  return priority(a) - priority(b);
}

function priority({ Priority }: ListenerRule): number {
  return Priority === undefined || Priority === 'default' ? Number.POSITIVE_INFINITY : Number(Priority);
}
