import type { DbClusterSnapshot, DbSnapshot, SnapshotAttributes } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, type Subject, unknown } from '../../src/model/index.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';

/** A manual snapshot of an instance or of a cluster. */
interface Snapshot extends Subject {
  readonly noun: 'db-snapshot' | 'db-cluster-snapshot';
  readonly name: string;
  readonly of: string;
  readonly encrypted: boolean | undefined;
  readonly call: string;
}

export default defineRule({
  id: 'rds-snapshot-public',
  topic: 'databases/backups',
  severity: 'critical',
  docs: {
    title: 'Keep database snapshots private',
    why: 'Whoever has an AWS account can restore a public snapshot and read the whole database; public snapshots are listed in the console of everybody and are searched by robots.',
    how: 'The `restore` attribute of each manual snapshot, of instances and of clusters, must not hold `all`; accounts that are named there pass and are shown. A snapshot that is not encrypted is medium: it can be made public with one call.',
    fix: 'Take `all` away at once and treat the data as leaked: rotate what it held.',
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_snapshot" "before_upgrade" {\n  db_instance_identifier = aws_db_instance.shop.identifier\n  db_snapshot_identifier = "shop-before-upgrade"\n  shared_accounts        = ["all"]\n}',
      good: 'resource "aws_db_snapshot" "before_upgrade" {\n  db_instance_identifier = aws_db_instance.shop.identifier # storage_encrypted = true\n  db_snapshot_identifier = "shop-before-upgrade"\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-1',
    ],
  },
  controls: {
    awsFsbp: ['RDS.1', 'RDS.4'],
    wellArchitected: ['SEC08'],
    soc2: ['C1.1'],
    cwe: ['668'],
    owaspTop10_2021: ['A01'],
  },
  needs: ['rds.snapshots', 'rds.snapshotAttributes', 'rds.clusterSnapshots', 'rds.clusterSnapshotAttributes'],
  subjects: ({ rds }) => [...rds.snapshots.map(ofInstance), ...rds.clusterSnapshots.map(ofCluster)],
  judge: (snapshot, { rds }) => {
    const attributes = [...rds.snapshotAttributes, ...rds.clusterSnapshotAttributes];
    const shared = attributes.find(({ ref }: SnapshotAttributes) => ref.id === snapshot.ref.id)?.restore;
    const what = `the snapshot ${snapshot.name} of ${snapshot.of}`;
    if (shared === undefined) return unknown(`the attributes of ${what} could not be seen`);
    const evidence = [
      seen('restore', shared, `rds:Describe${snapshot.call}Attributes`),
      seen('encrypted', snapshot.encrypted, `rds:Describe${snapshot.call}s`),
    ];
    if (shared.includes('all'))
      return fail(`${what} is public: every AWS account can restore it and read the whole database; take it back now`, {
        evidence,
        fix: hide(snapshot),
      });
    if (snapshot.encrypted !== true)
      return fail(
        `${what} is not encrypted: one call shares a readable copy with anybody; replace it by an encrypted copy`,
        {
          severity: 'medium',
          evidence,
          fix: encrypt(snapshot),
        },
      );
    const who = shared.length === 0 ? 'nobody else' : `the accounts ${list(shared)}`;
    return pass(`${what} can be restored by ${who}`, { evidence });
  },
});

function ofInstance(one: DbSnapshot): Snapshot {
  return {
    ref: one.ref,
    noun: 'db-snapshot',
    name: one.DBSnapshotIdentifier,
    of: one.DBInstanceIdentifier ?? 'an instance',
    encrypted: one.Encrypted,
    call: 'DBSnapshot',
  };
}

function ofCluster(one: DbClusterSnapshot): Snapshot {
  return {
    ref: one.ref,
    noun: 'db-cluster-snapshot',
    name: one.DBClusterSnapshotIdentifier,
    of: one.DBClusterIdentifier ?? 'a cluster',
    encrypted: one.StorageEncrypted,
    call: 'DBClusterSnapshot',
  };
}

function hide({ noun, name, ref }: Snapshot) {
  const options = { [`${noun}-identifier`]: name, 'attribute-name': 'restore', 'values-to-remove': ['all'] };
  return fix(
    `Make ${name} private`,
    text(
      'Takes effect at once; copies that others made stay theirs. Treat the data as leaked: rotate passwords, tokens and keys that it held.',
    ),
    cli(`rds modify-${noun}-attribute`, options, ref.region),
  );
}

function encrypt({ noun, name, ref }: Snapshot) {
  const copy = {
    [`source-${noun}-identifier`]: name,
    [`target-${noun}-identifier`]: `${name}-encrypted`,
    'kms-key-id': 'alias/aws/rds',
  };
  return fix(
    `Replace ${name} by an encrypted copy`,
    text('No effect on the database. Delete the old snapshot when the copy is available.'),
    cli(`rds copy-${noun}`, copy, ref.region),
    cli(`rds delete-${noun}`, { [`${noun}-identifier`]: name }, ref.region),
  );
}
