import rule from '../../rules/hosting/alb-desync-monitor.ts';
import { testRule } from '../../src/testing/index.ts';
import { attributesOf, loadBalancer } from '../build/elasticloadbalancing.ts';
import { facts } from '../build/facts.ts';

const KEY = 'routing.http.desync_mitigation_mode';
const elb = (mode: string, of = loadBalancer()) =>
  facts(rule, { elasticloadbalancing: { loadBalancers: [of], attributes: [attributesOf(of, { [KEY]: mode })] } });

testRule(rule, {
  pass: { defensive: elb('defensive'), strictest: elb('strictest') },
  fail: {
    monitor: {
      ...elb('monitor'),
      reports: [
        "the load balancer shop passes ambiguous requests on (desync mitigation: monitor): requests can be smuggled past it into other visitors' connections; set defensive",
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'the attributes were refused': {
      ...facts(rule, { elasticloadbalancing: { loadBalancers: [loadBalancer()] } }),
      reasons: [`the attribute ${KEY} of shop could not be seen`],
    },
    'an emulator that leaves defaults out': {
      ...facts(rule, {
        elasticloadbalancing: {
          loadBalancers: [loadBalancer()],
          attributes: [{ ...attributesOf(loadBalancer()), attributes: { 'deletion_protection.enabled': 'false' } }],
        },
      }),
      reasons: [`the attribute ${KEY} of shop could not be seen`],
    },
  },
  silent: { 'a network load balancer': elb('monitor', loadBalancer({ Type: 'network' })) },
});
