import type { GetTrailStatusCommandOutput, Trail } from '@aws-sdk/client-cloudtrail';
import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import type { Subscription } from '@aws-sdk/client-sns';
import type { Canary } from '@aws-sdk/client-synthetics';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { ACCOUNT, arn, chosen, daysAgo, NOW, REGION } from './where.ts';

const TOPIC = arn('sns', 'oncall');

/** An alarm that tells the people on call. */
export function alarm(
  name: string,
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>>,
  differs: Partial<MetricAlarm> = {},
): MetricAlarm {
  return {
    AlarmName: name,
    AlarmArn: arn('cloudwatch', `alarm:${name}`),
    AlarmConfigurationUpdatedTimestamp: daysAgo(100),
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [TOPIC],
    InsufficientDataActions: [],
    StateValue: 'OK',
    StateReason: 'Threshold Crossed: no datapoints were greater than the threshold.',
    StateUpdatedTimestamp: daysAgo(5),
    MetricName,
    Namespace,
    Statistic: 'Average',
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Period: 60,
    EvaluationPeriods: 5,
    DatapointsToAlarm: 5,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    StateTransitionedTimestamp: daysAgo(5),
    ...differs,
  };
}

export function compositeAlarm(name: string, rule: string, differs: Partial<CompositeAlarm> = {}): CompositeAlarm {
  return {
    AlarmName: name,
    AlarmArn: arn('cloudwatch', `alarm:${name}`),
    AlarmConfigurationUpdatedTimestamp: daysAgo(100),
    ActionsEnabled: true,
    AlarmActions: [TOPIC],
    OKActions: [],
    InsufficientDataActions: [],
    AlarmRule: rule,
    StateValue: 'OK',
    StateReason: 'arn is in OK',
    StateUpdatedTimestamp: daysAgo(5),
    StateTransitionedTimestamp: daysAgo(5),
    ...differs,
  };
}

/** The alarms that the playbook wants of a load balancer. */
export function loadBalancerAlarms(loadBalancerArn: string, targetGroupArn: string, name = 'shop'): MetricAlarm[] {
  const LoadBalancer = loadBalancerArn.split(':loadbalancer/')[1] ?? '';
  const TargetGroup = targetGroupArn.split(':').pop() ?? '';
  return [
    alarm(`${name}-5xx-elb`, 'AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', { LoadBalancer }, { Statistic: 'Sum' }),
    alarm(
      `${name}-5xx-target`,
      'AWS/ApplicationELB',
      'HTTPCode_Target_5XX_Count',
      { LoadBalancer },
      { Statistic: 'Sum' },
    ),
    alarm(`${name}-unhealthy`, 'AWS/ApplicationELB', 'UnHealthyHostCount', { TargetGroup, LoadBalancer }),
    alarm(
      `${name}-slow`,
      'AWS/ApplicationELB',
      'TargetResponseTime',
      { LoadBalancer },
      { ExtendedStatistic: 'p95', Statistic: undefined },
    ),
  ];
}

/** The alarms that the playbook wants of a database. */
export function databaseAlarms(DBInstanceIdentifier: string): MetricAlarm[] {
  const metrics = ['FreeStorageSpace', 'CPUUtilization', 'DatabaseConnections', 'FreeableMemory'];
  return metrics.map((metric) =>
    alarm(`${DBInstanceIdentifier}-${metric}`, 'AWS/RDS', metric, { DBInstanceIdentifier }),
  );
}

export interface CloudWatchThings {
  readonly alarms?: readonly MetricAlarm[];
  readonly composites?: readonly CompositeAlarm[];
  /** Values by metric and what the last dimension names: `CPUUtilization/shop`. */
  readonly metrics?: Readonly<Record<string, readonly number[]>>;
}

export function cloudwatchAnswers({
  alarms = [],
  composites = [],
  metrics = {},
}: CloudWatchThings): NonNullable<Answers['cloudwatch']> {
  return {
    // Composite alarms are told only to those who ask for them.
    DescribeAlarms: ({ AlarmTypes = ['MetricAlarm'], AlarmNames }) => ({
      MetricAlarms: AlarmTypes.includes('MetricAlarm') ? chosen(alarms, ({ AlarmName }) => AlarmName, AlarmNames) : [],
      CompositeAlarms: AlarmTypes.includes('CompositeAlarm')
        ? chosen(composites, ({ AlarmName }) => AlarmName, AlarmNames)
        : [],
    }),
    GetMetricData: ({ MetricDataQueries = [] }) => ({
      MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
        const { MetricName = '', Dimensions = [] } = MetricStat?.Metric ?? {};
        const values = metrics[`${MetricName}/${Dimensions.at(-1)?.Value ?? ''}`] ?? [];
        return {
          Id,
          Label: MetricName,
          Timestamps: values.map((_, index) => new Date(NOW.getTime() - index * 3_600_000)),
          Values: [...values],
          StatusCode: 'Complete' as const,
        };
      }),
      Messages: [],
    }),
  };
}

