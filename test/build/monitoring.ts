import type { AwsItem, MetricSeries } from '../../src/model/aws/index.ts';
import type { Subject } from '../../src/model/index.ts';
import { ACCOUNT, arn, REGION, ref } from './ref.ts';

type Alarm = AwsItem<'cloudwatch.alarms'>;
type Trail = AwsItem<'cloudtrail.trails'>;

/** An alarm on one metric of one resource: `alarm('AWS/RDS', 'FreeStorageSpace', { DBInstanceIdentifier: 'shop-prod' })`. */
export function alarm(
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>>,
  given: Partial<Alarm> = {},
): Alarm {
  const name = given.AlarmName ?? `${Object.values(dimensions)[0] ?? ''}-${MetricName}`;
  return {
    ref: ref(arn('cloudwatch', `alarm:${name}`), name),
    AlarmArn: arn('cloudwatch', `alarm:${name}`),
    AlarmName: name,
    ActionsEnabled: true,
    AlarmActions: [arn('sns', 'alarms')],
    StateValue: 'OK',
    Namespace,
    MetricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 10,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    ...given,
  };
}

/** The values of one metric over the last 7 days. */
export function series(of: Subject, MetricName: string, Stat: string, ...Values: readonly number[]): MetricSeries {
  return {
    ref: of.ref,
    Namespace: 'AWS/RDS',
    MetricName,
    Stat,
    Period: 3600,
    Hours: 168,
    Timestamps: Values.map((_, hour) => new Date(Date.UTC(2026, 10, 24, hour))),
    Values,
  };
}

export function trail(given: Partial<Trail> = {}): Trail {
  const name = given.Name ?? 'all-regions';
  const id = given.TrailARN ?? arn('cloudtrail', `trail/${name}`);
  return {
    ref: ref(id, name),
    TrailARN: id,
    Name: name,
    HomeRegion: REGION,
    IsMultiRegionTrail: true,
    IsOrganizationTrail: false,
    LogFileValidationEnabled: true,
    S3BucketName: 'shop-trail',
    ...given,
  };
}

export function trailStatus(of: Trail, IsLogging: boolean): AwsItem<'cloudtrail.trailStatuses'> {
  return { ref: of.ref, TrailARN: of.TrailARN, IsLogging };
}

export function identity(): AwsItem<'sts.identity'> {
  return { ref: ref(ACCOUNT, ACCOUNT, 'global'), Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:role/auditor` };
}
