import rule from '../../rules/hosting/app-reachable-around-lb.ts';
import { testRule } from '../../src/testing/index.ts';
import { ec2Instance, ingress, network, securityGroup } from '../build/ec2.ts';
import { ecsService } from '../build/ecs.ts';
import { healthOf, loadBalancer, targetGroup } from '../build/elasticloadbalancing.ts';
import { facts, type NeedsOf, type Some } from '../build/facts.ts';

type Given = Some<NeedsOf<typeof rule>>;
const group = (...permissions: ReturnType<typeof ingress>[]) => [
  securityGroup({ GroupId: 'sg-0app', GroupName: 'app', IpPermissions: permissions }),
];
const base = (given: Given) =>
  facts(rule, {
    ...given,
    elasticloadbalancing: {
      loadBalancers: [loadBalancer()],
      targetGroups: [targetGroup()],
      targetHealth: [healthOf(targetGroup(), { '10.0.1.10': 'eu-west-1a' })],
      ...given.elasticloadbalancing,
    },
    ec2: { securityGroups: group(), ...network(), ...given.ec2 },
  });
const tasks = (cidr: string, assignPublicIp: 'ENABLED' | 'DISABLED', subnet = 'subnet-0private-a') =>
  base({
    ecs: {
      services: [
        ecsService({
          networkConfiguration: {
            awsvpcConfiguration: { subnets: [subnet], securityGroups: ['sg-0app'], assignPublicIp },
          },
        }),
      ],
    },
    ec2: { securityGroups: group(ingress(cidr, 8000)) },
  });
const byInstance = targetGroup({ TargetType: 'instance' });
const instances = (cidr: string, given: Parameters<typeof ec2Instance>[0]) =>
  base({
    elasticloadbalancing: { targetGroups: [byInstance], targetHealth: [healthOf(byInstance, { 'i-0web1': '' })] },
    ec2: { instances: [ec2Instance(given)], securityGroups: group(ingress(cidr, 'all')) },
  });
const forge =
  'they have public addresses, so that everybody can go around TLS, WAF and the access logs and forge the forwarded headers. Admit the group of the load balancer only';

testRule(rule, {
  pass: {
    'only private ranges': tasks('10.0.0.0/16', 'ENABLED', 'subnet-0public-a'),
    'open, but private and without a route': tasks('0.0.0.0/0', 'DISABLED'),
    'an instance behind its group': instances('10.0.0.0/16', { PublicIpAddress: '203.0.113.10' }),
  },
  fail: {
    'tasks with public addresses': {
      ...tasks('0.0.0.0/0', 'ENABLED', 'subnet-0public-a'),
      reports: [
        `the tasks of shop-web behind shop can be reached around the load balancer: sg-0app (app) admits 0.0.0.0/0 to port 8000; ${forge}`,
      ],
      severities: ['high'],
    },
    'an instance with a public address, by all ports': {
      ...instances('::/0', { PublicIpAddress: '203.0.113.10' }),
      reports: [
        `i-0web1 behind shop can be reached around the load balancer: sg-0app (app) admits ::/0 to all ports; ${forge}`,
      ],
    },
    'an instance whose second interface is open and has an address of IPv6': {
      ...instances('::/0', {
        SecurityGroups: [{ GroupId: 'sg-0closed' }],
        NetworkInterfaces: [{ Groups: [{ GroupId: 'sg-0app' }], Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }] }],
      }),
      reports: [
        `i-0web1 behind shop can be reached around the load balancer: sg-0app (app) admits ::/0 to all ports; ${forge}`,
      ],
      severities: ['high'],
    },
    'the alternate target group of a blue/green deployment': {
      ...base({
        ecs: {
          services: [
            ecsService({
              loadBalancers: [
                {
                  targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/blue/1',
                  containerPort: 8000,
                  advancedConfiguration: { alternateTargetGroupArn: targetGroup().TargetGroupArn },
                },
              ],
              networkConfiguration: {
                awsvpcConfiguration: {
                  subnets: ['subnet-0public-a'],
                  securityGroups: ['sg-0app'],
                  assignPublicIp: 'ENABLED',
                },
              },
            }),
          ],
        },
        ec2: { securityGroups: group(ingress('0.0.0.0/0', 8000)) },
      }),
      reports: [
        `the tasks of shop-web behind shop can be reached around the load balancer: sg-0app (app) admits 0.0.0.0/0 to port 8000; ${forge}`,
      ],
    },
    'in a public subnet, without an address today': {
      ...tasks('0.0.0.0/0', 'DISABLED', 'subnet-0public-a'),
      reports: [
        'the tasks of shop-web behind shop can be reached around the load balancer: sg-0app (app) admits 0.0.0.0/0 to port 8000; one public address opens the way around the load balancer. Admit the group of the load balancer only',
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'an address that belongs to no service': {
      ...base({}),
      reasons: ['what the target group shop sends requests to could not be seen'],
    },
    'a group of another account': {
      ...base({ ecs: { services: [ecsService()] }, ec2: { securityGroups: [] } }),
      reasons: ['the security group sg-0app of targets of shop could not be seen'],
    },
  },
  silent: {
    'a network load balancer without groups': base({
      elasticloadbalancing: {
        loadBalancers: [loadBalancer({ Type: 'network', SecurityGroups: [] })],
        targetGroups: [targetGroup({ LoadBalancerArns: [loadBalancer({ Type: 'network' }).LoadBalancerArn] })],
      },
    }),
    'a function': base({ elasticloadbalancing: { targetGroups: [targetGroup({ TargetType: 'lambda' })] } }),
    'a group that no load balancer uses': base({
      elasticloadbalancing: { targetGroups: [targetGroup({ LoadBalancerArns: [] })] },
    }),
    'no targets': base({ elasticloadbalancing: { targetHealth: [healthOf(targetGroup(), {})] } }),
  },
});
