import {
  type DeployedService,
  defineRule,
  type EvaluatedSettings,
  type Evidence,
  fail,
  type Json,
  notApplicable,
  part,
  pass,
  type Setting,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import type { Code, Dependencies } from '../../src/model/repository/index.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { settingPlace } from '../shared/judge-setting.ts';
import { cacheBackend, isLocalCache, type Reach } from '../shared/local-cache.ts';
import { found, where } from '../shared/places.ts';
import { copiesEvidence, linkEvidence, liveSetting, look, mostCopies, nameOf } from '../shared/service.ts';
import { isRecord, settingEvidence } from '../shared/settings.ts';

export default defineRule({
  id: 'local-cache-multi-instance',
  topic: 'performance/caching',
  severity: 'medium',
  docs: {
    title: 'Share the cache between all processes',
    why: 'A cache in the memory of a process is another one in each worker and each copy. Sessions in it log people out at random, a limit of ten attempts is ten for each process, and a lock locks nobody out.',
    how: 'The default cache is read from the live settings (Django’s own default is LocMemCache) and counted: gunicorn workers × the most copies that scaling may start. Where more than one process has it and something must be right across them (sessions, django-ratelimit, throttling of the REST framework, the cache handler of django-axes, locks and counters in the code), it is medium. Code that only caches values is low: they differ from page to page.',
    fix: '`CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env("REDIS_URL")}}`.',
    silent: [
      'one process, or for a file-based cache one machine',
      'projects in which nothing uses the cache but templates',
    ],
    example: {
      language: 'python',
      bad: '# gunicorn config.wsgi --workers 3\nCACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}\nSESSION_ENGINE = "django.contrib.sessions.backends.cache"',
      good: '# gunicorn config.wsgi --workers 3\nCACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env("REDIS_URL")}}\nSESSION_ENGINE = "django.contrib.sessions.backends.cache"',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/topics/cache/#local-memory-caching',
      'https://docs.djangoproject.com/en/stable/topics/http/sessions/#using-cached-sessions',
      'https://www.django-rest-framework.org/api-guide/throttling/#setting-up-the-cache',
    ],
  },
  controls: { wellArchitected: ['PERF', 'REL05'], cwe: ['799'] },
  needs: ['deployment.services', 'repository.code', 'repository.dependencies'],
  subjects: ({ deployment }): readonly Judged[] =>
    deployment.services.map((service) => ({ ref: part(service.ref, 'CACHES.default'), service })),
  judge: ({ service }, { repository: { code, dependencies } }) => {
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    if ('open' in settings) return settings.open;
    const caches = liveSetting(settings.value, 'CACHES');
    const backend = cacheBackend(settings.value, 'default');
    if (caches === undefined || backend === undefined)
      return unknown(`CACHES of ${nameOf(service)} could not be computed`);
    const reach = isLocalCache(backend);
    const evidence = [{ ...caches.evidence, value: backend }, linkEvidence(service)];
    if (reach === undefined)
      return pass(`${nameOf(service)} caches in ${backend.split('.').at(-1) ?? backend}`, { evidence });
    const uses = usesOf(settings.value, code, dependencies);
    if (uses === undefined)
      return unknown(`what ${nameOf(service)} keeps in its cache could not be computed: SESSION_ENGINE is not known`, {
        evidence,
      });
    if (uses.exact.length === 0 && uses.values === undefined)
      return notApplicable('nothing uses the cache in which processes could differ');
    return judgeLocal(service, { caches: caches.setting, settings: settings.value, backend, reach, uses, evidence });
  },
});

interface Judged extends Subject {
  readonly service: DeployedService;
}

/** What needs the cache to be one. */
interface Uses {
  /** Wrong as soon as two processes see two caches. */
  readonly exact: readonly (Evidence & { readonly what: string })[];
  /** Only stale. */
  readonly values?: Evidence;
}

interface Local {
  readonly caches: Setting;
  readonly settings: EvaluatedSettings;
  readonly backend: string;
  readonly reach: Reach;
  readonly uses: Uses;
  readonly evidence: readonly Evidence[];
}

function judgeLocal(service: DeployedService, { caches, settings, backend, reach, uses, evidence }: Local) {
  const number = reach === 'nothing' ? { most: 2, evidence: [] } : processes(service, reach);
  const all = [
    ...evidence,
    ...uses.exact.map(({ what: _, ...one }) => one),
    ...(uses.values === undefined ? [] : [uses.values]),
  ];
  if ('missing' in number) return unknown(number.missing, { evidence: all });
  const details = [...all, ...number.evidence];
  const name = backend.split('.').at(-1) ?? backend;
  if (number.most <= 1)
    return pass(`one ${reach === 'machine' ? 'machine' : 'process'} of ${nameOf(service)} has the cache`, {
      evidence: details,
    });
  const [first] = uses.exact;
  const subject =
    first === undefined
      ? 'cached values differ'
      : `${list(uses.exact.map(({ what }) => what))} ${uses.exact.length === 1 ? 'is' : 'are'} wrong`;
  const because =
    reach === 'nothing'
      ? `${name} keeps nothing`
      : `${name} is another cache in each of up to ${number.most} ${reach === 'machine' ? 'copies' : 'processes'}`;
  return fail(`${subject} in ${nameOf(service)}: ${because}`, {
    severity: first === undefined ? 'low' : 'medium',
    evidence: details,
    ...where(settingPlace(caches, settings)),
    fix: fix(
      'Share one cache',
      text(
        'CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env("REDIS_URL")}}',
      ),
    ),
  });
}

type Count = { readonly most: number; readonly evidence: readonly Evidence[] } | { readonly missing: string };

function processes(service: DeployedService, reach: Reach): Count {
  const known = service.copies.status === 'collected' ? service.copies.value : undefined;
  const copies = known && mostCopies(known);
  const count = known === undefined ? [] : [copiesEvidence(service, known)];
  const workers = reach === 'machine' ? 1 : workersOf(service);
  if (copies !== undefined && copies > 1) return { most: copies * (workers ?? 1), evidence: count };
  if (workers !== undefined && workers > 1 && (copies ?? 1) > 0)
    return { most: workers * (copies ?? 1), evidence: [...count, seen('workers', workers, 'gunicorn')] };
  if (copies === undefined)
    return {
      missing: `how many copies of ${nameOf(service)} run could not be seen${service.copies.status === 'unavailable' ? `: ${service.copies.reason}` : ''}`,
    };
  return workers === undefined
    ? { missing: `how many worker processes ${nameOf(service)} has is not known` }
    : { most: copies * workers, evidence: count };
}

function workersOf({ process }: DeployedService): number | undefined {
  if (process.status === 'unavailable') return undefined;
  const workers = process.value.gunicorn?.workers ?? process.value.server?.workers;
  return workers?.status === 'known' ? workers.value : undefined;
}

const CACHED_SESSIONS = /^django\.contrib\.sessions\.backends\.(cache|cached_db)$/;

function usesOf(settings: EvaluatedSettings, code: Code, dependencies: Dependencies): Uses | undefined {
  const engine = liveSetting(settings, 'SESSION_ENGINE');
  if (engine !== undefined && engine.value.status !== 'known') return undefined;
  const exact: (Evidence & { what: string })[] = [];
  if (engine?.value.status === 'known' && CACHED_SESSIONS.test(String(engine.value.value)))
    exact.push({ ...engine.evidence, what: 'the state of sessions' });
  const throttled = liveSetting(settings, 'REST_FRAMEWORK');
  if (throttled !== undefined && throttled.value.status === 'known' && throttles(throttled.value.value))
    exact.push({
      ...settingEvidence(throttled.setting, settings),
      value: 'DEFAULT_THROTTLE_CLASSES',
      what: 'throttling',
    });
  const axes = liveSetting(settings, 'AXES_HANDLER');
  if (axes?.value.status === 'known' && String(axes.value.value).includes('cache'))
    exact.push({ ...axes.evidence, what: 'the count of failed logins' });
  for (const { name, location } of code.uses) {
    const what = EXACT[name];
    if (what !== undefined && !exact.some((one) => one.what === what))
      exact.push({ ...found('uses', name, location), what });
  }
  const ratelimit = dependencies.resolved['django-ratelimit'];
  if (ratelimit?.role === 'production' && !exact.some((one) => one.what === 'rate limiting'))
    exact.push({
      ...found('django-ratelimit', ratelimit.version ?? 'installed', ratelimit.location),
      what: 'rate limiting',
    });
  const cached = code.uses.find(({ name }) => VALUES.has(name));
  return { exact, ...(cached === undefined ? {} : { values: found('uses', cached.name, cached.location) }) };
}

const EXACT: Readonly<Record<string, string>> = {
  'django.core.cache.cache.lock': 'locking',
  'django.core.cache.cache.add': 'locking',
  'django.core.cache.cache.incr': 'counting',
  'django_ratelimit.decorators.ratelimit': 'rate limiting',
  'ratelimit.decorators.ratelimit': 'rate limiting',
};
const VALUES: ReadonlySet<string> = new Set([
  'django.core.cache.cache.get',
  'django.core.cache.cache.set',
  'django.core.cache.cache.get_or_set',
  'django.views.decorators.cache.cache_page',
]);

function throttles(value: Json): boolean {
  const classes = isRecord(value) ? value['DEFAULT_THROTTLE_CLASSES'] : undefined;
  return Array.isArray(classes) && classes.length > 0;
}
