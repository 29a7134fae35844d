import rule from '../../rules/databases/django-db-no-tls.ts';
import type { Json } from '../../src/model/index.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { process } from '../build/process.ts';
import { text, variable } from '../build/repository.ts';
import { settings, value } from '../build/settings.ts';

const POSTGRES = { ENGINE: 'django.db.backends.postgresql', NAME: 'shop', HOST: { $unknown: 'env DB_HOST' } };
const given = (databases: Json, processes: readonly AppProcess[] = []) => ({
  given: { repository: { settings: settings({ DATABASES: databases }), processes } },
});
const postgres = (options: Json) => given({ default: { ...POSTGRES, OPTIONS: options } });

testRule(rule, {
  pass: {
    verified: postgres({ sslmode: 'verify-full' }),
    'encrypted only': postgres({ sslmode: 'require' }),
    'by a variable of the image': given({ default: POSTGRES }, [
      process({ environment: [variable('PGSSLMODE', text('require'))] }),
    ]),
    'MySQL with an authority': given({
      default: { ENGINE: 'django.db.backends.mysql', HOST: 'db', OPTIONS: { ssl: { ca: '/x' } } },
    }),
  },
  fail: {
    'nothing said': {
      ...given({ default: POSTGRES }),
      reports: ['database default does not ask for TLS: libpq falls back to clear text and never verifies the server'],
      severities: ['medium'],
    },
    'switched off, in the second alias': {
      ...given({
        default: { ...POSTGRES, OPTIONS: { sslmode: 'require' } },
        reports: { ...POSTGRES, ENGINE: 'psqlextra.backend', OPTIONS: { sslmode: 'disable' } },
      }),
      reports: ['database reports has sslmode=disable: passwords and rows cross the network in clear text'],
      severities: ['high'],
    },
    'MySQL without': {
      ...given({ default: { ENGINE: 'django.db.backends.mysql', HOST: 'db.example.com', NAME: 'shop' } }),
      reports: ['database default does not ask for TLS'],
      severities: ['medium'],
    },
  },
  unknown: {
    'a URL of the environment': {
      given: {
        repository: {
          settings: settings({
            DATABASES: value({ status: 'known', value: { default: { $unknown: 'env DATABASE_URL' } } }),
          }),
          processes: [],
        },
      },
      reasons: ['the sslmode of database default is not in the repository: the URL in the environment decides'],
    },
    'options that could not be computed': {
      ...given({ default: { ...POSTGRES, OPTIONS: { $unknown: 'env DATABASE_URL' } } }),
      reasons: ['the sslmode of database default is not in the repository: the URL in the environment decides'],
    },
  },
  silent: {
    SQLite: given({ default: { ENGINE: 'django.db.backends.sqlite3', NAME: 'db.sqlite3' } }),
    'the same machine': given({ default: { ...POSTGRES, HOST: 'localhost' } }),
  },
});
