import rule from '../../rules/deployment/django-system-checks.ts';
import { testRule } from '../../src/testing/index.ts';
import { process } from '../build/process.ts';
import { text, variable } from '../build/repository.ts';
import { settings } from '../build/settings.ts';

const AUTO = { DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField' };
const checks = (given: Parameters<typeof settings>[0], processes = [process()], django = '5.2') => ({
  given: { repository: { settings: settings({ ...AUTO, ...given }, { django }), processes } },
});

testRule(rule, {
  pass: {
    'nothing assigned': checks({}),
    'good values': checks({ STATIC_URL: '/static/', CACHES: { default: {} } }),
    'a development mailer, for a Django that has none': checks({ MAILERS: { default: {} } }),
  },
  fail: {
    'a URL without its slash': {
      ...checks({ STATIC_URL: '/static' }),
      reports: ['STATIC_URL or MEDIA_URL does not end with a slash: Django refuses to start (urls.E006)'],
      severities: ['medium'],
    },
    'no default cache': {
      ...checks({ CACHES: { sessions: {} } }),
      reports: ['CACHES has no default cache: the first use of the cache fails (caches.E001)'],
    },
    'mail that nobody gets, in Django 6.1': {
      ...checks({ MAILERS: { default: { BACKEND: 'django.core.mail.backends.console.EmailBackend' } } }, [], '6.1'),
      reports: ['MAILERS has a default backend for development: no mail leaves (mail.E001)'],
    },
    'asynchronous safety off': {
      ...checks({}, [process({ environment: [variable('DJANGO_ALLOW_ASYNC_UNSAFE', text('true'))] })]),
      reports: [
        'DJANGO_ALLOW_ASYNC_UNSAFE switches off the guard against database calls in asynchronous code (async.E001)',
      ],
    },
  },
  unknown: {
    'keys that nobody chose': {
      given: { repository: { settings: settings({}), processes: [] } },
      reasons: [
        'DEFAULT_AUTO_FIELD is not set: Django reports models.W042 unless every app or model chooses its key, which the settings do not show',
      ],
    },
    'a cache that was not computed': {
      ...checks({ CACHES: { $unknown: 'a plug-in' } }),
      reasons: [
        'CACHES could not be computed: <unknown>',
        'CACHES could not be computed: <unknown>',
        'CACHES could not be computed: <unknown>',
      ],
    },
  },
});
