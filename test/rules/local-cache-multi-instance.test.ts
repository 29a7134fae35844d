import rule from '../../rules/performance/local-cache-multi-instance.ts';
import { collected, type DeployedService } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { copies, denied, liveSettings, service } from '../build/deployment.ts';
import { gunicorn, option, process } from '../build/process.ts';
import { code } from '../build/project.ts';
import { dependencies, item, resolved } from '../build/repository.ts';
import { value } from '../build/settings.ts';

const BACKENDS = 'django.core.cache.backends.';
const caches = (backend: string) => ({ CACHES: { default: { BACKEND: `${BACKENDS}${backend}` } } });
const SESSIONS = { SESSION_ENGINE: 'django.contrib.sessions.backends.cache' };
const single = collected(process({ gunicorn: gunicorn({ workers: option.chosen(1) }) }));
const uses = (...names: readonly string[]) =>
  names.map((name) => ({ ...item('shop/views.py', 9, name), name, count: 1 }));

function live(
  assigned: Parameters<typeof liveSettings>[0],
  more: Partial<DeployedService> = {},
  repository: Partial<{ code: ReturnType<typeof code>; dependencies: ReturnType<typeof dependencies> }> = {},
) {
  return {
    given: {
      repository: { code: code(), dependencies: dependencies([]), ...repository },
      deployment: { services: [service({ settings: collected(liveSettings(assigned)), copies: copies(1), ...more })] },
    },
  };
}

testRule(rule, {
  pass: {
    'a shared cache': live({ ...caches('redis.RedisCache'), ...SESSIONS }),
    'one process': live({ ...caches('locmem.LocMemCache'), ...SESSIONS }, { process: single }),
    'files on one machine': live({ ...caches('filebased.FileBasedCache'), ...SESSIONS }),
  },
  fail: {
    'sessions in three workers': {
      ...live({ ...caches('locmem.LocMemCache'), ...SESSIONS }),
      reports: [
        'the state of sessions is wrong in ECS service shop-web: LocMemCache is another cache in each of up to 3 processes',
      ],
      severities: ['medium'],
    },
    'sessions in files of two machines': {
      ...live({ ...caches('filebased.FileBasedCache'), ...SESSIONS }, { copies: copies(2) }),
      reports: [
        'the state of sessions is wrong in ECS service shop-web: FileBasedCache is another cache in each of up to 2 copies',
      ],
    },
    'limits and throttling': {
      ...live(
        { ...caches('locmem.LocMemCache'), REST_FRAMEWORK: { DEFAULT_THROTTLE_CLASSES: ['x.AnonRateThrottle'] } },
        { copies: copies(2, { steady: 4 }) },
        { dependencies: dependencies([resolved('django-ratelimit', '4.1.0')]) },
      ),
      reports: [
        'throttling and rate limiting are wrong in ECS service shop-web: LocMemCache is another cache in each of up to 12 processes',
      ],
    },
    'a lock in a cache that keeps nothing': {
      ...live(
        caches('dummy.DummyCache'),
        { process: single },
        { code: code({ uses: uses('django.core.cache.cache.add') }) },
      ),
      reports: ['locking is wrong in ECS service shop-web: DummyCache keeps nothing'],
    },
    'values that are only cached': {
      ...live(caches('locmem.LocMemCache'), {}, { code: code({ uses: uses('django.core.cache.cache.get') }) }),
      reports: [
        'cached values differ in ECS service shop-web: LocMemCache is another cache in each of up to 3 processes',
      ],
      severities: ['low'],
    },
  },
  unknown: {
    'CACHES could not be computed': {
      ...live({ CACHES: value({ status: 'unknown', reason: 'a call' }) }),
      reasons: ['CACHES of ECS service shop-web could not be computed'],
    },
    'neither copies nor workers are known': {
      ...live({ ...caches('locmem.LocMemCache'), ...SESSIONS }, { process: single, copies: denied }),
      reasons: ['how many copies of ECS service shop-web run could not be seen: denied: ecs:DescribeTaskDefinition'],
    },
    'the sessions are not known': {
      ...live({ ...caches('locmem.LocMemCache'), SESSION_ENGINE: value({ status: 'unknown', reason: 'a call' }) }),
      reasons: ['what ECS service shop-web keeps in its cache could not be computed: SESSION_ENGINE is not known'],
    },
  },
  silent: {
    'nothing but templates uses it': live(caches('locmem.LocMemCache')),
    'sessions in the database': live({
      ...caches('locmem.LocMemCache'),
      SESSION_ENGINE: 'django.contrib.sessions.backends.db',
    }),
  },
});
