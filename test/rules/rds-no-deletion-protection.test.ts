import rule from '../../rules/databases/rds-no-deletion-protection.ts';
import { testRule } from '../../src/testing/index.ts';
import { clusterMember, dbCluster, dbInstance } from '../build/rds.ts';

const rds = (instances: ReturnType<typeof dbInstance>[], clusters: ReturnType<typeof dbCluster>[] = []) => ({
  given: { rds: { instances, clusters } },
});

testRule(rule, {
  pass: {
    'a protected instance': rds([dbInstance()]),
    'members of a protected cluster are not protected themselves': rds(
      [clusterMember(1, { DeletionProtection: false })],
      [dbCluster()],
    ),
  },
  fail: {
    unprotected: {
      ...rds([dbInstance({ DeletionProtection: false })]),
      reports: [
        'postgres instance shop-prod has no deletion protection: one wrong command or terraform destroy deletes it with its automated backups; switch it on',
      ],
      severities: ['medium'],
    },
    'made by Elastic Beanstalk': {
      ...rds([
        dbInstance({
          DeletionProtection: false,
          TagList: [{ Key: 'elasticbeanstalk:environment-name', Value: 'shop-prod' }],
        }),
      ]),
      reports: [
        'postgres instance shop-prod has no deletion protection: ending the Elastic Beanstalk environment shop-prod deletes it with its automated backups; switch it on',
      ],
      severities: ['high'],
    },
    'a cluster': {
      ...rds([], [dbCluster({ DeletionProtection: false })]),
      reports: [
        'aurora-postgresql cluster shop-aurora has no deletion protection: one wrong command or terraform destroy deletes it with its automated backups; switch it on',
      ],
    },
  },
});
