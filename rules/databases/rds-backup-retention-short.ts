import type { AwsItem } from '../../src/model/aws/index.ts';
import { defineRule, type Evidence, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { type Database, databases, modify, replicaOf, terraformType } from '../shared/rds.ts';
import { day, daysSince } from '../shared/time.ts';

export default defineRule({
  id: 'rds-backup-retention-short',
  topic: 'databases/backups',
  severity: 'medium',
  docs: {
    title: 'Keep database backups for at least a week',
    why: 'A wrong migration or a quiet corruption is often noticed after days. The API keeps backups for 1 day unless it is asked for more: on Monday nothing is left of Friday.',
    how: 'A `BackupRetentionPeriod` of 1 to 6 days fails, unless AWS Backup holds a completed recovery point that is 7 days old or older. High when backups are kept but do not happen: the latest restorable time of an available database lies more than a day before the day of the scan.',
    fix: 'Set 14 to 35 days; it takes effect without downtime.',
    silent: [
      'a retention of 0: rds-no-backups says so',
      'read replicas, and databases that are stopped or being changed (their latest restorable time stands still)',
    ],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "shop" {\n  engine                  = "postgres"\n  backup_retention_period = 1\n}',
      good: 'resource "aws_db_instance" "shop" {\n  engine                  = "postgres"\n  backup_retention_period = 14\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11',
    ],
  },
  controls: { awsFsbp: ['RDS.11'], wellArchitected: ['REL09'], soc2: ['A1.2'] },
  needs: ['rds.instances', 'rds.clusters', 'backup.recoveryPoints'],
  options: {
    minimumDays: {
      type: 'integer',
      default: 7,
      minimum: 1,
      maximum: 35,
      stricter: 'higher',
      describe: 'Days for which backups must be kept',
    },
  },
  subjects: ({ rds }) => databases(rds),
  judge: (db, { backup }, { today, options: { minimumDays } }) => {
    const source = replicaOf(db.raw);
    if (source !== undefined) return notApplicable(`${db.name} is a read replica of ${source}, which is judged`);
    const days = db.raw.BackupRetentionPeriod;
    const latest = db.raw.LatestRestorableTime;
    const evidence = [
      seen('BackupRetentionPeriod', days, db.call),
      seen('LatestRestorableTime', latest, db.call),
    ] as const;
    if (days === undefined) return unknown(`AWS gave no BackupRetentionPeriod of ${db.what}`, { evidence });
    if (days === 0) return notApplicable('no automated backups at all: rds-no-backups says so', { evidence });
    if (latest !== undefined && statusOf(db) === 'available' && daysSince(latest, today) >= 1)
      return failing(db, latest, evidence);
    if (days >= minimumDays) return pass(`${db.what} keeps automated backups for ${days} days`, { evidence });
    const old = oldEnough(db, backup.recoveryPoints, today, minimumDays);
    if (old !== undefined)
      return pass(`AWS Backup keeps older backups of ${db.what}`, { evidence: [...evidence, old] });
    return fail(
      `${db.what} keeps its automated backups for ${days === 1 ? 'one day' : `${days} days`} only: what is noticed later cannot be restored; keep at least ${minimumDays}`,
      { evidence, fix: keepLonger(db, Math.max(14, minimumDays)) },
    );
  },
});

function statusOf({ raw }: Database): string | undefined {
  return 'DBInstanceArn' in raw ? raw.DBInstanceStatus : raw.Status;
}

function failing(db: Database, latest: Date, evidence: readonly Evidence[]) {
  return fail(
    `backups of ${db.what} are failing: the latest point it can be restored to is ${day(latest)}, everything since then would be lost; read the database's events`,
    {
      severity: 'high',
      evidence,
      fix: fix(
        `Find out why ${db.name} is not backed up`,
        text(
          'Reading has no effect on the database. Storage that is full, a storage engine without recovery (MyISAM), or a lost KMS key stop backups. The events of the last two weeks say which.',
        ),
        cli(
          'rds describe-events',
          { 'source-identifier': db.name, 'source-type': `db-${db.kind}`, duration: 20_160 },
          db.ref.region,
        ),
      ),
    },
  );
}

function oldEnough(
  db: Database,
  points: readonly AwsItem<'backup.recoveryPoints'>[],
  today: string,
  days: number,
): Evidence | undefined {
  const found = points.find(
    ({ ResourceArn, Status, CreationDate }) =>
      ResourceArn === db.arn &&
      Status === 'COMPLETED' &&
      CreationDate !== undefined &&
      daysSince(CreationDate, today) >= days,
  );
  return found && seen('recovery point', found.CreationDate, 'backup:ListRecoveryPointsByResource');
}

function keepLonger(db: Database, days: number) {
  return fix(
    `Keep backups of ${db.name} for ${days} days`,
    text('No downtime. Backup storage up to the size of the database costs nothing.'),
    modify(db, { 'backup-retention-period': days }),
    terraform(`${terraformType(db)}: backup_retention_period = ${days}`),
  );
}
