import rule from '../../rules/databases/rds-unencrypted.ts';
import { testRule } from '../../src/testing/index.ts';
import { clusterMember, dbCluster, dbInstance } from '../build/rds.ts';

const rds = (instances: ReturnType<typeof dbInstance>[], clusters: ReturnType<typeof dbCluster>[] = []) => ({
  given: { rds: { instances, clusters } },
});

testRule(rule, {
  pass: {
    'an encrypted instance': rds([dbInstance()]),
    'an encrypted cluster': rds([], [dbCluster()]),
    'a member whose own field is unset: the cluster is encrypted': rds(
      [clusterMember(1, { StorageEncrypted: undefined })],
      [dbCluster()],
    ),
  },
  fail: {
    'one of two is plain': {
      ...rds([dbInstance(), dbInstance({ DBInstanceIdentifier: 'reports', StorageEncrypted: false })]),
      reports: [
        'postgres instance reports stores its data unencrypted, and so are its backups, snapshots and replicas: restore it from an encrypted copy of a snapshot',
      ],
    },
    'the API left the member out': {
      ...rds([dbInstance({ StorageEncrypted: undefined })]),
      reports: [
        'postgres instance shop-prod stores its data unencrypted, and so are its backups, snapshots and replicas: restore it from an encrypted copy of a snapshot',
      ],
    },
    'a plain cluster is one finding, not one for each member': {
      ...rds(
        [clusterMember(1, { StorageEncrypted: false }), clusterMember(2, { StorageEncrypted: false })],
        [dbCluster({ StorageEncrypted: false })],
      ),
      reports: [
        'aurora-postgresql cluster shop-aurora stores its data unencrypted, and so are its backups, snapshots and replicas: restore it from an encrypted copy of a snapshot',
      ],
    },
  },
  silent: { 'no database at all': rds([]) },
});
