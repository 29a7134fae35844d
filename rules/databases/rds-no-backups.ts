import type { AwsItem } from '../../src/model/aws/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';
import { type Database, databases, modify, replicaOf, terraformType } from '../shared/rds.ts';

export default defineRule({
  id: 'rds-no-backups',
  topic: 'databases/backups',
  severity: 'critical',
  docs: {
    title: 'Switch on automated backups',
    why: 'With a retention of 0 days there are no automated backups and no point-in-time recovery: after a wrong migration, a bug or a lost volume the data is gone.',
    how: '`BackupRetentionPeriod` must be above 0, or AWS Backup must protect the database (its ARN is among the protected resources). A restore point that AWS still names does not count: the retention is judged.',
    fix: 'Set a retention. Going from 0 to a positive number may interrupt a single-AZ instance for the first backup; do it in a quiet hour.',
    silent: ['read replicas: their source is judged', 'members of a cluster: the cluster is judged'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "shop" {\n  engine                  = "postgres"\n  backup_retention_period = 0\n}',
      good: 'resource "aws_db_instance" "shop" {\n  engine                  = "postgres"\n  backup_retention_period = 14\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11',
    ],
  },
  controls: { awsFsbp: ['RDS.11', 'RDS.26'], wellArchitected: ['REL09'], soc2: ['A1.2'] },
  needs: ['rds.instances', 'rds.clusters', 'backup.protectedResources'],
  subjects: ({ rds }) => databases(rds),
  judge: (db, { backup }) => {
    const source = replicaOf(db.raw);
    if (source !== undefined) return notApplicable(`${db.name} is a read replica of ${source}, which is judged`);
    const days = db.raw.BackupRetentionPeriod;
    const evidence = [seen('BackupRetentionPeriod', days, db.call)];
    if (days === undefined) return unknown(`AWS gave no BackupRetentionPeriod of ${db.what}`, { evidence });
    if (days > 0) return pass(`${db.what} keeps automated backups for ${days} days`, { evidence });
    const plan = protectedBy(db, backup.protectedResources);
    if (plan !== undefined) return pass(`AWS Backup protects ${db.what}`, { evidence: [...evidence, plan] });
    return fail(
      `${db.what} has no automated backups (retention 0 days) and AWS Backup does not protect it: what is lost or wrongly deleted cannot be restored; set a retention now`,
      { evidence, fix: keepBackups(db) },
    );
  },
});

function protectedBy(db: Database, resources: readonly AwsItem<'backup.protectedResources'>[]) {
  const found = resources.find(({ ResourceArn }) => ResourceArn === db.arn);
  return found && seen('LastBackupTime', found.LastBackupTime, 'backup:ListProtectedResources');
}

function keepBackups(db: Database) {
  return fix(
    `Keep automated backups of ${db.name} for 14 days`,
    text(
      'The change from 0 takes a first backup at once: I/O of a single-AZ instance may stop for seconds to minutes. Read replicas and the parameter group stay as they are.',
    ),
    modify(db, { 'backup-retention-period': 14 }),
    terraform(`${terraformType(db)}: backup_retention_period = 14`),
  );
}
