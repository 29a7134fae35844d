import type { Attributes, ListenerRule } from '../../src/model/aws/index.ts';
import { collected, type FrontDoor, type ListenerWithRules } from '../../src/model/index.ts';
import { attributesOf, healthOf, listener, listenerRule, loadBalancer, targetGroup } from './elasticloadbalancing.ts';
import { REGION } from './ref.ts';

type Action = NonNullable<ListenerRule['Actions']>[number];

const ACTIONS: Readonly<Record<'forward' | 'redirect' | 'fixed', Action>> = {
  forward: { Type: 'forward', TargetGroupArn: targetGroup().TargetGroupArn },
  redirect: { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
  fixed: { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '403', ContentType: 'text/plain' } },
};

/** What a listener does: with requests to a path, in the order given, and by default. */
export function door(
  port: number,
  Protocol: 'HTTP' | 'HTTPS',
  byDefault: keyof typeof ACTIONS = 'forward',
  paths: Readonly<Record<string, keyof typeof ACTIONS>> = {},
): ListenerWithRules {
  const of = listener({ Port: port, Protocol });
  const rules = Object.entries(paths).map(([path, action], at) =>
    listenerRule(of, {
      Priority: String(at + 1),
      Conditions: [{ Field: 'path-pattern', Values: [path], PathPatternConfig: { Values: [path] } }],
      Actions: [ACTIONS[action]],
    }),
  );
  const last = listenerRule(of, {
    Priority: 'default',
    IsDefault: true,
    Conditions: [],
    Actions: [ACTIONS[byDefault]],
  });
  return { ...of, rules: collected([...rules, last]) };
}

/** A load balancer as it should be: 443 forwards, 80 redirects, targets are healthy. */
export function frontDoor(given: Partial<FrontDoor> = {}): FrontDoor {
  const balancer = given.loadBalancer ?? loadBalancer();
  const group = given.targetGroup ?? targetGroup();
  return {
    loadBalancer: balancer,
    targetGroup: group,
    listeners: collected([door(443, 'HTTPS'), door(80, 'HTTP', 'redirect')]),
    attributes: collected(attributesOf(balancer)),
    targetGroupAttributes: collected(drainsIn(group.ref, 30)),
    health: collected(healthOf(group, { '10.0.1.10': `${REGION}a`, '10.0.2.10': `${REGION}b` })),
    ...given,
  };
}

function drainsIn(ref: Attributes['ref'], seconds: number): Attributes {
  return { ref, attributes: { 'deregistration_delay.timeout_seconds': String(seconds) } };
}
