import type { DbCluster, DbClusterSnapshot, DbInstance, DbSnapshot } from '../model/aws/index.ts';
import type { SubjectRef } from '../model/index.ts';

/** The snapshots of these databases: who restores one has the database. Names are unique in an account and region only. */
export function snapshotsOf(
  databases: readonly (DbInstance | DbCluster)[],
  snapshots: readonly (DbSnapshot | DbClusterSnapshot)[],
): readonly string[] {
  const owners = new Set(databases.map((database) => key(nameOf(database), database.ref)));
  return snapshots.filter((one) => owners.has(key(sourceOf(one), one.ref))).map(({ ref }) => ref.id);
}

function nameOf(database: DbInstance | DbCluster): string {
  return 'DBInstanceArn' in database
    ? `instance ${database.DBInstanceIdentifier}`
    : `cluster ${database.DBClusterIdentifier}`;
}

function sourceOf(snapshot: DbSnapshot | DbClusterSnapshot): string {
  return 'DBSnapshotArn' in snapshot
    ? `instance ${snapshot.DBInstanceIdentifier ?? ''}`
    : `cluster ${snapshot.DBClusterIdentifier ?? ''}`;
}

function key(name: string, { account, region }: SubjectRef): string {
  return [account, region, name].join(' ');
}
