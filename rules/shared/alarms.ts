import type { AwsItem } from '../../src/model/aws/index.ts';

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
