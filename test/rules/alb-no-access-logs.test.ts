import rule from '../../rules/monitoring/alb-no-access-logs.ts';
import { testRule } from '../../src/testing/index.ts';
import {
  attributesOf,
  classicAttributes,
  classicLoadBalancer,
  listener,
  loadBalancer,
} from '../build/elasticloadbalancing.ts';
import { facts } from '../build/facts.ts';

const elb = (enabled: string, of = loadBalancer(), ...listeners: ReturnType<typeof listener>[]) =>
  facts(rule, {
    elasticloadbalancing: {
      loadBalancers: [of],
      attributes: [attributesOf(of, { 'access_logs.s3.enabled': enabled })],
      listeners,
    },
  });
const net = loadBalancer({ Type: 'network', LoadBalancerName: 'edge' });
const tls = listener({ LoadBalancerArn: net.LoadBalancerArn, Protocol: 'TLS' });
const off = (name: string) =>
  `the load balancer ${name} writes no access logs to S3: requests that Django never saw cannot be looked into; switch them on`;

const classic = (...attributes: ReturnType<typeof classicAttributes>[]) =>
  facts(rule, {
    elasticloadbalancing: { classicLoadBalancers: [classicLoadBalancer()], classicAttributes: attributes },
  });

testRule(rule, {
  pass: {
    on: elb('true'),
    'a network load balancer with TLS': elb('true', net, tls),
    'a classic one': classic(classicAttributes(classicLoadBalancer())),
  },
  fail: {
    off: { ...elb('false'), reports: [off('shop')], severities: ['low'] },
    'a network load balancer with TLS': { ...elb('false', net, tls), reports: [off('edge')] },
    'a classic one': {
      ...classic(classicAttributes(classicLoadBalancer(), { AccessLog: { Enabled: false } })),
      reports: [off('shop-classic')],
    },
  },
  unknown: {
    'the attributes were refused': {
      ...facts(rule, { elasticloadbalancing: { loadBalancers: [loadBalancer()] } }),
      reasons: ['the attribute access_logs.s3.enabled of shop could not be seen'],
    },
    'those of a classic one were refused': {
      ...classic(),
      reasons: ['the attribute AccessLog of shop-classic could not be seen'],
    },
  },
  silent: { 'a network load balancer without TLS': elb('false', net) },
});
