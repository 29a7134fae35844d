import rule from '../../rules/hosting/lb-single-az.ts';
import { testRule } from '../../src/testing/index.ts';
import { ec2Instance } from '../build/ec2.ts';
import { classicLoadBalancer, healthOf, loadBalancer, targetGroup } from '../build/elasticloadbalancing.ts';
import { facts } from '../build/facts.ts';

const elb = (targets: Record<string, string>, of = loadBalancer(), instances: ReturnType<typeof ec2Instance>[] = []) =>
  facts(rule, {
    elasticloadbalancing: {
      loadBalancers: [of],
      targetGroups: [targetGroup()],
      targetHealth: [healthOf(targetGroup(), targets)],
    },
    ec2: { instances },
  });
const web = (id: string, zone: string) => ec2Instance({ InstanceId: id, Placement: { AvailabilityZone: zone } });
const classic = (zones: string[], ...instances: ReturnType<typeof ec2Instance>[]) =>
  facts(rule, {
    elasticloadbalancing: { classicLoadBalancers: [classicLoadBalancer({ AvailabilityZones: zones })] },
    ec2: { instances },
  });
const oneZone = (groups: string, name: string) =>
  `all healthy targets of ${groups} behind ${name} stand in eu-west-1a: when that zone fails the site is down; spread them over two`;

testRule(rule, {
  pass: {
    'tasks in two zones': elb({ '10.0.1.10': 'eu-west-1a', '10.0.2.10': 'eu-west-1b' }),
    'instances in two zones, whose health names none': elb({ 'i-0web1': '', 'i-0web2': '' }, loadBalancer(), [
      web('i-0web1', 'eu-west-1a'),
      web('i-0web2', 'eu-west-1b'),
    ]),
    'a single target: another rule speaks': elb({ '10.0.1.10': 'eu-west-1a' }),
    'a classic one': classic(['eu-west-1a', 'eu-west-1b'], web('i-0web1', 'eu-west-1a'), web('i-0web2', 'eu-west-1b')),
  },
  fail: {
    'a network load balancer in one zone': {
      ...elb({}, loadBalancer({ Type: 'network', AvailabilityZones: [{ ZoneName: 'eu-west-1a' }] })),
      reports: [
        'the load balancer shop is in one zone only (eu-west-1a): when it fails the site is down; add a subnet in another zone',
      ],
      severities: ['medium'],
    },
    'two tasks in one zone': {
      ...elb({ '10.0.1.10': 'eu-west-1a', '10.0.1.11': 'eu-west-1a' }),
      reports: [oneZone('shop', 'shop')],
    },
    'instances of a classic one': {
      ...classic(['eu-west-1a', 'eu-west-1b'], web('i-0web1', 'eu-west-1a'), web('i-0web2', 'eu-west-1a')),
      reports: [oneZone('shop-classic', 'shop-classic')],
    },
  },
  unknown: {
    'targets of which nothing is known': {
      ...elb({ 'i-0gone1': '', 'i-0gone2': '' }),
      reasons: ['the zones of the targets of shop behind shop could not be seen'],
    },
  },
});
