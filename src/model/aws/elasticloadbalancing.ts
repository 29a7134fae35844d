import type {
  LoadBalancerAttributes,
  LoadBalancerDescription,
  PolicyDescription,
} from '@aws-sdk/client-elastic-load-balancing';
import type {
  Certificate,
  Rule,
  Listener as SdkListener,
  LoadBalancer as SdkLoadBalancer,
  TargetGroup as SdkTargetGroup,
  SslPolicy,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Subject } from '../subject.ts';
import type { Item } from './item.ts';

/** Application, network and gateway load balancers. */
export type LoadBalancer = Item<SdkLoadBalancer, 'LoadBalancerArn' | 'LoadBalancerName' | 'Type'>;

/** `ref.id` is `<load balancer ARN>#<port>`, so that a listener keeps its name when it is made anew. */
export type Listener = Item<SdkListener, 'ListenerArn' | 'LoadBalancerArn' | 'Protocol' | 'Port'>;

export type TargetGroup = Item<SdkTargetGroup, 'TargetGroupArn' | 'TargetGroupName'>;

/** `ref` is the listener's. */
export interface ListenerRule extends Item<Rule, 'RuleArn'> {
  readonly ListenerArn: string;
  readonly LoadBalancerArn: string;
}

/** Attributes by AWS's key: `idle_timeout.timeout_seconds`. `ref` is the owner's. */
export interface Attributes extends Subject {
  readonly attributes: Readonly<Record<string, string>>;
}

/** All certificates of one TLS listener, the default one and those for SNI. `ref` is the listener's. */
interface ListenerCertificates extends Subject {
  readonly ListenerArn: string;
  readonly Certificates: readonly Certificate[];
}

/** `ref` is the target group's; a group without targets has an empty list. */
export interface TargetHealth extends Subject {
  readonly TargetGroupArn: string;
  readonly TargetHealthDescriptions: readonly TargetHealthDescription[];
}

/** A Classic Load Balancer; AWS gives it no ARN in its answers, `ref.id` is built. */
export type ClassicLoadBalancer = Item<LoadBalancerDescription, 'LoadBalancerName'>;

/** `ref` is the Classic Load Balancer's. */
export interface ClassicPolicies extends Subject {
  readonly LoadBalancerName: string;
  readonly PolicyDescriptions: readonly PolicyDescription[];
}

/** `ref` is the Classic Load Balancer's. */
export interface ClassicAttributes extends Subject {
  readonly LoadBalancerName: string;
  readonly LoadBalancerAttributes: LoadBalancerAttributes;
}

export interface ElasticLoadBalancingFacts {
  'elasticloadbalancing.loadBalancers': readonly LoadBalancer[];
  'elasticloadbalancing.attributes': readonly (Attributes & { readonly LoadBalancerArn: string })[];
  'elasticloadbalancing.listeners': readonly Listener[];
  'elasticloadbalancing.listenerAttributes': readonly (Attributes & { readonly ListenerArn: string })[];
  'elasticloadbalancing.listenerCertificates': readonly ListenerCertificates[];
  'elasticloadbalancing.rules': readonly ListenerRule[];
  'elasticloadbalancing.targetGroups': readonly TargetGroup[];
  'elasticloadbalancing.targetGroupAttributes': readonly (Attributes & { readonly TargetGroupArn: string })[];
  'elasticloadbalancing.targetHealth': readonly TargetHealth[];
  'elasticloadbalancing.sslPolicies': readonly Item<SslPolicy, 'Name'>[];
  'elasticloadbalancing.classicLoadBalancers': readonly ClassicLoadBalancer[];
  'elasticloadbalancing.classicPolicies': readonly ClassicPolicies[];
  'elasticloadbalancing.classicAttributes': readonly ClassicAttributes[];
}
