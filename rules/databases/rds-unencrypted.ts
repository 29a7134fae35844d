import type { DbInstance } from '../../src/model/aws/index.ts';
import { defineRule, type FixStep, fail, pass } from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { type Database, databases, isAurora, terraformType, writerOf } from '../shared/rds.ts';

export default defineRule({
  id: 'rds-unencrypted',
  topic: 'databases/encryption-at-rest',
  severity: 'high',
  docs: {
    title: 'Encrypt database storage at rest',
    why: 'Snapshots, automated backups and read replicas of an unencrypted database are unencrypted too: whoever gets hold of a copied or shared snapshot reads every row.',
    how: '`StorageEncrypted` must be true. Outside of Aurora the API creates databases unencrypted unless it is asked. Of Aurora and Multi-AZ clusters the cluster is judged and its members are not judged again.',
    fix: 'Encryption cannot be switched on in place: copy a snapshot with a key, restore it as a new database, and point DATABASE_URL at it. What is written between the snapshot and the switch is lost, so stop the writers first.',
    silent: ['members of a cluster: the cluster is judged'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_db_instance" "main" {\n  engine = "postgres"\n}',
      good: 'resource "aws_db_instance" "main" {\n  engine            = "postgres"\n  storage_encrypted = true\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-3',
    ],
  },
  controls: {
    cisAws: cis('rds-encrypted'),
    awsFsbp: ['RDS.3', 'RDS.27'],
    wellArchitected: ['SEC08'],
    soc2: ['CC6.1', 'C1.1'],
    cwe: ['311'],
    owaspTop10_2021: ['A02'],
  },
  needs: ['rds.instances', 'rds.clusters'],
  subjects: ({ rds }) => databases(rds),
  judge: (db, { rds }) => {
    const { StorageEncrypted, KmsKeyId } = db.raw;
    const evidence = [seen('StorageEncrypted', StorageEncrypted, db.call), seen('KmsKeyId', KmsKeyId, db.call)];
    if (StorageEncrypted === true) return pass(`${db.what} is encrypted at rest`, { evidence });
    return fail(
      `${db.what} stores its data unencrypted, and so are its backups, snapshots and replicas: restore it from an encrypted copy of a snapshot`,
      { evidence, fix: encrypt(db, rds.instances) },
    );
  },
});

function encrypt(db: Database, instances: readonly DbInstance[]) {
  const snapshot = `${db.name}-plain`;
  const copy = `${db.name}-encrypted`;
  const { region } = db.ref;
  const noun = db.kind === 'cluster' ? 'db-cluster-snapshot' : 'db-snapshot';
  return fix(
    `Replace ${db.name} by an encrypted copy`,
    text(
      'Stop the writers (maintenance page, workers down) before the first command: what is written after the snapshot does not reach the copy. Downtime is the time of the snapshot, the copy and the restore.',
    ),
    cli(`rds create-${noun}`, { [`db-${db.kind}-identifier`]: db.name, [`${noun}-identifier`]: snapshot }, region),
    cli(`rds wait ${noun}-available`, { [`${noun}-identifier`]: snapshot }, region),
    cli(
      `rds copy-${noun}`,
      { [`source-${noun}-identifier`]: snapshot, [`target-${noun}-identifier`]: copy, 'kms-key-id': 'alias/aws/rds' },
      region,
    ),
    cli(`rds wait ${noun}-available`, { [`${noun}-identifier`]: copy }, region),
    ...restore(db, copy, instances),
    text(`Then point DATABASE_URL at ${copy}, and keep ${db.name} until the copy is proved.`),
    terraform(
      `${terraformType(db)}: storage_encrypted = true (this replaces the resource: restore by snapshot_identifier)`,
    ),
  );
}

/** What is not named is taken from the defaults of the account, and the copy stands in the wrong network. */
function restore(db: Database, copy: string, instances: readonly DbInstance[]): readonly FixStep[] {
  const { raw, ref, engine } = db;
  const groups = (raw.VpcSecurityGroups ?? []).flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []);
  const network = { 'vpc-security-group-ids': groups.length === 0 ? undefined : groups };
  if ('DBInstanceArn' in raw) {
    const options = {
      'db-instance-identifier': copy,
      'db-snapshot-identifier': copy,
      'db-subnet-group-name': raw.DBSubnetGroup?.DBSubnetGroupName,
      'db-parameter-group-name': raw.DBParameterGroups?.[0]?.DBParameterGroupName,
      ...network,
      'multi-az': raw.MultiAZ === true ? true : undefined,
      'no-publicly-accessible': true,
    } as const;
    return [cli('rds restore-db-instance-from-db-snapshot', options, ref.region)];
  }
  const cluster = {
    'db-cluster-identifier': copy,
    'snapshot-identifier': copy,
    engine,
    'db-subnet-group-name': raw.DBSubnetGroup,
    'db-cluster-parameter-group-name': raw.DBClusterParameterGroup,
    'db-cluster-instance-class': isAurora(engine) ? undefined : raw.DBClusterInstanceClass,
    ...network,
  };
  const member = {
    'db-cluster-identifier': copy,
    'db-instance-identifier': `${copy}-1`,
    engine,
    'db-instance-class': writerOf(raw, instances)?.DBInstanceClass ?? 'db.r7g.large',
  };
  const restored = cli('rds restore-db-cluster-from-snapshot', cluster, ref.region);
  if (!isAurora(engine)) return [restored];
  return [
    restored,
    text('A restored Aurora cluster has no instance yet.'),
    cli('rds create-db-instance', member, ref.region),
  ];
}
