import type { AutoScalingGroup, AwsItem, EcsService } from '../../src/model/aws/index.ts';
import {
  defineRule,
  type Evidence,
  type Facts,
  fail,
  notApplicable,
  pass,
  type Verdict,
} from '../../src/model/index.ts';
import { isBehindLoadBalancer, scalableTarget } from '../shared/ecs.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, ebOptions, fix, terraform, text } from '../shared/fix.ts';
import { sameScope, tag } from '../shared/scope.ts';

const NEEDS = [
  'autoscaling.groups',
  'autoscaling.policies',
  'ecs.services',
  'application-autoscaling.targets',
  'application-autoscaling.policies',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

/** Processes without which a group cannot grow. */
const GROWTH = new Set(['Launch', 'AlarmNotification', 'AddToLoadBalancer']);

export default defineRule({
  id: 'no-autoscaling',
  topic: 'performance/auto-scaling',
  severity: 'medium',
  docs: {
    title: 'Let the web tier scale out',
    why: 'When visitors come, a tier of a fixed size gets slow and then falls over; and at night it costs as much as at noon.',
    how: 'What serves behind a load balancer is judged: Auto Scaling groups (those of Elastic Beanstalk too) need a maximum above the minimum and a scaling policy that is not switched off, ECS services a scalable target with the same. High when scaling is set up but suspended: everybody believes in it.',
    fix: 'Register a scalable target and a target-tracking policy on CPU, with a maximum that the database can bear.',
    silent: [
      'groups and services without a load balancer (workers, bastions)',
      'node groups of EKS and ECS clusters, which their cluster scales',
      'a fixed size by choice: accept it in djaudit.yml with the reason',
    ],
    example: {
      language: 'yaml',
      bad: 'option_settings:\n  aws:autoscaling:asg:\n    MinSize: 2\n    MaxSize: 2',
      good: 'option_settings:\n  aws:autoscaling:asg:\n    MinSize: 2\n    MaxSize: 6',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.as.html',
      'https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html',
    ],
  },
  controls: { wellArchitected: ['REL07', 'PERF', 'COST'], soc2: ['A1.1'] },
  needs: NEEDS,
  subjects: ({ autoscaling, ecs }) => [...autoscaling.groups, ...ecs.services],
  judge: (subject, facts) =>
    'serviceArn' in subject ? judgeService(subject, facts) : judgeGroup(subject, facts.autoscaling.policies),
});

function judgeGroup(group: AutoScalingGroup, policies: readonly AwsItem<'autoscaling.policies'>[]): Verdict {
  const { AutoScalingGroupName: name, MinSize, MaxSize } = group;
  const own = policies
    .filter(({ ref, Enabled }) => ref.id === group.ref.id && Enabled !== false)
    .map(({ PolicyName }) => PolicyName);
  const suspended = (group.SuspendedProcesses ?? []).flatMap(({ ProcessName }) => ProcessName ?? []);
  const evidence = [
    seen('MinSize, MaxSize', [MinSize, MaxSize], 'autoscaling:DescribeAutoScalingGroups'),
    seen('SuspendedProcesses', suspended, 'autoscaling:DescribeAutoScalingGroups'),
    seen('policies', own, 'autoscaling:DescribePolicies'),
  ];
  const other = scaledByOthers(group);
  if (other !== undefined) return notApplicable(`${name}: ${other}`, { evidence });
  const halted = suspended.filter((process) => GROWTH.has(process));
  const what = `the Auto Scaling group ${name}`;
  const grow = { evidence, fix: growGroup(group) };
  if (halted.length > 0)
    return fail(
      `${what} cannot grow: ${list(halted)} is suspended, so that no load and no fault starts an instance; resume it`,
      {
        ...grow,
        severity: 'high',
      },
    );
  if (MaxSize <= MinSize)
    return fail(
      `${what} has a fixed size of ${MaxSize}: it gets slow and falls over when visitors come; set a higher maximum`,
      grow,
    );
  if (own.length === 0)
    return fail(`${what} may grow from ${MinSize} to ${MaxSize}, but no scaling policy makes it; add one`, grow);
  return pass(`${what} scales from ${MinSize} to ${MaxSize}`, { evidence });
}

function scaledByOthers({
  Tags,
  TargetGroupARNs,
  LoadBalancerNames,
  TrafficSources,
}: AutoScalingGroup): string | undefined {
  if (tag(Tags, 'eks:nodegroup-name') !== undefined) return 'the EKS cluster scales its nodes';
  if (tag(Tags, 'AmazonECSManaged') !== undefined) return 'the ECS cluster scales its instances';
  const sources = [...(TargetGroupARNs ?? []), ...(LoadBalancerNames ?? []), ...(TrafficSources ?? [])];
  return sources.length === 0 ? 'no load balancer sends it requests' : undefined;
}

function growGroup({ AutoScalingGroupName: name, MinSize, MaxSize, Tags, SuspendedProcesses, ref }: AutoScalingGroup) {
  const environment = tag(Tags, 'elasticbeanstalk:environment-name');
  const max = Math.max(MaxSize, MinSize * 2, 4);
  const size = { namespace: 'aws:autoscaling:asg', name: 'MaxSize', value: String(max) };
  const policy = {
    'auto-scaling-group-name': name,
    'policy-name': 'cpu',
    'policy-type': 'TargetTrackingScaling',
    'target-tracking-configuration':
      '{"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"},"TargetValue":60}',
  };
  return fix(
    `Let ${name} grow`,
    text('No downtime. The database must have connections for the new maximum (instances × workers × threads).'),
    ...((SuspendedProcesses ?? []).length > 0
      ? [cli('autoscaling resume-processes', { 'auto-scaling-group-name': name }, ref.region)]
      : []),
    ...(environment === undefined
      ? [
          cli(
            'autoscaling update-auto-scaling-group',
            { 'auto-scaling-group-name': name, 'max-size': max },
            ref.region,
          ),
          cli('autoscaling put-scaling-policy', policy, ref.region),
        ]
      : [ebOptions(environment, ref.region, [size])]),
    terraform('aws_autoscaling_group: max_size; aws_autoscaling_policy: target_tracking_configuration'),
  );
}

function judgeService(service: EcsService, facts: Needed): Verdict {
  const { serviceName: name } = service;
  if (!isBehindLoadBalancer(service)) return notApplicable(`${name}: no load balancer sends it requests`);
  const { targets, policies } = facts['application-autoscaling'];
  const target = scalableTarget(service, targets);
  const own = policies
    .filter((one) => target !== undefined && one.ResourceId === target.ResourceId && sameScope(one, target))
    .map(({ PolicyName }) => PolicyName);
  const evidence: readonly Evidence[] = [
    seen(
      'scalable target',
      target && `${target.MinCapacity} to ${target.MaxCapacity}`,
      'application-autoscaling:DescribeScalableTargets',
    ),
    seen('policies', own, 'application-autoscaling:DescribeScalingPolicies'),
  ];
  const grow = { evidence, fix: growService(service) };
  if (target === undefined)
    return fail(
      `the ECS service ${name} has a fixed number of tasks: it gets slow and falls over when visitors come; register a scalable target`,
      grow,
    );
  if (target.SuspendedState?.DynamicScalingOutSuspended === true)
    return fail(`the ECS service ${name} cannot grow: scaling out is suspended, whatever its policies say; resume it`, {
      ...grow,
      severity: 'high',
    });
  if (target.MaxCapacity <= target.MinCapacity)
    return fail(
      `the ECS service ${name} may only have ${target.MaxCapacity} tasks: its minimum is its maximum; raise the maximum`,
      grow,
    );
  if (own.length === 0)
    return fail(
      `the ECS service ${name} may grow from ${target.MinCapacity} to ${target.MaxCapacity} tasks, but no scaling policy makes it; add one`,
      grow,
    );
  return pass(`the ECS service ${name} scales from ${target.MinCapacity} to ${target.MaxCapacity} tasks`, { evidence });
}

function growService({ clusterArn, serviceName, desiredCount = 2, ref }: EcsService) {
  const resource = {
    'service-namespace': 'ecs',
    'resource-id': `service/${clusterArn.split('/').at(-1) ?? ''}/${serviceName}`,
    'scalable-dimension': 'ecs:service:DesiredCount',
  };
  const min = Math.max(desiredCount, 2);
  const policy = {
    ...resource,
    'policy-name': 'cpu',
    'policy-type': 'TargetTrackingScaling',
    'target-tracking-scaling-policy-configuration':
      '{"PredefinedMetricSpecification":{"PredefinedMetricType":"ECSServiceAverageCPUUtilization"},"TargetValue":60}',
  };
  const target = {
    ...resource,
    'min-capacity': min,
    'max-capacity': min * 3,
    'suspended-state': 'DynamicScalingOutSuspended=false',
  };
  return fix(
    `Let ${serviceName} grow`,
    text('No downtime. The database must have connections for the new maximum (tasks × workers × threads).'),
    cli('application-autoscaling register-scalable-target', target, ref.region),
    cli('application-autoscaling put-scaling-policy', policy, ref.region),
    terraform('aws_appautoscaling_target and aws_appautoscaling_policy (ECSServiceAverageCPUUtilization)'),
  );
}
