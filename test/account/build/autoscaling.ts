import type {
  ScalableTarget,
  ScalingActivity,
  ScalingPolicy as TargetPolicy,
} from '@aws-sdk/client-application-auto-scaling';
import type { AutoScalingGroup, ScalingPolicy } from '@aws-sdk/client-auto-scaling';
import type { Answers } from '../answers.ts';
import { ACCOUNT, arn, chosen, daysAgo, REGION } from './where.ts';

/** A group of two to six instances behind a target group, in two zones, from a launch template. */
export function autoScalingGroup(differs: Partial<AutoScalingGroup> = {}): AutoScalingGroup {
  const name = differs.AutoScalingGroupName ?? 'shop-web';
  return {
    AutoScalingGroupName: name,
    AutoScalingGroupARN: arn(
      'autoscaling',
      `autoScalingGroup:0a1b2c3d-0000-4000-8000-000000000001:autoScalingGroupName/${name}`,
    ),
    LaunchTemplate: { LaunchTemplateId: 'lt-0a000000000000001', LaunchTemplateName: 'shop-web', Version: '$Default' },
    MinSize: 2,
    MaxSize: 6,
    DesiredCapacity: 2,
    DefaultCooldown: 300,
    AvailabilityZones: [`${REGION}a`, `${REGION}b`],
    LoadBalancerNames: [],
    TargetGroupARNs: [arn('elasticloadbalancing', 'targetgroup/shop-web/0a1b2c3d4e5f6071')],
    HealthCheckType: 'ELB',
    HealthCheckGracePeriod: 120,
    Instances: [],
    CreatedTime: daysAgo(200),
    SuspendedProcesses: [],
    VPCZoneIdentifier: 'subnet-0a00000000000000a,subnet-0a00000000000000b',
    EnabledMetrics: [],
    Tags: [],
    TerminationPolicies: ['Default'],
    NewInstancesProtectedFromScaleIn: false,
    ServiceLinkedRoleARN: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    TrafficSources: [],
    ...differs,
  };
}

/** An instance as its group lists it. */
export function groupInstance(InstanceId: string, zone: string) {
  return {
    InstanceId,
    InstanceType: 't4g.medium',
    AvailabilityZone: `${REGION}${zone}`,
    LifecycleState: 'InService' as const,
    HealthStatus: 'Healthy',
    LaunchTemplate: { LaunchTemplateId: 'lt-0a000000000000001', LaunchTemplateName: 'shop-web', Version: '1' },
    ProtectedFromScaleIn: false,
  };
}

export function groupPolicy(group: string, differs: Partial<ScalingPolicy> = {}): ScalingPolicy {
  return {
    AutoScalingGroupName: group,
    PolicyName: 'cpu',
    PolicyARN: arn(
      'autoscaling',
      `scalingPolicy:0a1b2c3d-0000-4000-8000-000000000002:autoScalingGroupName/${group}:policyName/cpu`,
    ),
    PolicyType: 'TargetTrackingScaling',
    StepAdjustments: [],
    Alarms: [
      {
        AlarmName: `TargetTracking-${group}-AlarmHigh`,
        AlarmARN: arn('cloudwatch', `alarm:TargetTracking-${group}-AlarmHigh`),
      },
    ],
    TargetTrackingConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
      TargetValue: 60,
      DisableScaleIn: false,
    },
    Enabled: true,
    ...differs,
  };
}

export interface AutoScalingThings {
  readonly groups?: readonly AutoScalingGroup[];
  readonly policies?: readonly ScalingPolicy[];
}

export function autoscalingAnswers({
  groups = [],
  policies = [],
}: AutoScalingThings): NonNullable<Answers['autoscaling']> {
  return {
    DescribeAutoScalingGroups: ({ AutoScalingGroupNames }) => ({
      AutoScalingGroups: chosen(groups, ({ AutoScalingGroupName }) => AutoScalingGroupName, AutoScalingGroupNames),
    }),
    DescribePolicies: ({ AutoScalingGroupName }) => ({
      ScalingPolicies: policies.filter(
        (policy) => AutoScalingGroupName === undefined || policy.AutoScalingGroupName === AutoScalingGroupName,
      ),
    }),
  };
}

/** @param resource `service/cluster/name` */
export function scalableTarget(resource: string, differs: Partial<ScalableTarget> = {}): ScalableTarget {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: resource,
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: 2,
    MaxCapacity: 8,
    RoleARN: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    CreationTime: daysAgo(200),
    SuspendedState: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
    ScalableTargetARN: arn('application-autoscaling', `scalable-target/${resource.replaceAll('/', '-')}`),
    ...differs,
  };
}

export function targetPolicy(resource: string, differs: Partial<TargetPolicy> = {}): TargetPolicy {
  return {
    PolicyARN: arn(
      'autoscaling',
      `scalingPolicy:0a1b2c3d-0000-4000-8000-000000000003:resource/ecs/${resource}:policyName/cpu`,
    ),
    PolicyName: 'cpu',
    ServiceNamespace: 'ecs',
    ResourceId: resource,
    ScalableDimension: 'ecs:service:DesiredCount',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 60,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
    Alarms: [],
    CreationTime: daysAgo(200),
    ...differs,
  };
}

export interface ApplicationAutoScalingThings {
  readonly targets?: readonly ScalableTarget[];
  readonly policies?: readonly TargetPolicy[];
  readonly activities?: readonly ScalingActivity[];
}

export function applicationAutoScalingAnswers(
  things: ApplicationAutoScalingThings,
): NonNullable<Answers['application-autoscaling']> {
  const { targets = [], policies = [], activities = [] } = things;
  const inSpace = <T extends { readonly ServiceNamespace?: string | undefined }>(
    items: readonly T[],
    space: string | undefined,
  ) => items.filter(({ ServiceNamespace }) => space === undefined || ServiceNamespace === space);
  return {
    DescribeScalableTargets: ({ ServiceNamespace }) => ({ ScalableTargets: inSpace(targets, ServiceNamespace) }),
    DescribeScalingPolicies: ({ ServiceNamespace }) => ({ ScalingPolicies: inSpace(policies, ServiceNamespace) }),
    DescribeScalingActivities: ({ ServiceNamespace }) => ({ ScalingActivities: inSpace(activities, ServiceNamespace) }),
  };
}
