import type { Result } from '../../src/model/index.ts';
import { type Home, partitionOf } from '../home.ts';
import { filled } from './filled.ts';

/** Security Hub's types of resources, by service and kind as ARNs have them; the rest is `Other`. */
export const RESOURCE_TYPES: readonly (readonly [arn: RegExp, type: string])[] = [
  [/^acm:certificate/, 'AwsCertificateManagerCertificate'],
  [/^autoscaling:autoScalingGroup/, 'AwsAutoScalingAutoScalingGroup'],
  [/^cloudfront:distribution/, 'AwsCloudFrontDistribution'],
  [/^cloudtrail:trail/, 'AwsCloudTrailTrail'],
  [/^cloudwatch:alarm/, 'AwsCloudWatchAlarm'],
  [/^ec2:instance/, 'AwsEc2Instance'],
  [/^ec2:launch-template/, 'AwsEc2LaunchTemplate'],
  [/^ec2:security-group/, 'AwsEc2SecurityGroup'],
  [/^ec2:subnet/, 'AwsEc2Subnet'],
  [/^ec2:vpc/, 'AwsEc2Vpc'],
  [/^ecr:repository/, 'AwsEcrRepository'],
  [/^ecs:cluster/, 'AwsEcsCluster'],
  [/^ecs:service/, 'AwsEcsService'],
  [/^ecs:task-definition/, 'AwsEcsTaskDefinition'],
  [/^eks:cluster/, 'AwsEksCluster'],
  [/^elasticbeanstalk:environment/, 'AwsElasticBeanstalkEnvironment'],
  [/^elasticloadbalancing:loadbalancer\/(?:app|net|gwy)\//, 'AwsElbv2LoadBalancer'],
  [/^elasticloadbalancing:loadbalancer\//, 'AwsElbLoadBalancer'],
  [/^iam:policy/, 'AwsIamPolicy'],
  [/^iam:role/, 'AwsIamRole'],
  [/^iam:user/, 'AwsIamUser'],
  [/^kms:key/, 'AwsKmsKey'],
  [/^rds:cluster:/, 'AwsRdsDbCluster'],
  [/^rds:db:/, 'AwsRdsDbInstance'],
  [/^s3:/, 'AwsS3Bucket'],
  [/^secretsmanager:secret/, 'AwsSecretsManagerSecret'],
  [/^sns:/, 'AwsSnsTopic'],
  [/^wafv2:(?:regional|global)\/webacl/, 'AwsWafv2WebAcl'],
];

const ID = 512;

/** What the finding is about: an ARN without the part that djaudit puts behind it; what has none is the repository's. */
export function resourceOf({ subject, location }: Result, { region }: Home): object {
  const [whole = subject.id] = subject.id.split('#');
  const [, service = '', resource = ''] = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:(.*)$/s.exec(whole) ?? [];
  if (service === '') return { ...unnamed(subject, location), Region: region };
  const type = RESOURCE_TYPES.find(([arn]) => arn.test(`${service}:${resource}`))?.[1] ?? 'Other';
  const at = subject.region === undefined || subject.region === 'global' ? region : subject.region;
  return { Type: type, Id: filled(whole, ID), Partition: partitionOf(whole), Region: filled(at, 16) };
}

/** An account has no ARN that Security Hub knows it by. */
function unnamed({ kind, id, account }: Result['subject'], location: Result['location']): object {
  if (kind === 'environment' && account !== undefined)
    return { Type: 'AwsAccount', Id: filled(`AWS::::Account:${account}`, ID) };
  return { Type: 'Other', Id: filled(location === undefined ? id : `${location.path}#${id}`, ID) };
}
