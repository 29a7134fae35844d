import rule from '../../rules/databases/django-db-version-unsupported.ts';
import type { DbCluster, DbInstance } from '../../src/model/aws/index.ts';
import { collected, unavailable } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { databaseLink, service } from '../build/deployment.ts';
import { dbCluster, dbInstance } from '../build/rds.ts';
import { dependencies, resolved } from '../build/repository.ts';

const django = (version: string | undefined) => dependencies([resolved('django', version)]);
const uses = (database: DbInstance | DbCluster) => service({ databases: collected([databaseLink(database)]) });
const pair = (version: string | undefined, database: DbInstance | DbCluster) => ({
  given: { repository: { dependencies: django(version) }, deployment: { services: [uses(database)] } },
});

testRule(rule, {
  pass: {
    'a version that is new enough': pair('5.2.17', dbInstance({ EngineVersion: '16.4' })),
    'exactly the minimum': pair('6.1', dbInstance({ EngineVersion: '15.0' })),
    'Aurora MySQL 3 speaks MySQL 8.0': pair(
      '5.2.17',
      dbCluster({ Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.08.0' }),
    ),
  },
  fail: {
    'PostgreSQL 13 and Django 5.2': {
      ...pair('5.2.17', dbInstance({ EngineVersion: '13.15' })),
      reports: [
        'Django 5.2.17 of ECS service shop-web needs postgresql 14 or later, and shop-prod runs 13.15: it refuses to connect',
      ],
      severities: ['high'],
    },
    'MySQL 8.0 and Django 6.1': {
      ...pair('6.1.2', dbInstance({ Engine: 'mysql', EngineVersion: '8.0.39' })),
      reports: [
        'Django 6.1.2 of ECS service shop-web needs mysql 8.4 or later, and shop-prod runs 8.0.39: it refuses to connect',
      ],
    },
    'an Aurora cluster': {
      ...pair('6.1', dbCluster({ EngineVersion: '14.9' })),
      reports: [
        'Django 6.1 of ECS service shop-web needs postgresql 15 or later, and shop-aurora runs 14.9: it refuses to connect',
      ],
    },
  },
  unknown: {
    'Django is not pinned': {
      ...pair(undefined, dbInstance()),
      reasons: ['the repository does not say which Django it installs'],
    },
    'the database is not known': {
      given: {
        repository: { dependencies: django('5.2') },
        deployment: { services: [service({ databases: unavailable('HOST could not be computed') })] },
      },
      reasons: ['the databases of ECS service shop-web could not be told: HOST could not be computed'],
    },
  },
  silent: {
    'a series that is not in the table': pair('7.0', dbInstance({ EngineVersion: '13.1' })),
    'an engine that is none of Django’s own': pair('5.2', dbInstance({ Engine: 'oracle-ee', EngineVersion: '19' })),
  },
});
