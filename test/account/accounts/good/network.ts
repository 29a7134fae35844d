import type { Answers } from '../../answers.ts';
import {
  ec2Answers,
  ingress,
  instance,
  launchTemplateVersion,
  routeTable,
  securityGroup,
  subnet,
} from '../../build/ec2.ts';
import { tags } from '../../build/where.ts';

const WEB_GROUP = 'sg-0a000000000000001';
const BALANCER_GROUP = 'sg-0b000000000000001';
const DATABASE_GROUP = 'sg-0db00000000000001';
export const CACHE_GROUP = 'sg-0ca0000000000001';
const NODE_GROUP = 'sg-0e000000000000001';
export const BEANSTALK = ['i-0a000000000000001', 'i-0a000000000000002'] as const;
export const NODES = ['i-0e000000000000001', 'i-0e000000000000002'] as const;

const SUBNETS = [
  subnet('subnet-0a00000000000000a', 'a', '10.0.1.0/24', { Tags: tags({ Name: 'private-a' }) }),
  subnet('subnet-0a00000000000000b', 'b', '10.0.2.0/24', { Tags: tags({ Name: 'private-b' }) }),
  subnet('subnet-0b00000000000000a', 'a', '10.0.11.0/24', {
    MapPublicIpOnLaunch: true,
    Tags: tags({ Name: 'public-a' }),
  }),
  subnet('subnet-0b00000000000000b', 'b', '10.0.12.0/24', {
    MapPublicIpOnLaunch: true,
    Tags: tags({ Name: 'public-b' }),
  }),
  subnet('subnet-0db0000000000000a', 'a', '10.0.21.0/24', { Tags: tags({ Name: 'data-a' }) }),
  subnet('subnet-0db0000000000000b', 'b', '10.0.22.0/24', { Tags: tags({ Name: 'data-b' }) }),
];

const ROUTES = [
  routeTable('rtb-0a000000000000001', 'nat-0a000000000000001', [
    'subnet-0a00000000000000a',
    'subnet-0a00000000000000b',
  ]),
  routeTable('rtb-0b000000000000001', 'igw-0a000000000000001', [
    'subnet-0b00000000000000a',
    'subnet-0b00000000000000b',
  ]),
  routeTable('rtb-0db00000000000001', undefined, ['subnet-0db0000000000000a', 'subnet-0db0000000000000b']),
];

const GROUPS = [
  securityGroup(BALANCER_GROUP, 'shop-balancer', [
    ingress(443, { cidr: '0.0.0.0/0', cidr6: '::/0' }),
    ingress(80, { cidr: '0.0.0.0/0' }),
  ]),
  securityGroup(WEB_GROUP, 'shop-web', [
    ingress(8000, { group: BALANCER_GROUP }),
    ingress(80, { group: BALANCER_GROUP }),
  ]),
  securityGroup(DATABASE_GROUP, 'shop-database', [
    ingress(5432, { group: WEB_GROUP }),
    ingress(5432, { group: NODE_GROUP }),
  ]),
  securityGroup(CACHE_GROUP, 'shop-cache', [ingress(6379, { group: WEB_GROUP })]),
  securityGroup(NODE_GROUP, 'eks-cluster-sg-shop', [ingress([0, 65_535], { group: NODE_GROUP })]),
  // A range of the office that only looks like everybody.
  securityGroup('sg-0ff000000000000001', 'office-vpn', [ingress(443, { cidr: '198.51.100.0/24' })]),
];

const web = (id: string, zone: string, host: string) =>
  instance({
    InstanceId: id,
    SubnetId: `subnet-0a00000000000000${zone}`,
    Placement: { GroupName: '', Tenancy: 'default', AvailabilityZone: `eu-west-1${zone}` },
    PrivateIpAddress: host,
    Tags: tags({
      Name: 'shop-production',
      'elasticbeanstalk:environment-name': 'shop-production',
      'elasticbeanstalk:environment-id': 'e-shopprod01',
      'aws:autoscaling:groupName': 'awseb-e-shopprod01-stack-AWSEBAutoScalingGroup',
    }),
  });

const node = (id: string, zone: string, host: string) =>
  instance({
    InstanceId: id,
    InstanceType: 'm7g.large',
    SubnetId: `subnet-0a00000000000000${zone}`,
    Placement: { GroupName: '', Tenancy: 'default', AvailabilityZone: `eu-west-1${zone}` },
    PrivateIpAddress: host,
    IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/eks-node', Id: 'AIPAEXAMPLEEXAMPLE002' },
    SecurityGroups: [{ GroupId: NODE_GROUP, GroupName: 'eks-cluster-sg-shop' }],
    Tags: tags({
      Name: 'shop-web-node',
      'eks:cluster-name': 'shop',
      'eks:nodegroup-name': 'web',
      'kubernetes.io/cluster/shop': 'owned',
      'aws:autoscaling:groupName': 'eks-web-0a1b2c3d',
    }),
  });

/** Public subnets for the load balancers, private ones for what they serve, and some without a way out for the data. */
export function network(): Answers {
  return {
    ec2: ec2Answers({
      subnets: SUBNETS,
      routeTables: ROUTES,
      securityGroups: GROUPS,
      launchTemplateVersions: [launchTemplateVersion()],
      instances: [
        web(BEANSTALK[0], 'a', '10.0.1.10'),
        web(BEANSTALK[1], 'b', '10.0.2.10'),
        node(NODES[0], 'a', '10.0.1.20'),
        node(NODES[1], 'b', '10.0.2.20'),
        // Terminated instances are listed for an hour and are nobody's.
        instance({
          InstanceId: 'i-0dead0000000000001',
          State: { Code: 48, Name: 'terminated' },
          MetadataOptions: { HttpTokens: 'optional', HttpEndpoint: 'enabled' },
          SecurityGroups: [],
          IamInstanceProfile: undefined,
        }),
      ],
    }),
  };
}
