import type { AutoScalingGroup, AwsItem } from '../model/aws/index.ts';
import { collected, type Fact, pool, unavailable } from '../model/index.ts';
import type { Candidate } from './candidate.ts';
import { all, map, pick } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { within } from './lookup.ts';
import { byTargetGroupArn } from './target-groups.ts';

/** Tags of the groups that another platform made. */
const MADE_BY = /^(elasticbeanstalk:|eks:|kubernetes\.io\/|k8s\.io\/|AmazonECSManaged$)/;

/** Each group of plain instances: those of Elastic Beanstalk, EKS and ECS belong to their platforms. */
export function autoScalingCandidates(inputs: Inputs): readonly Candidate[] {
  return pool(inputs['autoscaling.groups'])
    .items.filter(({ Tags = [] }) => !Tags.some(({ Key }) => MADE_BY.test(Key ?? '')))
    .map((group) => candidate(inputs, group));
}

function candidate(inputs: Inputs, group: AutoScalingGroup): Candidate {
  const { ref, AutoScalingGroupName, AutoScalingGroupARN, TargetGroupARNs = [], Tags = [] } = group;
  const template = launchTemplate(inputs, group);
  return {
    ref,
    live: { platform: 'auto scaling', group, launchTemplate: template },
    carriers: [],
    names: [{ what: 'group', name: AutoScalingGroupName }],
    tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
    variables: unavailable(`what the processes of ${AutoScalingGroupName} get stands in files on its instances`),
    targetGroups: map(
      all(TargetGroupARNs.map((arn) => pick(inputs['elasticloadbalancing.targetGroups'], byTargetGroupArn, [arn]))),
      (lists) => lists.flat(),
    ),
    groups: collected([group]),
    images: [],
    logGroups: [],
    watched: [{ ref, dimensions: { AutoScalingGroupName }, call: 'autoscaling:DescribeAutoScalingGroups' }],
    hosts: [],
    copies: collected({
      desired: group.DesiredCapacity,
      steady: group.MaxSize,
      maximum: group.MaxSize,
      reason: `MaxSize of ${AutoScalingGroupName}`,
    }),
    parts: [
      AutoScalingGroupARN,
      ...(template.status === 'collected' && template.value !== undefined ? partsOf(template.value) : []),
    ],
  };
}

type Template = AwsItem<'ec2.launchTemplateVersions'>;

/** The version that the group launches; undefined for a launch configuration. */
function launchTemplate(inputs: Inputs, group: AutoScalingGroup): Fact<Template | undefined> {
  const used = group.LaunchTemplate ?? group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
  if (used === undefined) return collected(undefined);
  const { LaunchTemplateId, LaunchTemplateName, Version = '$Default' } = used;
  const names = [LaunchTemplateId, LaunchTemplateName].flatMap((name) =>
    name === undefined ? [] : [within(group.ref, `${name} ${Version}`)],
  );
  return map(pick(inputs['ec2.launchTemplateVersions'], byTemplate, names), ([found]) => found);
}

function byTemplate({ ref, LaunchTemplateId, LaunchTemplateName, usedAs }: Template): readonly string[] {
  return [LaunchTemplateId, LaunchTemplateName].flatMap((name) =>
    name === undefined ? [] : [within(ref, `${name} ${usedAs}`)],
  );
}

/** Names of groups are unique in an account and region. */
export function byGroupName({ ref, AutoScalingGroupName }: AutoScalingGroup): string {
  return within(ref, AutoScalingGroupName);
}

function partsOf({ ref, LaunchTemplateData: { SecurityGroupIds = [] } }: Template): readonly string[] {
  return [ref.id.replace(/#.*$/, ''), ...SecurityGroupIds];
}
