import rule from '../../rules/databases/rds-single-az.ts';
import { testRule } from '../../src/testing/index.ts';
import { clusterMember, dbCluster, dbInstance } from '../build/rds.ts';

const rds = (instances: ReturnType<typeof dbInstance>[], clusters: ReturnType<typeof dbCluster>[] = []) => ({
  given: { rds: { instances, clusters } },
});

testRule(rule, {
  pass: {
    'a standby in another zone': rds([dbInstance()]),
    'an Aurora cluster whose members say MultiAZ false': rds([clusterMember(1), clusterMember(2)], [dbCluster()]),
    'a Multi-AZ cluster of RDS': rds([], [dbCluster({ Engine: 'postgres', MultiAZ: true, DBClusterMembers: [] })]),
  },
  fail: {
    'one zone': {
      ...rds([dbInstance({ MultiAZ: false })]),
      reports: [
        'postgres instance shop-prod runs in one availability zone: while its host or zone is down the application is too, and its last resort is a restore; add a standby',
      ],
    },
    'an Aurora cluster with a writer only': {
      ...rds([clusterMember(1)], [dbCluster({ DBClusterMembers: [{ DBInstanceIdentifier: 'shop-aurora-1' }] })]),
      reports: [
        'aurora-postgresql cluster shop-aurora has 1 member: when it fails there is nothing to fail over to; add a reader in another zone',
      ],
    },
    'both members in one zone': {
      ...rds([clusterMember(1), clusterMember(2, { AvailabilityZone: 'eu-west-1a' })], [dbCluster()]),
      reports: [
        'aurora-postgresql cluster shop-aurora has all 2 members in the zone eu-west-1a: when it fails there is nothing to fail over to; add a reader in another zone',
      ],
    },
  },
  unknown: {
    'the members were not seen': {
      ...rds([], [dbCluster()]),
      reasons: ['the zones of the members of shop-aurora could not be seen'],
    },
  },
  silent: {
    'a read replica': rds([dbInstance({ MultiAZ: false, ReadReplicaSourceDBInstanceIdentifier: 'shop-main' })]),
    'Aurora Serverless v1': rds([], [dbCluster({ EngineMode: 'serverless', DBClusterMembers: [] })]),
  },
});
