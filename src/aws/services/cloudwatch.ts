import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { MetricSeries } from '../../model/aws/index.ts';
import type { SubjectRef } from '../../model/subject.ts';
import type { Collector, Context, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';
import { chunks } from '../streams.ts';

const next = by('NextToken');
/** One question answers both facts: it is sent once. */
const ALARMS = { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 } satisfies {
  AlarmTypes: ('MetricAlarm' | 'CompositeAlarm')[];
  MaxRecords: number;
};

const alarms: Collector<'cloudwatch.alarms'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeAlarmsCommand, ALARMS, next)) {
    yield must(page.MetricAlarms, 'MetricAlarms').map((alarm) => {
      const AlarmArn = must(alarm.AlarmArn, 'AlarmArn');
      const AlarmName = must(alarm.AlarmName, 'AlarmName');
      return { ...alarm, ref: ref(AlarmArn, AlarmName), AlarmArn, AlarmName };
    });
  }
};

const compositeAlarms: Collector<'cloudwatch.compositeAlarms'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeAlarmsCommand, ALARMS, next)) {
    yield must(page.CompositeAlarms, 'CompositeAlarms').map((alarm) => {
      const AlarmArn = must(alarm.AlarmArn, 'AlarmArn');
      const AlarmName = must(alarm.AlarmName, 'AlarmName');
      return { ...alarm, ref: ref(AlarmArn, AlarmName), AlarmArn, AlarmName };
    });
  }
};

/** A metric to ask for: of which resource, which statistic, how far back. */
interface Wanted {
  readonly ref: SubjectRef;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly Stat: string;
  readonly Hours: number;
}

const WEEK = 7 * 24;
const PERIOD = 3600;
/** GetMetricData takes 500 metrics at a time. */
const MOST = 500;

async function* series(
  context: Context,
  wanted: AsyncIterable<readonly Wanted[]>,
): AsyncGenerator<readonly MetricSeries[]> {
  for await (const [batch = []] of chunks(wanted, MOST)) {
    for (const hours of new Set(batch.map(({ Hours }) => Hours))) {
      yield await answered(
        context,
        batch.filter(({ Hours }) => Hours === hours),
        hours,
      );
    }
  }
}

async function answered(
  { pages, now }: Context,
  wanted: readonly Wanted[],
  Hours: number,
): Promise<readonly MetricSeries[]> {
  // Whole hours, so that the question is the same for everything that a scan asks within the hour.
  const end = Math.floor(now.getTime() / (PERIOD * 1000)) * PERIOD * 1000;
  const question = {
    MetricDataQueries: wanted.map(query),
    StartTime: new Date(end - Hours * PERIOD * 1000),
    EndTime: new Date(end),
    ScanBy: 'TimestampAscending' as const,
  };
  const values = new Map<string, { readonly at: Date[]; readonly values: number[] }>();
  for await (const page of pages(GetMetricDataCommand, question, next)) {
    for (const result of must(page.MetricDataResults, 'MetricDataResults')) {
      const Id = must(result.Id, 'Id');
      const found = values.get(Id) ?? { at: [], values: [] };
      found.at.push(...(result.Timestamps ?? []));
      found.values.push(...(result.Values ?? []));
      values.set(Id, found);
    }
  }
  return wanted.map(({ ref, Namespace, MetricName, Stat }, at) => {
    const found = must(values.get(`m${at}`), `the result of m${at}`);
    return { ref, Namespace, MetricName, Stat, Period: PERIOD, Hours, Timestamps: found.at, Values: found.values };
  });
}

function query({ Namespace, MetricName, Dimensions, Stat }: Wanted, at: number): MetricDataQuery {
  const Metric = { Namespace, MetricName, Dimensions: [...Dimensions] };
  return { Id: `m${at}`, MetricStat: { Metric, Period: PERIOD, Stat }, ReturnData: true };
}

