import rule from '../../rules/databases/persistent-connections-async.ts';
import type { Json } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { gunicorn, option, process } from '../build/process.ts';
import { settings } from '../build/settings.ts';

const given = (more: Readonly<Record<string, Json>>, processes = [process()], django = '5.2') => ({
  given: {
    repository: {
      settings: settings({ DATABASES: { default: { ENGINE: 'django.db.backends.postgresql', ...more } } }, { django }),
      processes,
    },
  },
});

testRule(rule, {
  pass: {
    'kept and checked': given({ CONN_MAX_AGE: 60, CONN_HEALTH_CHECKS: true }),
    'a Django without checks': given({ CONN_MAX_AGE: 60 }, [process()], '3.2'),
  },
  fail: {
    'under ASGI': {
      ...given({ CONN_MAX_AGE: 60, CONN_HEALTH_CHECKS: true }, [
        process({ kind: 'uvicorn', text: 'uvicorn config.asgi' }),
      ]),
      reports: [
        'database default keeps connections (CONN_MAX_AGE 60) while Dockerfile serves with uvicorn: they pile up',
      ],
      severities: ['medium'],
    },
    'under gevent, for ever': {
      ...given({ CONN_MAX_AGE: null }, [process({ gunicorn: gunicorn({ worker_class: option.chosen('gevent') }) })]),
      reports: [
        'database default keeps connections (CONN_MAX_AGE None) while Dockerfile serves with gunicorn and gevent: they pile up',
      ],
    },
    'kept and not checked': {
      ...given({ CONN_MAX_AGE: 600 }),
      reports: [
        'database default keeps connections without CONN_HEALTH_CHECKS: after a failover requests fail until they are closed',
      ],
      severities: ['low'],
    },
  },
  unknown: {
    'from the environment': {
      ...given({ CONN_MAX_AGE: { $unknown: 'env CONN_MAX_AGE' } }),
      reasons: ['CONN_MAX_AGE of database default could not be computed'],
    },
  },
  silent: { 'closed after each request': given({ CONN_MAX_AGE: 0 }), 'not said': given({}) },
});
