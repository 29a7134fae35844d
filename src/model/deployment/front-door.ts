import type { Attributes, Listener, ListenerRule, LoadBalancer, TargetGroup, TargetHealth } from '../aws/index.ts';
import type { Fact } from '../fact.ts';

export type ListenerWithRules = Listener & { readonly rules: Fact<readonly ListenerRule[]> };

/** A load balancer in front of a service, with everything that decides what reaches the application. */
export interface FrontDoor {
  readonly loadBalancer: LoadBalancer;
  /** Every listener, each with its rules in the order of their priority. */
  readonly listeners: Fact<readonly ListenerWithRules[]>;
  readonly attributes: Fact<Attributes>;
  readonly targetGroup: TargetGroup;
  readonly targetGroupAttributes: Fact<Attributes>;
  readonly health: Fact<TargetHealth>;
}
