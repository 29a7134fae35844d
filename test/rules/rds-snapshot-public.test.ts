import rule from '../../rules/databases/rds-snapshot-public.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { dbClusterSnapshot, dbSnapshot, snapshotAttributes } from '../build/rds.ts';

const snapshot = (given: Partial<ReturnType<typeof dbSnapshot>>, ...restore: string[]) =>
  facts(rule, {
    rds: { snapshots: [dbSnapshot(given)], snapshotAttributes: [snapshotAttributes(dbSnapshot(given), ...restore)] },
  });

testRule(rule, {
  pass: {
    'nobody else': snapshot({}),
    'an account of ours': snapshot({}, '210987654321'),
  },
  fail: {
    public: {
      ...snapshot({}, '210987654321', 'all'),
      reports: [
        'the snapshot before-migration of shop-prod is public: every AWS account can restore it and read the whole database; take it back now',
      ],
      severities: ['critical'],
    },
    'a public cluster snapshot': {
      ...facts(rule, {
        rds: {
          clusterSnapshots: [dbClusterSnapshot()],
          clusterSnapshotAttributes: [snapshotAttributes(dbClusterSnapshot(), 'all')],
        },
      }),
      reports: [
        'the snapshot aurora-before-migration of shop-aurora is public: every AWS account can restore it and read the whole database; take it back now',
      ],
    },
    'not encrypted': {
      ...snapshot({ Encrypted: false }),
      reports: [
        'the snapshot before-migration of shop-prod is not encrypted: one call shares a readable copy with anybody; replace it by an encrypted copy',
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'its attributes were refused': {
      ...facts(rule, { rds: { snapshots: [dbSnapshot()] } }),
      reasons: ['the attributes of the snapshot before-migration of shop-prod could not be seen'],
    },
  },
});
