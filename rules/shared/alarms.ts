import type { AwsItem } from '../../src/model/aws/index.ts';
import type { FixStep } from '../../src/model/index.ts';
import { text } from './fix.ts';

type Alarm = AwsItem<'cloudwatch.alarms'>;

interface WatchedMetric {
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly dimensions: readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[];
}

/** The metrics that an alarm reads: its own, and those of its metric-math queries. */
function metricsOf({ Namespace, MetricName, Dimensions, Metrics }: Alarm): readonly WatchedMetric[] {
  return [
    { namespace: Namespace, name: MetricName, dimensions: Dimensions ?? [] },
    ...(Metrics ?? []).flatMap(({ MetricStat }) =>
      MetricStat?.Metric === undefined
        ? []
        : [
            {
              namespace: MetricStat.Metric.Namespace,
              name: MetricStat.Metric.MetricName,
              dimensions: MetricStat.Metric.Dimensions ?? [],
            },
          ],
    ),
  ];
}

/** `SEARCH(…)` and Metrics Insights watch every resource of a namespace at once. */
function searches({ Metrics }: Alarm, namespace: string, metric: string): boolean {
  return (Metrics ?? []).some(
    ({ Expression }) => Expression?.includes(namespace) === true && Expression.includes(metric),
  );
}

/** The alarms on one of these metrics of the resource with that dimension. */
export function alarmsOn(
  alarms: readonly Alarm[],
  namespace: string,
  metrics: readonly string[],
  dimension: readonly [name: string, values: readonly string[]],
): readonly Alarm[] {
  const [name, values] = dimension;
  return alarms.filter(
    (alarm) =>
      metricsOf(alarm).some(
        (watched) =>
          watched.namespace === namespace &&
          watched.name !== undefined &&
          metrics.includes(watched.name) &&
          watched.dimensions.some(({ Name, Value }) => Name === name && Value !== undefined && values.includes(Value)),
      ) || metrics.some((metric) => searches(alarm, namespace, metric)),
  );
}

/** Where new alarms go: the topic that most alarms of the region use, else a word that stands for one. */
export interface AlarmTopic {
  readonly arn: string;
  readonly step: FixStep;
}

export function alarmTopic(alarms: readonly Alarm[]): AlarmTopic {
  const used = new Map<string, number>();
  for (const action of alarms.flatMap(({ AlarmActions }) => AlarmActions ?? [])) {
    if (/^arn:[^:]+:sns:/.test(action)) used.set(action, (used.get(action) ?? 0) + 1);
  }
  const [arn] = [...used].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0] ?? [];
  if (arn !== undefined)
    return { arn, step: text(`${arn} is where other alarms of the region go: see that somebody reads it at night.`) };
  const how =
    'SNS_TOPIC_ARN is the topic whose subscribers are told: aws sns list-topics lists those that exist, aws sns create-topic --name alarms makes one; subscribe and confirm somebody who reads at night.';
  return { arn: 'SNS_TOPIC_ARN', step: text(how) };
}