export function logGroup(logGroupName: string, differs: Partial<LogGroup> = {}): LogGroup {
  return {
    logGroupName,
    creationTime: daysAgo(300).getTime(),
    retentionInDays: 90,
    metricFilterCount: 0,
    arn: arn('logs', `log-group:${logGroupName}:*`),
    logGroupArn: arn('logs', `log-group:${logGroupName}`),
    storedBytes: 1_000_000,
    logGroupClass: 'STANDARD',
    ...differs,
  };
}

export function logsAnswers(groups: readonly LogGroup[]): NonNullable<Answers['logs']> {
  return {
    DescribeLogGroups: ({ logGroupNamePrefix = '' }) => ({
      logGroups: groups.filter(({ logGroupName = '' }) => logGroupName.startsWith(logGroupNamePrefix)),
    }),
  };
}

/** A trail of all regions, validated. */
export function trail(differs: Partial<Trail> = {}): Trail {
  const name = differs.Name ?? 'organization';
  return {
    Name: name,
    S3BucketName: 'shop-trail-111122223333',
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: true,
    HomeRegion: REGION,
    TrailARN: arn('cloudtrail', `trail/${name}`),
    LogFileValidationEnabled: true,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
    IsOrganizationTrail: false,
    ...differs,
  };
}

export function trailStatus(IsLogging = true): Omit<GetTrailStatusCommandOutput, '$metadata'> {
  return {
    IsLogging,
    LatestDeliveryTime: daysAgo(0),
    StartLoggingTime: daysAgo(400),
    TimeLoggingStarted: '2025-10-21T09:00:00Z',
  };
}

/** @param status by the trail's name; else it is logging */
export function cloudtrailAnswers(
  trails: readonly Trail[],
  status: Readonly<Record<string, Omit<GetTrailStatusCommandOutput, '$metadata'>>> = {},
): NonNullable<Answers['cloudtrail']> {
  return {
    DescribeTrails: { trailList: [...trails] },
    GetTrailStatus: ({ Name }) => {
      const found = trails.find((item) => item.Name === Name || item.TrailARN === Name);
      if (found === undefined)
        throw new AwsError('TrailNotFoundException', `Unknown trail: ${Name ?? ''} for the user: ${ACCOUNT}`, 400);
      return status[found.Name ?? ''] ?? trailStatus();
    },
  };
}

/** @param status of the detector; undefined when there is none */
export function guarddutyAnswers(status?: 'ENABLED' | 'DISABLED'): NonNullable<Answers['guardduty']> {
  return {
    ListDetectors: { DetectorIds: status === undefined ? [] : ['0a1b2c3d4e5f60718293a4b5c6d7e8f9'] },
    GetDetector: {
      CreatedAt: '2025-10-21T09:00:00.000Z',
      UpdatedAt: '2025-10-21T09:00:00.000Z',
      FindingPublishingFrequency: 'SIX_HOURS',
      ServiceRole: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
      Status: status ?? 'DISABLED',
      Tags: {},
      Features: [
        { Name: 'S3_DATA_EVENTS', Status: 'ENABLED' },
        { Name: 'RDS_LOGIN_EVENTS', Status: 'ENABLED' },
      ],
    },
  };
}

export function snsAnswers(subscriptions: readonly Subscription[]): NonNullable<Answers['sns']> {
  return {
    ListSubscriptionsByTopic: ({ TopicArn }) => ({
      Subscriptions: subscriptions.filter((item) => item.TopicArn === TopicArn),
    }),
  };
}

export function emailSubscription(TopicArn = TOPIC): Subscription {
  return {
    SubscriptionArn: `${TopicArn}:0a1b2c3d-0000-4000-8000-000000000005`,
    Owner: ACCOUNT,
    Protocol: 'email',
    Endpoint: 'oncall@example.com',
    TopicArn,
  };
}

export function canary(Name: string, differs: Partial<Canary> = {}): Canary {
  return {
    Id: '0a1b2c3d-0000-4000-8000-00000000ca01',
    Name,
    Schedule: { Expression: 'rate(5 minutes)', DurationInSeconds: 0 },
    SuccessRetentionPeriodInDays: 31,
    FailureRetentionPeriodInDays: 31,
    Status: { State: 'RUNNING' },
    Timeline: { Created: daysAgo(100), LastModified: daysAgo(100), LastStarted: daysAgo(100) },
    RuntimeVersion: 'syn-nodejs-puppeteer-11.0',
    Tags: {},
    ...differs,
  };
}
