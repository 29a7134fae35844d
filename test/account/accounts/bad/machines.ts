import type { Answers } from '../../answers.ts';
import { autoScalingGroup, autoscalingAnswers, groupInstance } from '../../build/autoscaling.ts';
import {
  ec2Answers,
  ingress,
  instance,
  launchTemplateVersion,
  routeTable,
  securityGroup,
  subnet,
} from '../../build/ec2.ts';
import { managedNode, patchState, ssmAnswers } from '../../build/ssm.ts';
import { daysAgo, tags } from '../../build/where.ts';

/** Open to everybody on every port, to IPv6 alone, on SSH alone. */
const OPEN_GROUP = 'sg-0bad00000000000a1';
export const OPEN_IPV6_GROUP = 'sg-0bad00000000000a6';
const SSH_GROUP = 'sg-0bad0000000000022';
export const OPEN_DATABASE_GROUP = 'sg-0bad0000000005432';
export const OPEN_CACHE_GROUP = 'sg-0bad0000000006379';
export const BALANCER_GROUP = 'sg-0bad0000000000b01';
const DATABASE_GROUP = 'sg-0db00000000000001';
export const APP_GROUP = 'sg-0bad0000000000a99';

export const PUBLIC_A = 'subnet-0bad000000000000a';
export const PUBLIC_B = 'subnet-0bad000000000000b';
export const LEGACY = ['i-0bad000000000001', 'i-0bad000000000002'] as const;

const GROUPS = [
  securityGroup(OPEN_GROUP, 'open', [
    { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] },
  ]),
  securityGroup(OPEN_IPV6_GROUP, 'open-ipv6', [ingress(8000, { cidr6: '::/0' })]),
  securityGroup(SSH_GROUP, 'ssh', [ingress(22, { cidr: '0.0.0.0/0' })]),
  securityGroup('sg-0bad0000000003389', 'unused-rdp', [ingress(3389, { cidr: '0.0.0.0/0' })]),
  securityGroup(OPEN_DATABASE_GROUP, 'open-database', [ingress([5000, 6000], { cidr: '0.0.0.0/0' })]),
  securityGroup(OPEN_CACHE_GROUP, 'open-cache', [
    ingress(6379, { cidr: '0.0.0.0/1' }),
    ingress(6379, { cidr: '128.0.0.0/1' }),
    ingress(6379, { cidr6: '::/0' }),
  ]),
  securityGroup(DATABASE_GROUP, 'database', [ingress(5432, { group: APP_GROUP })]),
  securityGroup(BALANCER_GROUP, 'balancer', [ingress([80, 443], { cidr: '0.0.0.0/0' })]),
  securityGroup(APP_GROUP, 'app', [ingress(8000, { cidr: '0.0.0.0/0' }), ingress(8000, { group: BALANCER_GROUP })]),
];

const legacy = (id: string, zone: 'a' | 'b') =>
  instance({
    InstanceId: id,
    ImageId: 'ami-0bad0000000000001',
    InstanceType: 't3.small',
    Architecture: 'x86_64',
    SubnetId: zone === 'a' ? PUBLIC_A : PUBLIC_B,
    PublicIpAddress: zone === 'a' ? '192.0.2.10' : '192.0.2.11',
    PublicDnsName: 'ec2-192-0-2-10.eu-west-1.compute.amazonaws.com',
    Placement: { GroupName: '', Tenancy: 'default', AvailabilityZone: `eu-west-1${zone}` },
    LaunchTime: daysAgo(900),
    MetadataOptions: {
      State: 'applied',
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 2,
      HttpEndpoint: 'enabled',
      HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: 'disabled',
    },
    IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/legacy-web', Id: 'AIPAEXAMPLEEXAMPLE003' },
    SecurityGroups: [
      { GroupId: SSH_GROUP, GroupName: 'ssh' },
      { GroupId: APP_GROUP, GroupName: 'app' },
    ],
    Tags: tags({
      Name: 'legacy-production',
      'elasticbeanstalk:environment-name': 'legacy-production',
      'elasticbeanstalk:environment-id': 'e-legacyprod',
      'aws:autoscaling:groupName': 'awseb-e-legacyprod-AWSEBAutoScalingGroup',
    }),
  });

