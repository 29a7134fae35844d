import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';

const ECS = { ServiceNamespace: 'ecs', MaxResults: 50 } as const;
const next = by('NextToken');

const targets: Collector<'application-autoscaling.targets'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeScalableTargetsCommand, ECS, next)) {
    yield must(page.ScalableTargets, 'ScalableTargets').map((target) => {
      const ResourceId = must(target.ResourceId, 'ResourceId');
      const id = arn('application-autoscaling', `${ResourceId}/${must(target.ScalableDimension, 'ScalableDimension')}`);
      return {
        ...target,
        ref: ref(id, ResourceId.split('/').at(-1)),
        ResourceId,
        MinCapacity: must(target.MinCapacity, 'MinCapacity'),
        MaxCapacity: must(target.MaxCapacity, 'MaxCapacity'),
      };
    });
  }
};

const policies: Collector<'application-autoscaling.policies'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeScalingPoliciesCommand, ECS, next)) {
    yield must(page.ScalingPolicies, 'ScalingPolicies').map((policy) => {
      const ResourceId = must(policy.ResourceId, 'ResourceId');
      const PolicyName = must(policy.PolicyName, 'PolicyName');
      const id = arn('application-autoscaling', `${ResourceId}/policy/${PolicyName}`);
      return { ...policy, ref: ref(id, PolicyName), ResourceId, PolicyName };
    });
  }
};

const activities: Collector<'application-autoscaling.activities'> = async function* ({ pages, ref, arn, now }) {
  const since = now.getTime() - TWO_WEEKS;
  // AWS lists the newest first: the first page that goes further back is the last one asked for.
  for await (const page of pages(DescribeScalingActivitiesCommand, ECS, next)) {
    yield must(page.ScalingActivities, 'ScalingActivities').flatMap((activity) => {
      if (must(activity.StartTime, 'StartTime').getTime() < since) return [];
      const ActivityId = must(activity.ActivityId, 'ActivityId');
      const ResourceId = must(activity.ResourceId, 'ResourceId');
      const id = arn('application-autoscaling', `${ResourceId}/activity/${ActivityId}`);
      return [{ ...activity, ref: ref(id, ActivityId), ActivityId, ResourceId }];
    });
    if ((page.ScalingActivities?.at(-1)?.StartTime?.getTime() ?? since) < since) return;
  }
};

const TWO_WEEKS = 14 * 24 * 60 * 60 * 1000;

export const applicationAutoscaling: ServiceModule<'application-autoscaling'> = {
  client: (config) => new ApplicationAutoScalingClient(config),
  collectors: {
    'application-autoscaling.targets': targets,
    'application-autoscaling.policies': policies,
    'application-autoscaling.activities': activities,
  },
};
