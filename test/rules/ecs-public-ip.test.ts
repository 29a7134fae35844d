import rule from '../../rules/hosting/ecs-public-ip.ts';
import { testRule } from '../../src/testing/index.ts';
import { ingress, securityGroup } from '../build/ec2.ts';
import { ecsService } from '../build/ecs.ts';
import { facts } from '../build/facts.ts';

const ecs = (assignPublicIp: 'ENABLED' | 'DISABLED', cidr = '10.0.0.0/16') =>
  facts(rule, {
    ecs: {
      services: [
        ecsService({
          networkConfiguration: {
            awsvpcConfiguration: { subnets: ['subnet-0public-a'], securityGroups: ['sg-0app'], assignPublicIp },
          },
        }),
      ],
    },
    ec2: {
      securityGroups: [securityGroup({ GroupId: 'sg-0app', GroupName: 'app', IpPermissions: [ingress(cidr, 8000)] })],
    },
  });

testRule(rule, {
  pass: { 'private tasks, whatever their group admits': ecs('DISABLED', '0.0.0.0/0') },
  fail: {
    'public, with a closed group': {
      ...ecs('ENABLED'),
      reports: [
        'the tasks of the ECS service shop-web have public addresses: only their security group keeps the internet out; move them to private subnets',
      ],
      severities: ['medium'],
    },
    'public and open': {
      ...ecs('ENABLED', '0.0.0.0/0'),
      reports: [
        'the tasks of the ECS service shop-web have public addresses and sg-0app (app) admits 0.0.0.0/0 to port 8000: visitors can go around the load balancer; move them to private subnets',
      ],
      severities: ['high'],
    },
  },
  silent: { 'bridge mode': facts(rule, { ecs: { services: [ecsService({ networkConfiguration: undefined })] } }) },
});