/** The same statistics of every item of a source. */
async function* wantedOf<T extends { readonly ref: SubjectRef }>(
  source: AsyncIterable<readonly T[]>,
  of: (item: T) => Pick<Wanted, 'Namespace' | 'Dimensions'> | undefined,
  statistics: readonly Pick<Wanted, 'MetricName' | 'Stat' | 'Hours'>[],
): AsyncGenerator<readonly Wanted[]> {
  for await (const batch of source) {
    yield batch.flatMap((item) => {
      const metric = of(item);
      return metric === undefined ? [] : statistics.map((one) => ({ ref: item.ref, ...metric, ...one }));
    });
  }
}

const databaseMetrics: Collector<'cloudwatch.databaseMetrics'> = (context) =>
  series(
    context,
    wantedOf(
      context.from('rds.instances'),
      ({ DBInstanceIdentifier }) => ({
        Namespace: 'AWS/RDS',
        Dimensions: [{ Name: 'DBInstanceIdentifier', Value: DBInstanceIdentifier }],
      }),
      [
        { MetricName: 'FreeStorageSpace', Stat: 'Minimum', Hours: 24 },
        { MetricName: 'DatabaseConnections', Stat: 'Maximum', Hours: WEEK },
        { MetricName: 'CPUCreditBalance', Stat: 'Minimum', Hours: WEEK },
        { MetricName: 'CPUCreditBalance', Stat: 'Maximum', Hours: WEEK },
        { MetricName: 'CPUSurplusCreditsCharged', Stat: 'Sum', Hours: WEEK },
        { MetricName: 'CPUUtilization', Stat: 'p95', Hours: WEEK },
      ],
    ),
  );

const serviceMetrics: Collector<'cloudwatch.serviceMetrics'> = (context) =>
  series(
    context,
    wantedOf(
      context.from('ecs.services'),
      ({ clusterArn, serviceName }) => ({
        Namespace: 'AWS/ECS',
        Dimensions: [
          { Name: 'ClusterName', Value: clusterArn.split('/').at(-1) ?? clusterArn },
          { Name: 'ServiceName', Value: serviceName },
        ],
      }),
      [
        { MetricName: 'CPUUtilization', Stat: 'p95', Hours: WEEK },
        { MetricName: 'CPUUtilization', Stat: 'Maximum', Hours: WEEK },
        { MetricName: 'MemoryUtilization', Stat: 'Maximum', Hours: WEEK },
      ],
    ),
  );

const loadBalancerMetrics: Collector<'cloudwatch.loadBalancerMetrics'> = (context) =>
  series(
    context,
    wantedOf(
      context.from('elasticloadbalancing.loadBalancers'),
      ({ LoadBalancerArn, Type }) => {
        if (Type !== 'application') return undefined;
        // The dimension is what stands after `loadbalancer/` in the ARN.
        const Value = LoadBalancerArn.replace(/^.*:loadbalancer\//, '');
        return { Namespace: 'AWS/ApplicationELB', Dimensions: [{ Name: 'LoadBalancer', Value }] };
      },
      [
        { MetricName: 'TargetResponseTime', Stat: 'p95', Hours: WEEK },
        { MetricName: 'RejectedConnectionCount', Stat: 'Sum', Hours: WEEK },
      ],
    ),
  );

const groupMetrics: Collector<'cloudwatch.groupMetrics'> = (context) =>
  series(
    context,
    wantedOf(
      context.from('autoscaling.groups'),
      ({ AutoScalingGroupName }) => ({
        Namespace: 'AWS/EC2',
        Dimensions: [{ Name: 'AutoScalingGroupName', Value: AutoScalingGroupName }],
      }),
      [{ MetricName: 'CPUUtilization', Stat: 'p95', Hours: WEEK }],
    ),
  );

export const cloudwatch: ServiceModule<'cloudwatch'> = {
  client: (config) => new CloudWatchClient(config),
  collectors: {
    'cloudwatch.alarms': alarms,
    'cloudwatch.compositeAlarms': compositeAlarms,
    'cloudwatch.databaseMetrics': databaseMetrics,
    'cloudwatch.serviceMetrics': serviceMetrics,
    'cloudwatch.loadBalancerMetrics': loadBalancerMetrics,
    'cloudwatch.groupMetrics': groupMetrics,
  },
};
