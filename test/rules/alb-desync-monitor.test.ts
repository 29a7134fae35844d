import rule from '../../rules/hosting/alb-desync-monitor.ts';
import { testRule } from '../../src/testing/index.ts';
import { attributesOf, classicAttributes, classicLoadBalancer, loadBalancer } from '../build/elasticloadbalancing.ts';
import { facts } from '../build/facts.ts';

const KEY = 'routing.http.desync_mitigation_mode';
const elb = (mode: string, of = loadBalancer()) =>
  facts(rule, { elasticloadbalancing: { loadBalancers: [of], attributes: [attributesOf(of, { [KEY]: mode })] } });

const classic = (mode: string, of = classicLoadBalancer()) =>
  facts(rule, {
    elasticloadbalancing: {
      classicLoadBalancers: [of],
      classicAttributes: [
        classicAttributes(of, { AdditionalAttributes: [{ Key: 'elb.http.desyncmitigationmode', Value: mode }] }),
      ],
    },
  });

testRule(rule, {
  pass: { defensive: elb('defensive'), strictest: elb('strictest'), 'a classic one': classic('defensive') },
  fail: {
    monitor: {
      ...elb('monitor'),
      reports: [
        "the load balancer shop passes ambiguous requests on (desync mitigation: monitor): requests can be smuggled past it into other visitors' connections; set defensive",
      ],
      severities: ['medium'],
    },
    'a classic one': {
      ...classic('monitor'),
      reports: [
        "the load balancer shop-classic passes ambiguous requests on (desync mitigation: monitor): requests can be smuggled past it into other visitors' connections; set defensive",
      ],
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
  silent: {
    'a network load balancer': elb('monitor', loadBalancer({ Type: 'network' })),
    'a classic one that passes TCP on': classic('monitor', classicLoadBalancer({}, [{ Protocol: 'TCP' }])),
  },
});
