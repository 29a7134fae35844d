import rule from '../../rules/comparison/staging-settings-differ.ts';
import { collected } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied, liveSettings } from '../build/deployment.ts';
import { ALONE, compared } from '../build/environments.ts';
import { value } from '../build/settings.ts';

const live = (assigned: Parameters<typeof liveSettings>[0]) => ({ settings: collected(liveSettings(assigned)) });
const redis = { default: { BACKEND: 'django.core.cache.backends.redis.RedisCache', LOCATION: 'redis://a' } };
const differs = (names: string) =>
  `staging computes ${names} otherwise than production: what is tried there is not what runs`;

testRule(rule, {
  pass: {
    'the same settings': compared({}, {}),
    'other hosts, and another address of the same kind of cache': compared(
      live({ CACHES: redis, ALLOWED_HOSTS: ['shop.example.com'] }),
      live({
        CACHES: { default: { ...redis.default, LOCATION: 'redis://b' } },
        ALLOWED_HOSTS: ['staging.example.com'],
      }),
    ),
    'a toolbar on staging': compared(
      live({ INSTALLED_APPS: ['shop'] }),
      live({ INSTALLED_APPS: ['shop', 'debug_toolbar'] }),
    ),
    'a value that one side does not know': compared(
      live({ TIME_ZONE: 'UTC' }),
      live({ TIME_ZONE: value({ status: 'unknown', reason: 'x' }) }),
    ),
  },
  fail: {
    DEBUG: { ...compared({}, live({ DEBUG: true })), reports: [differs('DEBUG')], severities: ['medium'] },
    'another backend of the cache': {
      ...compared(
        live({ CACHES: redis }),
        live({ CACHES: { default: { BACKEND: 'django.core.cache.backends.locmem.LocMemCache' } } }),
      ),
      reports: [differs('CACHES')],
    },
    'middleware and eager tasks': {
      ...compared(
        live({ MIDDLEWARE: ['a', 'b'], CELERY_TASK_ALWAYS_EAGER: false }),
        live({ MIDDLEWARE: ['a'], CELERY_TASK_ALWAYS_EAGER: true }),
      ),
      reports: [differs('MIDDLEWARE and CELERY_TASK_ALWAYS_EAGER')],
    },
  },
  unknown: {
    'the task definition was denied': {
      ...compared({}, { settings: denied }),
      reasons: ['the settings of shop-web-staging could not be computed: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: ALONE,
});
