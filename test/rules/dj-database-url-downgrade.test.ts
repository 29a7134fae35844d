import rule from '../../rules/databases/dj-database-url-downgrade.ts';
import type { Json } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { call, known, settings } from '../build/settings.ts';

const given = (keywords: Readonly<Record<string, Json>>) => ({
  given: {
    repository: {
      settings: settings(
        {},
        {
          calls: [
            call(
              'dj_database_url.config',
              Object.fromEntries(Object.entries(keywords).map(([name, json]) => [name, known(json)])),
            ),
          ],
        },
      ),
    },
  },
});

testRule(rule, {
  pass: { 'a URL that asks for nothing': given({ ssl_require: true, default: 'postgres://db.example.com/shop' }) },
  fail: {
    'a URL that verifies': {
      ...given({ ssl_require: true, default: 'postgres://db.example.com/shop?sslmode=verify-full' }),
      reports: [
        'ssl_require at config/settings.py:90 turns the verify of the URL into require: the server is no longer verified',
      ],
      severities: ['medium'],
    },
    MySQL: {
      ...given({ ssl_require: true, default: 'mysql://db.example.com/shop' }),
      reports: [
        'ssl_require at config/settings.py:90 gives sslmode to a driver that does not know it: connecting fails',
      ],
      severities: ['high'],
    },
  },
  unknown: {
    'the URL is in the environment': {
      ...given({ ssl_require: true }),
      reasons: [
        'ssl_require replaces the sslmode of the URL in the environment: the URL decides whether that weakens it',
      ],
    },
  },
  silent: { 'not used': given({ conn_max_age: 600 }), 'switched off': given({ ssl_require: false }) },
});
