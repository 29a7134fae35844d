import rule from '../../rules/databases/maintenance-state-local.ts';
import { collected, type DeployedService } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { copies, denied, liveSettings, service, task } from '../build/deployment.ts';
import { container } from '../build/ecs.ts';
import { dependencies, resolved } from '../build/repository.ts';
import { value } from '../build/settings.ts';

const repository = { dependencies: dependencies([resolved('django-maintenance-mode', '0.22.0')]) };
const APPS = { INSTALLED_APPS: ['django.contrib.admin', 'maintenance_mode'] };
const backend = (name: string) => ({ ...APPS, MAINTENANCE_MODE_STATE_BACKEND: `maintenance_mode.backends.${name}` });
const cache = (name: string) => ({ CACHES: { default: { BACKEND: `django.core.cache.backends.${name}` } } });
const media = (name: string) => ({ STORAGES: { default: { BACKEND: name } } });

const live = (assigned: Parameters<typeof liveSettings>[0], more: Partial<DeployedService> = {}) => ({
  given: { repository, deployment: { services: [service({ settings: collected(liveSettings(assigned)), ...more })] } },
});
const FILE =
  'the maintenance switch of ECS service shop-web is kept in a file on its own disk, and it has up to 4 copies: it closes only the one that got the command';

testRule(rule, {
  pass: {
    'a shared cache': live({ ...backend('CacheBackend'), ...cache('redis.RedisCache') }),
    'a cache of its own': live({
      ...backend('CacheBackend'),
      CACHES: {
        default: { BACKEND: 'django.core.cache.backends.locmem.LocMemCache' },
        maintenance_mode: { BACKEND: 'django.core.cache.backends.redis.RedisCache' },
      },
    }),
    'files in S3': live({ ...backend('DefaultStorageBackend'), ...media('storages.backends.s3.S3Storage') }),
    'one copy': live(APPS, { copies: copies(1) }),
    'a variable is the switch': live({ ...APPS, MAINTENANCE_MODE: false }),
  },
  fail: {
    'the default': { ...live(APPS), reports: [FILE], severities: ['medium'] },
    'the default storage on the disk': {
      ...live({ ...backend('DefaultStorageBackend'), ...media('django.core.files.storage.FileSystemStorage') }),
      reports: [FILE],
    },
    'a cache in the process': {
      ...live({ ...backend('CacheBackend'), ...cache('locmem.LocMemCache') }),
      reports: [
        'the maintenance switch of ECS service shop-web is kept in the memory of a process, and it has up to 4 copies: it closes only the one that got the command',
      ],
    },
  },
  unknown: {
    'a backend of the project': {
      ...live({ ...APPS, MAINTENANCE_MODE_STATE_BACKEND: 'shop.maintenance.Backend' }),
      reasons: ['whether shop.maintenance.Backend is shared by all copies could not be told'],
    },
    'the copies were denied': {
      ...live(APPS, { copies: denied }),
      reasons: ['how many copies of ECS service shop-web run could not be seen: denied: ecs:DescribeTaskDefinition'],
    },
    'a volume that may hold the file': {
      ...live(APPS, {
        live: task({ container: container({ mountPoints: [{ sourceVolume: 'state', containerPath: '/state' }] }) }),
      }),
      reasons: [
        'the container mounts a volume: if MAINTENANCE_MODE_STATE_FILE_PATH lies on it, the copies share the state',
      ],
    },
    'the apps could not be computed': {
      ...live({ INSTALLED_APPS: value({ status: 'unknown', reason: 'a call' }) }),
      reasons: ['INSTALLED_APPS of ECS service shop-web could not be computed'],
    },
  },
  silent: {
    'the package is not installed': live({ INSTALLED_APPS: ['django.contrib.admin'] }),
    'nothing says that it is': {
      given: {
        repository: { dependencies: dependencies([]) },
        deployment: {
          services: [
            service({
              settings: collected(liveSettings({ INSTALLED_APPS: value({ status: 'unknown', reason: 'a call' }) })),
            }),
          ],
        },
      },
    },
  },
});
