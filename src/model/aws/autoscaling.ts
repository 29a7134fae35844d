import type { ScalableTarget, ScalingActivity, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import type {
  ScalingPolicy as GroupPolicy,
  AutoScalingGroup as SdkAutoScalingGroup,
} from '@aws-sdk/client-auto-scaling';
import type { Item } from './item.ts';

export type AutoScalingGroup = Item<
  SdkAutoScalingGroup,
  'AutoScalingGroupARN' | 'AutoScalingGroupName' | 'MinSize' | 'MaxSize' | 'DesiredCapacity'
>;

export interface AutoScalingFacts {
  'autoscaling.groups': readonly AutoScalingGroup[];
  /** `ref` is the group's. */
  'autoscaling.policies': readonly Item<GroupPolicy, 'AutoScalingGroupName' | 'PolicyName'>[];
}

/** Of the namespace `ecs`: `ResourceId` is `service/<cluster>/<service>`. */
export interface ApplicationAutoScalingFacts {
  'application-autoscaling.targets': readonly Item<ScalableTarget, 'ResourceId' | 'MinCapacity' | 'MaxCapacity'>[];
  'application-autoscaling.policies': readonly Item<ScalingPolicy, 'ResourceId' | 'PolicyName'>[];
  /** The last two weeks. */
  'application-autoscaling.activities': readonly Item<ScalingActivity, 'ActivityId' | 'ResourceId'>[];
}
