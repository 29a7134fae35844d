import type { AutoScalingGroup, AwsItem } from '../../src/model/aws/index.ts';
import { targetGroup } from './elasticloadbalancing.ts';
import { arn, REGION, ref } from './ref.ts';

/** A group of two to six instances behind the load balancer. */
export function autoScalingGroup(given: Partial<AutoScalingGroup> = {}): AutoScalingGroup {
  const name = given.AutoScalingGroupName ?? 'shop-web';
  const id = arn('autoscaling', `autoScalingGroup:1:autoScalingGroupName/${name}`);
  return {
    ref: ref(id, name),
    AutoScalingGroupARN: id,
    AutoScalingGroupName: name,
    MinSize: 2,
    MaxSize: 6,
    DesiredCapacity: 2,
    DefaultCooldown: 300,
    AvailabilityZones: [`${REGION}a`, `${REGION}b`],
    HealthCheckType: 'ELB',
    CreatedTime: new Date('2026-01-01T00:00:00Z'),
    TargetGroupARNs: [targetGroup().TargetGroupArn],
    LoadBalancerNames: [],
    SuspendedProcesses: [],
    Tags: [],
    ...given,
  };
}

export function groupPolicy(of: AutoScalingGroup): AwsItem<'autoscaling.policies'> {
  return {
    ref: of.ref,
    AutoScalingGroupName: of.AutoScalingGroupName,
    PolicyName: 'cpu',
    PolicyARN: arn('autoscaling', 'scalingPolicy:2'),
    PolicyType: 'TargetTrackingScaling',
  };
}
