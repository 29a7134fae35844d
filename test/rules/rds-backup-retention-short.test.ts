import rule from '../../rules/databases/rds-backup-retention-short.ts';
import { testRule } from '../../src/testing/index.ts';
import { recoveryPoint } from '../build/backup.ts';
import { dbCluster, dbInstance } from '../build/rds.ts';

const facts = (
  instances: ReturnType<typeof dbInstance>[],
  points: ReturnType<typeof recoveryPoint>[] = [],
  clusters: ReturnType<typeof dbCluster>[] = [],
) => ({ given: { rds: { instances, clusters }, backup: { recoveryPoints: points } } });

const short = dbInstance({ BackupRetentionPeriod: 1 });

testRule(rule, {
  pass: {
    'seven days': facts([dbInstance({ BackupRetentionPeriod: 7 })]),
    'AWS Backup keeps older ones': facts([short], [recoveryPoint(short.DBInstanceArn)]),
    'stopped: the restorable time stands still': facts([
      dbInstance({ DBInstanceStatus: 'stopped', LatestRestorableTime: new Date('2026-11-01T00:00:00Z') }),
    ]),
  },
  fail: {
    'one day, which another scanner passes': {
      ...facts([short]),
      reports: [
        'postgres instance shop-prod keeps its automated backups for one day only: what is noticed later cannot be restored; keep at least 7',
      ],
      severities: ['medium'],
    },
    'a cluster with the default of one day': {
      ...facts([], [], [dbCluster({ BackupRetentionPeriod: 1 })]),
      reports: [
        'aurora-postgresql cluster shop-aurora keeps its automated backups for one day only: what is noticed later cannot be restored; keep at least 7',
      ],
    },
    'AWS Backup began yesterday': {
      ...facts([short], [recoveryPoint(short.DBInstanceArn, { CreationDate: new Date('2026-11-24T03:00:00Z') })]),
      reports: [
        'postgres instance shop-prod keeps its automated backups for one day only: what is noticed later cannot be restored; keep at least 7',
      ],
    },
    'backups that fail': {
      ...facts([dbInstance({ LatestRestorableTime: new Date('2026-11-20T10:00:00Z') })]),
      reports: [
        "backups of postgres instance shop-prod are failing: the latest point it can be restored to is 2026-11-20, everything since then would be lost; read the database's events",
      ],
      severities: ['high'],
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
      dbInstance({ BackupRetentionPeriod: 1, ReadReplicaSourceDBInstanceIdentifier: 'shop-main' }),
    ]),
    'no backups at all': facts([dbInstance({ BackupRetentionPeriod: 0 })]),
  },
});
