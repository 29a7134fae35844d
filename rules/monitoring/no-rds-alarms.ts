import type { AwsItem, DbInstance } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, type Severity } from '../../src/model/index.ts';
import { type AlarmTopic, alarmsOn, alarmTopic } from '../shared/alarms.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { type Database, databases, isAurora } from '../shared/rds.ts';
import { sameScope } from '../shared/scope.ts';

const REST = ['CPUUtilization', 'DatabaseConnections', 'FreeableMemory'] as const;

export default defineRule({
  id: 'no-rds-alarms',
  topic: 'monitoring/cloudwatch',
  severity: 'medium',
  docs: {
    title: 'Be told before the database is full or overloaded',
    why: 'A full disk stops the database, and it announces itself for days; so do connections and memory that run out. Without alarms nobody looks.',
    how: 'For each database the alarms of its region are searched by its dimension (of clusters also by their members): FreeStorageSpace (medium; not for Aurora, whose storage grows), CPUUtilization, DatabaseConnections and FreeableMemory (low). Metric math and SEARCH expressions count. When only a subscription to RDS events is missing it is told as advice; one counts that is switched on and meant for databases of this kind, all of them or this one.',
    fix: 'Put an alarm on each, first on FreeStorageSpace.',
    silent: ['monitoring outside of the account (Datadog, New Relic): accept the finding in djaudit.yml with its name'],
    example: {
      language: 'hcl',
      bad: '# no aws_cloudwatch_metric_alarm has its identifier among the dimensions\nresource "aws_db_instance" "shop" {\n  identifier = "shop"\n  engine     = "postgres"\n}',
      good: '# the same for CPUUtilization, DatabaseConnections and FreeableMemory\nresource "aws_cloudwatch_metric_alarm" "disk" {\n  namespace   = "AWS/RDS"\n  metric_name = "FreeStorageSpace"\n  dimensions  = { DBInstanceIdentifier = aws_db_instance.shop.identifier }\n}\nresource "aws_db_event_subscription" "databases" {\n  sns_topic   = aws_sns_topic.alarms.arn\n  source_type = "db-instance"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-20',
    ],
  },
  controls: { awsFsbp: ['RDS.19', 'RDS.20'], wellArchitected: ['REL06', 'OPS08'], soc2: ['CC7.2'] },
  needs: ['rds.instances', 'rds.clusters', 'cloudwatch.alarms', 'rds.eventSubscriptions'],
  subjects: ({ rds }) => databases(rds),
  judge: (db, { rds, cloudwatch }) => {
    const alarms = cloudwatch.alarms.filter((alarm) => sameScope(alarm, db));
    const wanted = [...(isAurora(db.engine) ? [] : ['FreeStorageSpace']), ...REST];
    const missing = wanted.filter((metric) => !watched(db, metric, alarms, rds.instances));
    const told = rds.eventSubscriptions.some((one) => tells(one, db));
    const evidence = [
      seen('metrics without an alarm', missing, 'cloudwatch:DescribeAlarms'),
      seen('event subscription', told, 'rds:DescribeEventSubscriptions'),
    ];
    const topic = alarmTopic(alarms);
    const details = { evidence, fix: watch(db, missing, topic) };
    if (missing.length > 0) {
      const severity: Severity = missing.includes('FreeStorageSpace') ? 'medium' : 'low';
      const what = severity === 'medium' ? 'a full disk stops it' : 'it gets slow or refuses connections';
      return fail(
        `no alarm watches ${list(missing)} of ${db.what}: ${what} and nobody was told; put an alarm on each`,
        { ...details, severity },
      );
    }
    if (!told)
      return fail(
        `nobody is told of events of ${db.what} (failover, failed backup, low storage): subscribe to RDS events`,
        {
          severity: 'info',
          evidence,
          fix: subscribe(db, topic),
        },
      );
    return pass(`alarms watch ${db.what}`, { evidence });
  },
});

/** A subscription may be for snapshots only, or name other databases. */
function tells(
  { ref, Enabled, Status, SourceType, SourceIdsList }: AwsItem<'rds.eventSubscriptions'>,
  db: Database,
): boolean {
  const meant = SourceType === undefined || SourceType === '' || SourceType === `db-${db.kind}`;
  const named = (SourceIdsList ?? []).length === 0 || SourceIdsList?.includes(db.name) === true;
  return sameScope({ ref }, db) && Enabled !== false && Status !== 'topic-not-exist' && meant && named;
}

function watched(
  db: Database,
  metric: string,
  alarms: readonly AwsItem<'cloudwatch.alarms'>[],
  instances: readonly DbInstance[],
): boolean {
  const members = instances
    .filter(({ DBClusterIdentifier }) => DBClusterIdentifier === db.name)
    .map(({ DBInstanceIdentifier }) => DBInstanceIdentifier);
  const own = db.kind === 'instance' ? [db.name] : members;
  return (
    alarmsOn(alarms, 'AWS/RDS', [metric], ['DBInstanceIdentifier', own]).length > 0 ||
    (db.kind === 'cluster' && alarmsOn(alarms, 'AWS/RDS', [metric], ['DBClusterIdentifier', [db.name]]).length > 0)
  );
}

const THRESHOLDS: Readonly<Record<string, readonly [comparison: string, threshold: number]>> = {
  FreeStorageSpace: ['LessThanThreshold', 10 * 1024 ** 3],
  CPUUtilization: ['GreaterThanThreshold', 80],
  DatabaseConnections: ['GreaterThanThreshold', 80],
  FreeableMemory: ['LessThanThreshold', 256 * 1024 ** 2],
};

function watch(db: Database, metrics: readonly string[], topic: AlarmTopic) {
  const dimension = db.kind === 'instance' ? 'DBInstanceIdentifier' : 'DBClusterIdentifier';
  return fix(
    `Watch ${db.name}`,
    text(
      'No effect on the database. FreeStorageSpace and FreeableMemory are in bytes; choose the number of connections as 80 % of max_connections.',
    ),
    topic.step,
    ...metrics.map((metric) => {
      const [comparison, threshold] = THRESHOLDS[metric] ?? ['GreaterThanThreshold', 80];
      return cli(
        'cloudwatch put-metric-alarm',
        {
          'alarm-name': `${db.name}-${metric}`,
          namespace: 'AWS/RDS',
          'metric-name': metric,
          dimensions: `Name=${dimension},Value=${db.name}`,
          statistic: 'Average',
          period: 300,
          'evaluation-periods': 3,
          threshold,
          'comparison-operator': comparison,
          'alarm-actions': topic.arn,
        },
        db.ref.region,
      );
    }),
    terraform('aws_cloudwatch_metric_alarm: namespace = "AWS/RDS"'),
  );
}

function subscribe(db: Database, topic: AlarmTopic) {
  const options = {
    'subscription-name': 'database-events',
    'sns-topic-arn': topic.arn,
    'source-type': `db-${db.kind}`,
    'event-categories': ['availability', 'failover', 'failure', 'low storage', 'maintenance'],
  };
  return fix(
    'Subscribe to RDS events',
    text('No effect on the database.'),
    topic.step,
    cli('rds create-event-subscription', options, db.ref.region),
    terraform('aws_db_event_subscription: sns_topic, source_type, event_categories'),
  );
}
