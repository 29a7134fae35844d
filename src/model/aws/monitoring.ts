import type { GetTrailStatusResponse, Trail } from '@aws-sdk/client-cloudtrail';
import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import type { GetDetectorResponse } from '@aws-sdk/client-guardduty';
import type { Subscription } from '@aws-sdk/client-sns';
import type { Canary } from '@aws-sdk/client-synthetics';
import type { Subject } from '../subject.ts';
import type { Item } from './item.ts';

/** One statistic of one metric of one resource, oldest first. `ref` is the resource's. */
export interface MetricSeries extends Subject {
  readonly Namespace: string;
  readonly MetricName: string;
  /** `Minimum`, `Maximum`, `p95`, `Sum`. */
  readonly Stat: string;
  /** In seconds. */
  readonly Period: number;
  /** How far back was asked, in hours. An empty list of values says that AWS has none. */
  readonly Hours: number;
  readonly Timestamps: readonly Date[];
  readonly Values: readonly number[];
}

export interface CloudWatchFacts {
  'cloudwatch.alarms': readonly Item<MetricAlarm, 'AlarmArn' | 'AlarmName'>[];
  'cloudwatch.compositeAlarms': readonly Item<CompositeAlarm, 'AlarmArn' | 'AlarmName'>[];
  /**
   * Of each database instance: FreeStorageSpace (Minimum, 24 h), DatabaseConnections (Maximum), CPUCreditBalance (Minimum and
   * Maximum), CPUSurplusCreditsCharged (Sum) and CPUUtilization (p95) over 7 days.
   */
  'cloudwatch.databaseMetrics': readonly MetricSeries[];
  /** Of each ECS service: CPUUtilization (p95 and Maximum) and MemoryUtilization (Maximum) over 7 days. */
  'cloudwatch.serviceMetrics': readonly MetricSeries[];
  /** Of each application load balancer: TargetResponseTime (p95) and RejectedConnectionCount (Sum) over 7 days. */
  'cloudwatch.loadBalancerMetrics': readonly MetricSeries[];
  /** Of each Auto Scaling group: CPUUtilization (p95) over 7 days. */
  'cloudwatch.groupMetrics': readonly MetricSeries[];
}

export interface LogsFacts {
  'logs.groups': readonly Item<LogGroup, 'logGroupName'>[];
}

export interface CloudTrailFacts {
  /** Once each, where it is at home; a trail of the organization counts. */
  'cloudtrail.trails': readonly Item<Trail, 'TrailARN' | 'Name'>[];
  /** `ref` is the trail's. */
  'cloudtrail.trailStatuses': readonly (Item<GetTrailStatusResponse> & { readonly TrailARN: string })[];
}

export interface GuardDutyFacts {
  /** None or one for each region. */
  'guardduty.detectors': readonly (Item<GetDetectorResponse, 'Status'> & { readonly DetectorId: string })[];
}

export interface SnsFacts {
  /** Of the topics that alarms notify; without the receiver's address. `ref.id` is the topic's ARN. */
  'sns.subscriptions': readonly (Subject & {
    readonly TopicArn: string;
    readonly Subscriptions: readonly Omit<Subscription, 'Endpoint'>[];
  })[];
}

export interface SyntheticsFacts {
  'synthetics.canaries': readonly Item<Canary, 'Name'>[];
}
