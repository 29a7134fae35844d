import rule from '../../rules/databases/sqlite-in-production.ts';
import { collected } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied, liveSettings, service } from '../build/deployment.ts';
import { value } from '../build/settings.ts';

const live = (databases: Parameters<typeof liveSettings>[0]) => ({
  given: { deployment: { services: [service({ settings: collected(liveSettings(databases)) })] } },
});
const POSTGRES = { ENGINE: 'django.db.backends.postgresql', HOST: 'db', NAME: 'shop' };
const SQLITE = { ENGINE: 'django.db.backends.sqlite3', NAME: '/app/db.sqlite3' };
const FAILS =
  'ECS service shop-web keeps its data in SQLite on its own disk: the next deployment starts with an empty database';

testRule(rule, {
  pass: { PostgreSQL: live({ DATABASES: { default: POSTGRES } }) },
  fail: {
    SQLite: { ...live({ DATABASES: { default: SQLITE } }), reports: [FAILS], severities: ['critical'] },
    'one alias of two': { ...live({ DATABASES: { default: POSTGRES, cache: SQLITE } }), reports: [FAILS] },
    'the engine of GeoDjango': {
      ...live({ DATABASES: { default: { ENGINE: 'django.contrib.gis.db.backends.spatialite', NAME: 'x' } } }),
      reports: [FAILS],
    },
  },
  unknown: {
    'a database that comes from a secret': {
      ...live({ DATABASES: { default: { $unknown: 'DATABASE_URL is a secret' } } }),
      reasons: ['DATABASES of ECS service shop-web could not be computed'],
    },
    'either, by a variable that is not known': {
      ...live({
        DATABASES: value({
          status: 'oneOf',
          values: [
            { when: 'USE_SQLITE is set', byDefault: false, value: { status: 'known', value: { default: SQLITE } } },
            {
              when: 'USE_SQLITE is not set',
              byDefault: true,
              value: { status: 'known', value: { default: POSTGRES } },
            },
          ],
        }),
      }),
      reasons: ['DATABASES of ECS service shop-web could not be computed'],
    },
    'the task definition was denied': {
      given: { deployment: { services: [service({ settings: denied })] } },
      reasons: ['the settings of ECS service shop-web could not be evaluated: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: { 'nothing live runs the repository': { given: { deployment: { services: [] } } } },
});
