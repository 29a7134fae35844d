import rule from '../../rules/comparison/staging-database-differs.ts';
import { collected } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { databaseLink, denied } from '../build/deployment.ts';
import { ALONE, compared } from '../build/environments.ts';
import { dbInstance } from '../build/rds.ts';

const on = (name: string, Engine: string, EngineVersion: string) => ({
  databases: collected([databaseLink(dbInstance({ DBInstanceIdentifier: name, Engine, EngineVersion }))]),
});
const production = on('shop-prod', 'postgres', '16.4');

testRule(rule, {
  pass: { 'the same major version': compared(production, on('shop-staging', 'postgres', '16.1')) },
  fail: {
    'an older major version': {
      ...compared(production, on('shop-staging', 'postgres', '14.9')),
      reports: [
        'staging runs postgres 14 as default, production postgres 16: what works on the one may fail on the other',
      ],
      severities: ['medium'],
    },
    'a newer one, as before an upgrade': {
      ...compared(production, on('shop-staging', 'postgres', '17.2')),
      reports: [
        'staging runs postgres 17 as default, production postgres 16: what works on the one may fail on the other',
      ],
      severities: ['low'],
    },
    'another engine': {
      ...compared(production, on('shop-staging', 'mysql', '8.4.3')),
      reports: [
        'staging runs mysql 8.4 as default, production postgres 16: what works on the one may fail on the other',
      ],
      severities: ['medium'],
    },
    'one database for both': {
      ...compared(production, production),
      reports: [
        'staging uses production’s database shop-prod (alias default): its migrations and tests run on the customers’ data',
      ],
      severities: ['high'],
    },
  },
  unknown: {
    'the databases were denied': {
      ...compared(production, { databases: denied }),
      reasons: ['the databases of shop-web-staging (staging) could not be told: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: { ...ALONE, 'no database on one side': compared(production, { databases: collected([]) }) },
});