/** Machines with keys and no agent, groups that cannot scale. */
export function machines(): Answers {
  return {
    ec2: ec2Answers({
      subnets: [
        subnet(PUBLIC_A, 'a', '10.9.1.0/24', { MapPublicIpOnLaunch: true, Tags: tags({ Name: 'everything-a' }) }),
        subnet(PUBLIC_B, 'b', '10.9.2.0/24', { MapPublicIpOnLaunch: true, Tags: tags({ Name: 'everything-b' }) }),
      ],
      // The subnets are in no association: the main table decides.
      routeTables: [
        routeTable('rtb-0bad0000000000001', 'igw-0bad0000000000001', [], {
          Associations: [
            {
              Main: true,
              RouteTableAssociationId: 'rtbassoc-0bad000000001',
              RouteTableId: 'rtb-0bad0000000000001',
              AssociationState: { State: 'associated' },
            },
          ],
        }),
      ],
      securityGroups: GROUPS,
      launchTemplateVersions: [
        launchTemplateVersion({
          LaunchTemplateId: 'lt-0bad000000000001',
          LaunchTemplateName: 'legacy',
          LaunchTemplateData: {
            ImageId: 'ami-0bad0000000000001',
            InstanceType: 't3.small',
            KeyName: 'founder-laptop',
            MetadataOptions: { HttpTokens: 'optional', HttpEndpoint: 'enabled' },
            UserData: Buffer.from('#!/bin/bash\nexport DATABASE_PASSWORD=canary-user-data-9f3b\n').toString('base64'),
          },
        }),
        // The version in use is the first; the newest would be right.
        launchTemplateVersion({
          LaunchTemplateId: 'lt-0bad000000000001',
          LaunchTemplateName: 'legacy',
          VersionNumber: 2,
          DefaultVersion: false,
        }),
      ],
      instances: [
        legacy(LEGACY[0], 'a'),
        legacy(LEGACY[1], 'b'),
        instance({
          InstanceId: 'i-0bad00000000ba57',
          SubnetId: PUBLIC_A,
          PublicIpAddress: '192.0.2.22',
          IamInstanceProfile: undefined,
          SecurityGroups: [{ GroupId: SSH_GROUP, GroupName: 'ssh' }],
          MetadataOptions: { HttpTokens: 'optional', HttpEndpoint: 'enabled', State: 'applied' },
          Tags: tags({ Name: 'bastion' }),
        }),
      ],
    }),
    autoscaling: autoscalingAnswers({
      groups: [
        autoScalingGroup({
          AutoScalingGroupName: 'awseb-e-legacyprod-AWSEBAutoScalingGroup',
          LaunchTemplate: {
            LaunchTemplateId: 'lt-0bad000000000001',
            LaunchTemplateName: 'legacy',
            Version: '$Default',
          },
          MinSize: 2,
          MaxSize: 2,
          HealthCheckType: 'EC2',
          TargetGroupARNs: ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/legacy/0bad000000000001'],
          Instances: [groupInstance(LEGACY[0], 'a'), groupInstance(LEGACY[1], 'b')],
        }),
        autoScalingGroup({
          AutoScalingGroupName: 'frozen',
          LaunchTemplate: { LaunchTemplateId: 'lt-0bad000000000001', LaunchTemplateName: 'legacy', Version: '1' },
          MinSize: 1,
          MaxSize: 4,
          DesiredCapacity: 1,
          AvailabilityZones: ['eu-west-1a'],
          SuspendedProcesses: [{ ProcessName: 'Launch', SuspensionReason: 'User suspended at 2025-01-01T00:00:00Z' }],
          TargetGroupARNs: ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/legacy/0bad000000000001'],
        }),
      ],
    }),
    ssm: ssmAnswers({
      nodes: [managedNode(LEGACY[0], { PingStatus: 'ConnectionLost', LastPingDateTime: daysAgo(40) })],
      patchStates: [
        patchState(LEGACY[0], {
          MissingCount: 31,
          SecurityNonCompliantCount: 12,
          CriticalNonCompliantCount: 3,
          OperationEndTime: daysAgo(60),
        }),
      ],
    }),
  };
}
