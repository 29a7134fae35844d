import rule from '../../rules/databases/pool-misconfigured.ts';
import type { Json } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { dependencies, resolved } from '../build/repository.ts';
import { settings } from '../build/settings.ts';

const given = (
  more: Readonly<Record<string, Json>>,
  packages: readonly string[],
  django = '5.2',
  pool: Json = true,
) => ({
  given: {
    repository: {
      settings: settings(
        { DATABASES: { default: { ENGINE: 'django.db.backends.postgresql', OPTIONS: { pool }, ...more } } },
        { django },
      ),
      dependencies: dependencies(packages.map((name) => resolved(name, '3.2'))),
    },
  },
});
const WRONG = 'the pool of database default cannot work:';

testRule(rule, {
  pass: { 'psycopg with its pool': given({}, ['psycopg', 'psycopg-pool']) },
  fail: {
    'persistent connections too': {
      ...given({ CONN_MAX_AGE: 60 }, ['psycopg', 'psycopg-pool']),
      reports: [`${WRONG} it does not support persistent connections, and CONN_MAX_AGE is not 0`],
    },
    'an old Django': { ...given({}, ['psycopg', 'psycopg-pool'], '4.2'), reports: [`${WRONG} Django 4.2 has no pool`] },
    'the old driver': {
      ...given({}, ['psycopg2-binary']),
      reports: [`${WRONG} it needs psycopg 3, and psycopg2 is installed`],
    },
    'no pool package': { ...given({}, ['psycopg']), reports: [`${WRONG} psycopg-pool is not installed`] },
  },
  unknown: {
    'from the environment': {
      ...given({}, [], '5.2', { $unknown: 'env POOL' }),
      reasons: ['whether database default has a pool could not be computed'],
    },
  },
  silent: { 'no pool': given({ OPTIONS: {} }, []), 'switched off': given({}, [], '5.2', false) },
});
