import rule from '../../rules/databases/rds-no-storage-autoscaling.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { clusterMember, dbInstance } from '../build/rds.ts';

const rds = (given: Partial<ReturnType<typeof dbInstance>>) => facts(rule, { rds: { instances: [dbInstance(given)] } });
const stuck =
  'postgres instance shop-prod stays at 100 GiB whatever happens: full storage stops the database; give it a limit to grow to';

testRule(rule, {
  pass: {
    'a limit well above': rds({}),
    'exactly the room that AWS advises': rds({ AllocatedStorage: 100, MaxAllocatedStorage: 126 }),
    'a read replica grows too': rds({ ReadReplicaSourceDBInstanceIdentifier: 'shop-main' }),
  },
  fail: {
    'no limit': { ...rds({ MaxAllocatedStorage: undefined }), reports: [stuck], severities: ['medium'] },
    'the limit is the size': { ...rds({ MaxAllocatedStorage: 100 }), reports: [stuck] },
    'hardly any room': {
      ...rds({ MaxAllocatedStorage: 120 }),
      reports: [
        'postgres instance shop-prod may grow from 100 to 120 GiB only, less than the 26 % of room that AWS advises: raise the limit',
      ],
      severities: ['low'],
    },
    'a read replica fills up too': {
      ...rds({ MaxAllocatedStorage: undefined, ReadReplicaSourceDBInstanceIdentifier: 'shop-main' }),
      reports: [stuck],
    },
  },
  unknown: {
    'AWS left the size out': {
      ...rds({ AllocatedStorage: undefined }),
      reasons: ['AWS gave no AllocatedStorage of postgres instance shop-prod'],
    },
  },
  silent: {
    'an Aurora member': facts(rule, { rds: { instances: [clusterMember(1, { MaxAllocatedStorage: undefined })] } }),
    'a member of a Multi-AZ cluster': rds({ DBClusterIdentifier: 'shop', MaxAllocatedStorage: undefined }),
    'magnetic storage': rds({ StorageType: 'standard', MaxAllocatedStorage: undefined }),
  },
});
