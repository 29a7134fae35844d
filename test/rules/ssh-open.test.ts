import rule from '../../rules/extras/ssh-open.ts';
import { testRule } from '../../src/testing/index.ts';
import { ec2Instance, ingress, prefixList, securityGroup } from '../build/ec2.ts';
import { facts } from '../build/facts.ts';

const group = (...permissions: ReturnType<typeof ingress>[]) =>
  securityGroup({ GroupId: 'sg-0app', GroupName: 'app', IpPermissions: permissions });
const ec2 = (one: ReturnType<typeof securityGroup>, ...instances: ReturnType<typeof ec2Instance>[]) =>
  facts(rule, { ec2: { securityGroups: [one], instances } });
const onInternet = ec2Instance({ PublicIpAddress: '203.0.113.10' });
const open = (how: string, consequence: string) =>
  `remote login is open to the internet: ${how}; ${consequence}. Take the rule away and use Session Manager`;
const unused = 'no running instance has the group, the next one that gets it is open';

testRule(rule, {
  pass: {
    closed: ec2(group(ingress('0.0.0.0/0', 443)), onInternet),
    'the office only': ec2(group(ingress('203.0.113.0/24', 22)), onInternet),
    'UDP on 22 is not SSH': ec2(group({ ...ingress('0.0.0.0/0', 22), IpProtocol: 'udp' }), onInternet),
  },
  fail: {
    'open on an instance with a public address': {
      ...ec2(group(ingress('0.0.0.0/0', 22)), onInternet),
      reports: [
        open('sg-0app (app) admits 0.0.0.0/0 to port 22', 'robots try to log in to 1 instance (i-0web1) all day'),
      ],
      severities: ['high'],
    },
    'by IPv6, in a range, on a second interface': {
      ...ec2(
        group(ingress('::/0', 20, 25)),
        ec2Instance({
          SecurityGroups: [],
          NetworkInterfaces: [{ Groups: [{ GroupId: 'sg-0app' }], Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }] }],
        }),
      ),
      reports: [
        open('sg-0app (app) admits ::/0 to port 20-25', 'robots try to log in to 1 instance (i-0web1) all day'),
      ],
      severities: ['high'],
    },
    'all protocols count once': {
      ...ec2(group(ingress('0.0.0.0/0', 'all')), onInternet),
      reports: [
        open('sg-0app (app) admits 0.0.0.0/0 to all ports', 'robots try to log in to 1 instance (i-0web1) all day'),
      ],
    },
    'remote desktop': {
      ...ec2(group(ingress('0.0.0.0/0', 3389)), onInternet),
      reports: [
        open('sg-0app (app) admits 0.0.0.0/0 to port 3389', 'robots try to log in to 1 instance (i-0web1) all day'),
      ],
    },
    'on instances without a public address': {
      ...ec2(group(ingress('0.0.0.0/0', 22)), ec2Instance()),
      reports: [
        open(
          'sg-0app (app) admits 0.0.0.0/0 to port 22',
          '1 instance (i-0web1) without a public address today: one elastic IP opens the door',
        ),
      ],
      severities: ['medium'],
    },
    'made by Elastic Beanstalk, before an instance has it': {
      ...ec2({
        ...group(ingress('0.0.0.0/0', 22)),
        Tags: [{ Key: 'elasticbeanstalk:environment-name', Value: 'shop-prod' }],
      }),
      reports: [
        open(
          'sg-0app (app) admits 0.0.0.0/0 to port 22',
          'the next instance that Elastic Beanstalk starts for shop-prod is open',
        ),
      ],
      severities: ['medium'],
    },
    'attached to nothing': {
      ...ec2(group(ingress('0.0.0.0/0', 22))),
      reports: [open('sg-0app (app) admits 0.0.0.0/0 to port 22', unused)],
      severities: ['low'],
    },
    'attached to a stopped experiment only': {
      ...ec2(
        group(ingress('0.0.0.0/0', 22)),
        ec2Instance({ State: { Name: 'stopped' }, PublicIpAddress: '203.0.113.10' }),
      ),
      reports: [open('sg-0app (app) admits 0.0.0.0/0 to port 22', unused)],
      severities: ['low'],
    },
  },
  unknown: {
    'a prefix list': {
      ...ec2(group(prefixList('pl-0vpn', 22)), onInternet),
      reasons: ['sg-0app (app) admits the prefix list pl-0vpn to SSH; its entries are not read'],
    },
  },
});
