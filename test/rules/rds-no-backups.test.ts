import rule from '../../rules/databases/rds-no-backups.ts';
import { testRule } from '../../src/testing/index.ts';
import { protectedResource } from '../build/backup.ts';
import { dbCluster, dbInstance } from '../build/rds.ts';

const facts = (
  instances: ReturnType<typeof dbInstance>[],
  clusters: ReturnType<typeof dbCluster>[] = [],
  ...protectedArns: string[]
) => ({
  given: { rds: { instances, clusters }, backup: { protectedResources: protectedArns.map(protectedResource) } },
});

const off = dbInstance({ BackupRetentionPeriod: 0, LatestRestorableTime: undefined });

testRule(rule, {
  pass: {
    'automated backups': facts([dbInstance()]),
    'one day is a backup: rds-backup-retention-short speaks': facts([dbInstance({ BackupRetentionPeriod: 1 })]),
    'AWS Backup protects it': facts([off], [], off.DBInstanceArn),
    'an Aurora cluster, which cannot be without': facts([], [dbCluster({ BackupRetentionPeriod: 1 })]),
  },
  fail: {
    'retention 0': {
      ...facts([off]),
      reports: [
        'postgres instance shop-prod has no automated backups (retention 0 days) and AWS Backup does not protect it: what is lost or wrongly deleted cannot be restored; set a retention now',
      ],
      severities: ['critical'],
    },
    'retention 0 beside a restorable time that some emulators give': {
      ...facts([dbInstance({ BackupRetentionPeriod: 0 })]),
      reports: [
        'postgres instance shop-prod has no automated backups (retention 0 days) and AWS Backup does not protect it: what is lost or wrongly deleted cannot be restored; set a retention now',
      ],
    },
    'AWS Backup protects another one whose name begins the same': {
      ...facts([off], [], `${off.DBInstanceArn}-2`),
      reports: [
        'postgres instance shop-prod has no automated backups (retention 0 days) and AWS Backup does not protect it: what is lost or wrongly deleted cannot be restored; set a retention now',
      ],
    },
  },
  unknown: {
    'AWS left the retention out': {
      ...facts([dbInstance({ BackupRetentionPeriod: undefined })]),
      reasons: ['AWS gave no BackupRetentionPeriod of postgres instance shop-prod'],
    },
  },
  silent: {
    'a read replica': facts([
      dbInstance({ BackupRetentionPeriod: 0, ReadReplicaSourceDBInstanceIdentifier: 'shop-main' }),
    ]),
  },
});
