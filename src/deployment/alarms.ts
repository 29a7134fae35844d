import type { AwsItem } from '../model/aws/index.ts';
import { collected, type Fact, type Linked, pool, type SubjectRef } from '../model/index.ts';
import { live } from './evidence.ts';
import { gap } from './facts.ts';
import type { Inputs } from './inputs.ts';

type Alarm = AwsItem<'cloudwatch.alarms'>;

/** A resource with the dimensions by which metrics name it. */
export interface Watched {
  readonly ref: SubjectRef;
  readonly dimensions: Readonly<Record<string, string>>;
  /** What told of it. */
  readonly call: string;
}

/** Joins alarms whose metric has the dimensions of a resource; each alarm once, with the first of the resources. */
export function alarmLinks(inputs: Inputs, watched: readonly Watched[]): Fact<readonly Linked<Alarm>[]> {
  const alarms = pool(inputs['cloudwatch.alarms']);
  if (alarms.items.length === 0 && alarms.missing.length > 0) return gap(alarms);
  return collected(alarms.items.flatMap((alarm) => link(alarm, watched)));
}

function link(alarm: Alarm, watched: readonly Watched[]): readonly Linked<Alarm>[] {
  const dimensions = dimensionsOf(alarm);
  const resource = watched.find(
    ({ ref, dimensions: own }) =>
      ref.region === alarm.ref.region &&
      ref.account === alarm.ref.account &&
      Object.entries(own).every(([name, value]) => dimensions.some((one) => one.Name === name && one.Value === value)),
  );
  if (resource === undefined) return [];
  const text = Object.entries(resource.dimensions)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
  const edge = {
    from: resource.ref,
    to: alarm.ref,
    kind: 'alarm',
    reason: `alarm ${alarm.AlarmName} has the dimension ${text}`,
    confidence: 'high',
    evidence: [
      live('Dimensions', text, 'cloudwatch:DescribeAlarms'),
      live('watched resource', resource.ref.id, resource.call),
    ],
  } as const;
  return [{ to: alarm, edge }];
}

/** Of the alarm's own metric, and of every metric that its expression is made of. */
function dimensionsOf({ Dimensions = [], Metrics = [] }: Alarm) {
  return [...Dimensions, ...Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric?.Dimensions ?? [])];
}
