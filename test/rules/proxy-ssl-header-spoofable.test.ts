import rule from '../../rules/https/proxy-ssl-header-spoofable.ts';
import { collected, type DeployedService } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { beanstalkService, denied, liveSettings, service } from '../build/deployment.ts';
import { ingress, network, securityGroup } from '../build/ec2.ts';
import { ecsService } from '../build/ecs.ts';
import { healthOf, loadBalancer, targetGroup } from '../build/elasticloadbalancing.ts';
import { facts, type NeedsOf, type Some } from '../build/facts.ts';
import { frontDoor } from '../build/front-door.ts';
import { proxy } from '../build/process.ts';

type Given = Some<NeedsOf<typeof rule>>;

/** Tasks behind an application load balancer, whose security group admits `cidr`. */
function behind(
  cidr: string,
  assignPublicIp: 'ENABLED' | 'DISABLED',
  of: Partial<DeployedService> = {},
  more: Given = {},
  subnet = 'subnet-0public-a',
) {
  return facts(rule, {
    deployment: { services: [service(of)] },
    elasticloadbalancing: {
      loadBalancers: [loadBalancer()],
      targetGroups: [targetGroup()],
      targetHealth: [healthOf(targetGroup(), { '10.0.1.10': 'eu-west-1a' })],
    },
    ecs: {
      services: [
        ecsService({
          networkConfiguration: {
            awsvpcConfiguration: { subnets: [subnet], securityGroups: ['sg-0app'], assignPublicIp },
          },
        }),
      ],
    },
    ec2: {
      securityGroups: [securityGroup({ GroupId: 'sg-0app', GroupName: 'app', IpPermissions: [ingress(cidr, 8000)] })],
      ...network(),
    },
    ...more,
  });
}
const nlb = collected([frontDoor({ loadBalancer: loadBalancer({ Type: 'network' }) })]);
const alone = (type: string, tier = 'WebServer') =>
  facts(rule, {
    deployment: {
      services: [
        beanstalkService(
          { frontDoors: collected([]), settings: collected(liveSettings()) },
          { Tier: { Name: tier } },
          { 'aws:elasticbeanstalk:environment/EnvironmentType': type },
        ),
      ],
    },
  });
const unset = { settings: collected(liveSettings({ SECURE_PROXY_SSL_HEADER: null })) };

testRule(rule, {
  pass: {
    'only the load balancer reaches it': behind('10.0.0.0/16', 'ENABLED'),
    'nginx in the task sets the header': behind(
      '0.0.0.0/0',
      'ENABLED',
      {},
      {
        repository: { proxies: [proxy({ setHeaders: { 'x-forwarded-proto': '$scheme' } })] },
      },
    ),
  },
  fail: {
    'tasks with public addresses, open to all': {
      ...behind('0.0.0.0/0', 'ENABLED'),
      reports: [
        'ECS service shop-web trusts X-Forwarded-Proto and sg-0app (app) admits 0.0.0.0/0 to port 8000: anybody can write the header and go around the load balancer, so that plain HTTP passes for HTTPS',
      ],
      severities: ['high'],
    },
    'one public address away': {
      ...behind('0.0.0.0/0', 'DISABLED'),
      reports: [
        'ECS service shop-web trusts X-Forwarded-Proto and sg-0app (app) admits 0.0.0.0/0 to port 8000: one public address lets anybody write the header, so that plain HTTP passes for HTTPS',
      ],
      severities: ['medium'],
    },
    'a network load balancer': {
      ...behind('10.0.0.0/16', 'DISABLED', { frontDoors: nlb }),
      reports: [
        'ECS service shop-web trusts X-Forwarded-Proto and shop is a network load balancer, which passes on what the client writes: plain HTTP passes for HTTPS',
      ],
      severities: ['high'],
    },
    'a single instance of Elastic Beanstalk': {
      ...alone('SingleInstance'),
      reports: [
        'Elastic Beanstalk environment shop-prod is a single instance without a load balancer and trusts X-Forwarded-Proto: its nginx passes on what the client writes',
      ],
    },
  },
  unknown: {
    'what stands before was denied': {
      ...behind('10.0.0.0/16', 'ENABLED', { frontDoors: denied }),
      reasons: ['what stands before ECS service shop-web could not be seen: denied: ecs:DescribeTaskDefinition'],
    },
    'a security group of another account': {
      ...behind('10.0.0.0/16', 'ENABLED', {}, { ec2: { securityGroups: [], ...network() } }),
      reasons: ['the security group sg-0app of ECS service shop-web could not be seen'],
    },
    'targets of which nothing is known': {
      ...behind('10.0.0.0/16', 'ENABLED', {}, { ecs: { services: [] } }),
      reasons: ['what the load balancers of ECS service shop-web send requests to could not be seen'],
    },
  },
  silent: {
    'the header is not trusted': behind('0.0.0.0/0', 'ENABLED', unset),
    'no load balancer': behind('0.0.0.0/0', 'ENABLED', { frontDoors: collected([]) }),
    'a classic load balancer': alone('LoadBalanced'),
    'a worker of Elastic Beanstalk': alone('SingleInstance', 'Worker'),
  },
});
