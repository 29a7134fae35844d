import type { Answers } from '../../answers.ts';
import { ec2Answers, ingress, instance, routeTable, securityGroup, subnet } from '../../build/ec2.ts';
import { ssmAnswers } from '../../build/ssm.ts';
import { tags } from '../../build/where.ts';

export const VPC = 'vpc-0ce77e00000000001';
export const WEB_GROUP = 'sg-0ce77e00000000001';
export const BALANCER_GROUP = 'sg-0ce77e00000000002';
export const DATABASE_GROUP = 'sg-0ce77e00000000003';
export const CACHE_GROUP = 'sg-0ce77e00000000004';
const STAGING_GROUP = 'sg-0ce77e00000000005';
export const SUBNETS = ['subnet-0ce77e0000000000a', 'subnet-0ce77e0000000000b'] as const;
export const STAGING = 'i-0ce77e00000000001';

const inVpc = { VpcId: VPC };

/** One tier of public subnets, because a NAT gateway costs more than the shop's database. */
export function network(): Answers {
  return {
    ec2: ec2Answers({
      subnets: [
        subnet(SUBNETS[0], 'a', '10.20.1.0/24', {
          ...inVpc,
          MapPublicIpOnLaunch: true,
          Tags: tags({ Name: 'kettle-public-a' }),
        }),
        subnet(SUBNETS[1], 'b', '10.20.2.0/24', {
          ...inVpc,
          MapPublicIpOnLaunch: true,
          Tags: tags({ Name: 'kettle-public-b' }),
        }),
      ],
      routeTables: [routeTable('rtb-0ce77e00000000001', 'igw-0ce77e00000000001', SUBNETS, inVpc)],
      securityGroups: [
        securityGroup(
          BALANCER_GROUP,
          'kettle-balancer',
          [ingress(443, { cidr: '0.0.0.0/0' }), ingress(80, { cidr: '0.0.0.0/0' })],
          inVpc,
        ),
        securityGroup(WEB_GROUP, 'kettle-web', [ingress(8000, { cidr: '0.0.0.0/0' })], inVpc),
        securityGroup(DATABASE_GROUP, 'kettle-database', [ingress(5432, { group: WEB_GROUP })], inVpc),
        securityGroup(CACHE_GROUP, 'kettle-cache', [ingress(6379, { group: WEB_GROUP })], inVpc),
        securityGroup(
          STAGING_GROUP,
          'kettle-staging',
          [ingress(80, { group: BALANCER_GROUP }), ingress(22, { cidr: '0.0.0.0/0' })],
          inVpc,
        ),
      ],
      instances: [
        instance({
          InstanceId: STAGING,
          InstanceType: 't3.micro',
          Architecture: 'x86_64',
          VpcId: VPC,
          SubnetId: SUBNETS[0],
          PrivateIpAddress: '10.20.1.40',
          PublicIpAddress: '192.0.2.40',
          KeyName: 'kettle-2021',
          IamInstanceProfile: {
            Arn: 'arn:aws:iam::111122223333:instance-profile/aws-elasticbeanstalk-ec2-role',
            Id: 'AIPAEXAMPLEEXAMPLE004',
          },
          SecurityGroups: [{ GroupId: STAGING_GROUP, GroupName: 'kettle-staging' }],
          MetadataOptions: {
            State: 'applied',
            HttpTokens: 'optional',
            HttpPutResponseHopLimit: 2,
            HttpEndpoint: 'enabled',
          },
          Tags: tags({
            Name: 'kettle-staging',
            'elasticbeanstalk:environment-name': 'kettle-staging',
            'elasticbeanstalk:environment-id': 'e-kettlestag',
            'aws:autoscaling:groupName': 'awseb-e-kettlestag-AWSEBAutoScalingGroup',
          }),
        }),
      ],
    }),
    ssm: ssmAnswers({}),
  };
}
