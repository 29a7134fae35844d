import type { AwsItem } from '../model/aws/index.ts';
import { collected, type Fact, type Linked, pool, type SubjectRef } from '../model/index.ts';
import { live } from './evidence.ts';
import { gap } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { lookup, within } from './lookup.ts';

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
  const keys = watched.flatMap(({ ref, dimensions }) =>
    Object.entries(dimensions).map(([name, value]) => within(ref, `${name}=${value}`)),
  );
  const near = lookup(inputs['cloudwatch.alarms'], byDimension).all(keys);
  return collected(near.flatMap((alarm) => link(alarm, watched)));
}

/** `Name=Value`: an alarm reads metrics of its own account and region. */
export function byDimension(alarm: Alarm): readonly string[] {
  return dimensionsOf(alarm).map(({ Name = '', Value = '' }) => within(alarm.ref, `${Name}=${Value}`));
}

function link(alarm: Alarm, watched: readonly Watched[]): readonly Linked<Alarm>[] {
  const own = new Set(byDimension(alarm));
  const resource = watched.find(({ ref, dimensions }) =>
    Object.entries(dimensions).every(([name, value]) => own.has(within(ref, `${name}=${value}`))),
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
