import type { AwsItem, DbInstance } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, type Severity } from '../../src/model/index.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';

type Series = AwsItem<'cloudwatch.databaseMetrics'>;

const CALL = 'cloudwatch:GetMetricData';
const LOW_CREDITS = 0.2;
const BUSY = 80;

export default defineRule({
  id: 'burstable-database',
  topic: 'performance/manual-scaling',
  severity: 'low',
  docs: {
    title: 'Give the production database a steady CPU',
    why: 'A burstable class (db.t…) runs on credits: when they are used up, on the busiest day, it slows down to a fraction or charges for each minute.',
    how: 'A db.t class, or one of a previous generation (t2, m3, m4, r3, r4), is low. Medium when the last 7 days show trouble: the credit balance fell below 20 % of its maximum, surplus credits were charged, or the CPU was above 80 % at the 95th percentile (on any class). Where CloudWatch has no values the class alone is judged.',
    fix: 'Choose a class of the m or r family.',
    silent: ['small sites for which a burstable class is right: accept it in djaudit.yml'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "shop" {\n  engine         = "postgres"\n  instance_class = "db.t4g.medium"\n}',
      good: 'resource "aws_db_instance" "shop" {\n  engine         = "postgres"\n  instance_class = "db.m7g.large"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html',
      'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html',
    ],
  },
  controls: { wellArchitected: ['PERF', 'COST'] },
  needs: ['rds.instances', 'cloudwatch.databaseMetrics'],
  subjects: ({ rds }) => rds.instances,
  judge: (db, { cloudwatch }) => {
    const metrics = cloudwatch.databaseMetrics.filter(({ ref }) => ref.id === db.ref.id);
    const trouble = troubles(db, metrics);
    const kind = classOf(db);
    const evidence = [
      seen('DBInstanceClass', db.DBInstanceClass, 'rds:DescribeDBInstances'),
      seen('CPUUtilization p95, 7 days', highest(metrics, 'CPUUtilization'), CALL),
      seen('lowest CPUCreditBalance, 7 days', lowest(metrics, 'CPUCreditBalance'), CALL),
      seen('CPUSurplusCreditsCharged, 7 days', sum(metrics, 'CPUSurplusCreditsCharged'), CALL),
    ];
    const what = `${db.Engine} instance ${db.DBInstanceIdentifier} (${db.DBInstanceClass})`;
    if (trouble.length === 0 && kind === undefined) return pass(`${what} has a steady CPU with room`, { evidence });
    const severity: Severity = trouble.length > 0 ? 'medium' : 'low';
    const message =
      trouble.length > 0
        ? `${what} is short of CPU: ${list(trouble)} in the last 7 days; it slows down when visitors come, choose a larger class`
        : `${what} is ${kind}: on the busiest day its CPU is cut or charged; choose a class of the m or r family for production`;
    return fail(message, { severity, evidence, fix: enlarge(db, trouble.length > 0) });
  },
});

function classOf({ DBInstanceClass }: DbInstance): string | undefined {
  if (/^db\.(t2|m3|m4|r3|r4)\./.test(DBInstanceClass)) return 'of a previous generation';
  return DBInstanceClass.startsWith('db.t') ? 'burstable' : undefined;
}

function values(metrics: readonly Series[], name: string, stat?: string): readonly number[] {
  return metrics
    .filter((one) => one.MetricName === name && (stat === undefined || one.Stat === stat))
    .flatMap(({ Values }) => Values);
}

function highest(metrics: readonly Series[], name: string): number | undefined {
  const all = values(metrics, name);
  return all.length === 0 ? undefined : Math.max(...all);
}

function lowest(metrics: readonly Series[], name: string): number | undefined {
  const all = values(metrics, name, 'Minimum');
  return all.length === 0 ? undefined : Math.min(...all);
}

function sum(metrics: readonly Series[], name: string): number | undefined {
  const all = values(metrics, name);
  return all.length === 0 ? undefined : all.reduce((total, value) => total + value, 0);
}

function troubles({ DBInstanceClass }: DbInstance, metrics: readonly Series[]): readonly string[] {
  const busy = percentile95(values(metrics, 'CPUUtilization', 'p95'));
  const balance = lowest(metrics, 'CPUCreditBalance');
  const most = highest(metrics, 'CPUCreditBalance');
  const charged = sum(metrics, 'CPUSurplusCreditsCharged') ?? 0;
  const burstable = DBInstanceClass.startsWith('db.t');
  return [
    ...(burstable && balance !== undefined && most !== undefined && balance < most * LOW_CREDITS
      ? [`its CPU credits fell to ${Math.round(balance)} of ${Math.round(most)}`]
      : []),
    ...(burstable && charged > 0 ? ['surplus credits were charged'] : []),
    ...(busy !== undefined && busy > BUSY ? [`its CPU was at ${Math.round(busy)} % (95th percentile)`] : []),
  ];
}

/** One hour of load does not make a busy week: the 95th percentile of the series' own percentiles. */
function percentile95(all: readonly number[]): number | undefined {
  return all.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(all.length * 0.95) - 1)];
}

const SIZES = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge'];

/**
 * A steady class of the same size, or the next size where the CPU is short: of the instance's own family, unless that is
 * burstable or of a previous generation. Graviton has no Oracle and no SQL Server.
 */
function steadyClass({ DBInstanceClass, Engine }: DbInstance, short: boolean): string {
  const [, family = '', size = ''] = DBInstanceClass.split('.');
  const current = /^(oracle|sqlserver)/.test(Engine) ? '6i' : '7g';
  const steady = /^(t\d|m[34]$|r[34]$)/.test(family) ? `${family.startsWith('r') ? 'r' : 'm'}${current}` : family;
  const at = SIZES.indexOf(size);
  const grown = SIZES[at + 1] ?? size;
  return `db.${steady}.${at < 0 ? 'large' : short ? grown : size}`;
}

/** Aurora Serverless has no size but a range of capacity, which its cluster holds. */
function widen({ DBInstanceIdentifier, DBClusterIdentifier, ref }: DbInstance) {
  const range = { 'serverless-v2-scaling-configuration': 'MinCapacity=2,MaxCapacity=32' };
  return fix(
    `Let ${DBInstanceIdentifier} grow further`,
    text(
      'No downtime. Take twice the MaxCapacity that aws rds describe-db-clusters shows today (ServerlessV2ScalingConfiguration), in place of 32.',
    ),
    cli('rds modify-db-cluster', { 'db-cluster-identifier': DBClusterIdentifier, ...range }, ref.region),
    terraform('aws_rds_cluster: serverlessv2_scaling_configuration { max_capacity }'),
  );
}

function enlarge(db: DbInstance, short: boolean) {
  if (db.DBInstanceClass === 'db.serverless') return widen(db);
  const { DBInstanceIdentifier, ref } = db;
  const target = steadyClass(db, short);
  const options = {
    'db-instance-identifier': DBInstanceIdentifier,
    'db-instance-class': target,
    'apply-immediately': true,
  } as const;
  return fix(
    `Give ${DBInstanceIdentifier} a larger class`,
    text(
      'A change of class is an outage of some minutes, with Multi-AZ of a failover (about a minute). Not every version of an engine runs on every class: aws rds describe-orderable-db-instance-options lists those that fit. Leave --apply-immediately out to do it in the maintenance window.',
    ),
    cli('rds modify-db-instance', options, ref.region),
    terraform(`aws_db_instance: instance_class = "${target}"`),
  );
}
