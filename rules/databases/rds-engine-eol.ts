import type { AwsItem } from '../../src/model/aws/index.ts';
import { defineRule, type Evidence, fail, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { type Database, databases, terraformType } from '../shared/rds.ts';
import { day, daysUntil } from '../shared/time.ts';

type MajorVersion = AwsItem<'rds.majorEngineVersions'>;

const CALL = 'rds:DescribeDBMajorEngineVersions';

export default defineRule({
  id: 'rds-engine-eol',
  topic: 'databases/rds',
  severity: 'high',
  docs: {
    title: 'Run a database version in standard support',
    why: 'After standard support AWS charges each vCPU hour for Extended Support, several times the price after the second year; after that (or at once, without it) there are no security fixes and AWS upgrades the database when it likes.',
    how: 'AWS is asked for the lifecycle of the major version. High when standard and extended support are over (or there is no extended support), medium while Extended Support runs or AWS is about to upgrade, low in the last 180 days of standard support.',
    fix: 'Upgrade by a blue/green deployment: a copy is upgraded and tested, the switch takes about a minute.',
    silent: ['minor versions', 'a version that AWS does not list is unknown, never a finding'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "shop" {\n  engine         = "postgres"\n  engine_version = "12.22" # standard support ended on 2025-02-28\n}',
      good: 'resource "aws_db_instance" "shop" {\n  engine         = "postgres"\n  engine_version = "17.6"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBMajorEngineVersions.html',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html',
    ],
  },
  controls: { wellArchitected: ['SEC06', 'COST'], soc2: ['CC7.1'], cwe: ['1104'], owaspTop10_2021: ['A06'] },
  needs: ['rds.instances', 'rds.clusters', 'rds.majorEngineVersions'],
  options: {
    noticeDays: {
      type: 'integer',
      default: 180,
      minimum: 0,
      stricter: 'higher',
      describe: 'Days before the end of standard support from which on it is a finding',
    },
  },
  subjects: ({ rds }) => databases(rds),
  judge: (db, { rds }, { today, options: { noticeDays } }) => {
    const major = majorOf(db, rds.majorEngineVersions);
    const standard = major && endOf(major, 'open-source-rds-standard-support');
    const extended = major && endOf(major, 'open-source-rds-extended-support');
    const evidence = [
      seen('EngineVersion', db.version, db.call),
      seen('end of standard support', standard && day(standard), CALL),
      seen('end of extended support', extended && day(extended), CALL),
    ];
    if (standard === undefined)
      return unknown(`AWS gives no end of support of ${db.engine} ${db.version}`, { evidence });
    return judgeEnd(db, { standard, extended, today, evidence, noticeDays });
  },
});

interface Lifecycle {
  readonly standard: Date;
  readonly extended: Date | undefined;
  readonly today: string;
  readonly noticeDays: number;
  readonly evidence: readonly Evidence[];
}

/** `16.4` is of 16, `8.0.39` of 8.0, `8.0.mysql_aurora.3.05.2` of 8.0: the longest that fits. */
function majorOf(db: Database, versions: readonly MajorVersion[]): MajorVersion | undefined {
  return versions
    .filter(
      ({ Engine, MajorEngineVersion }) =>
        Engine === db.engine && (db.version === MajorEngineVersion || db.version.startsWith(`${MajorEngineVersion}.`)),
    )
    .sort((a, b) => b.MajorEngineVersion.length - a.MajorEngineVersion.length)[0];
}

function endOf({ SupportedEngineLifecycles }: MajorVersion, name: string): Date | undefined {
  return SupportedEngineLifecycles?.find(({ LifecycleSupportName }) => LifecycleSupportName === name)
    ?.LifecycleSupportEndDate;
}

function judgeEnd(db: Database, { standard, extended, today, evidence, noticeDays }: Lifecycle) {
  const left = daysUntil(standard, today);
  const version = `${db.what} (${db.version})`;
  const details = { evidence, fix: upgrade(db) };
  if (left >= noticeDays) return pass(`${version} is in standard support until ${day(standard)}`, { evidence });
  if (left >= 0)
    return fail(
      `${version} leaves standard support on ${day(standard)}, in ${left} days: plan the upgrade, Extended Support costs extra`,
      {
        ...details,
        severity: 'low',
      },
    );
  if (extended === undefined || daysUntil(extended, today) < 0)
    return fail(
      `${version} is out of support since ${day(extended ?? standard)}: it gets no security fixes and AWS may upgrade it at any time; upgrade now`,
      {
        ...details,
        severity: 'high',
      },
    );
  if (db.raw.EngineLifecycleSupport === 'open-source-rds-extended-support-disabled')
    return fail(
      `${version} left standard support on ${day(standard)} and Extended Support is off: AWS upgrades it in a maintenance window, tested or not; upgrade it yourself first`,
      {
        ...details,
        severity: 'medium',
      },
    );
  return fail(
    `${version} left standard support on ${day(standard)}: every vCPU hour is charged for Extended Support until ${day(extended)}; upgrade`,
    {
      ...details,
      severity: 'medium',
    },
  );
}

function upgrade(db: Database) {
  return fix(
    `Upgrade ${db.name} by a blue/green deployment`,
    text(
      'A copy is made and upgraded beside the database; test it, then switch over: about a minute of downtime for writes. NEW_VERSION is one of those that the first command lists; a parameter group of its family is needed (--target-db-parameter-group-name), and Django must support it.',
    ),
    cli(
      'rds describe-db-engine-versions',
      {
        engine: db.engine,
        'engine-version': db.version,
        query: 'DBEngineVersions[].ValidUpgradeTarget[].EngineVersion',
      },
      db.ref.region,
    ),
    cli(
      'rds create-blue-green-deployment',
      { 'blue-green-deployment-name': `${db.name}-upgrade`, source: db.arn, 'target-engine-version': 'NEW_VERSION' },
      db.ref.region,
    ),
    terraform(
      `${terraformType(db)}: engine_version, with blue_green_update { enabled = true } where the engine has it`,
    ),
  );
}
