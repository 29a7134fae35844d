import rule from '../../rules/https/clb-insecure-policy.ts';
import { testRule } from '../../src/testing/index.ts';
import { classicLoadBalancer, classicPolicies } from '../build/elasticloadbalancing.ts';
import { facts } from '../build/facts.ts';

const classic = (attributes: Record<string, string>, of = classicLoadBalancer()) =>
  facts(rule, {
    elasticloadbalancing: { classicLoadBalancers: [of], classicPolicies: [classicPolicies(of, attributes)] },
  });
const modern = {
  'Protocol-SSLv3': 'false',
  'Protocol-TLSv1': 'false',
  'Protocol-TLSv1.1': 'false',
  'Protocol-TLSv1.2': 'true',
};
const byName = (name: string) =>
  facts(rule, {
    elasticloadbalancing: {
      classicLoadBalancers: [
        classicLoadBalancer({
          ListenerDescriptions: [
            { Listener: { Protocol: 'SSL', LoadBalancerPort: 993, InstancePort: 993 }, PolicyNames: [name] },
          ],
        }),
      ],
    },
  });
const what = 'the listener :443 of the Classic Load Balancer shop-classic';

testRule(rule, {
  pass: {
    'the modern predefined policy, under a name of our own': classic({
      'Reference-Security-Policy': 'ELBSecurityPolicy-TLS-1-2-2017-01',
      ...modern,
    }),
    'a custom policy without reference, which another scanner flags': classic(modern),
    'no attributes, but the reference': classic({ 'Reference-Security-Policy': 'ELBSecurityPolicy-TLS-1-2-2017-01' }),
  },
  fail: {
    'a custom policy with TLS 1.0, whatever it is called': {
      ...classic({ ...modern, 'Protocol-TLSv1': 'true' }),
      reports: [
        `${what} accepts TLSv1: connections can be forced down to broken encryption; use ELBSecurityPolicy-TLS-1-2-2017-01`,
      ],
      severities: ['high'],
    },
    'the default policy': {
      ...classic({
        'Reference-Security-Policy': 'ELBSecurityPolicy-2016-08',
        'Protocol-TLSv1': 'true',
        'Protocol-TLSv1.1': 'true',
        'Protocol-TLSv1.2': 'true',
      }),
      reports: [
        `${what} accepts TLSv1 and TLSv1.1: connections can be forced down to broken encryption; use ELBSecurityPolicy-TLS-1-2-2017-01`,
      ],
    },
    'an SSL listener whose predefined policy is known by its name only': {
      ...byName('ELBSecurityPolicy-2015-05'),
      reports: [
        'the listener :993 of the Classic Load Balancer shop-classic accepts TLSv1: connections can be forced down to broken encryption; use ELBSecurityPolicy-TLS-1-2-2017-01',
      ],
    },
  },
  unknown: {
    'the policies were not read': {
      ...byName('our-own'),
      reasons: ['the TLS policy of the listener :993 of the Classic Load Balancer shop-classic could not be seen'],
    },
  },
  silent: {
    'an HTTP listener': classic(modern, classicLoadBalancer({}, [{ Protocol: 'HTTP', LoadBalancerPort: 80 }])),
  },
});
