import { native, nativeModule, type Runtime } from '../native.ts';
import { PyDict, type PyModule, PyUnknown, type PyValue, UNSET } from '../values.ts';
import { readVariable } from './environment-reading.ts';
import { dictOf, opened, sealed } from './support.ts';
import { networkLocation, type ParsedUrl, parseQs, portOf, urlparse } from './url-text.ts';
import { orValueError } from './urllib-parse.ts';

const CORE = 'django.core.cache.backends';
const DJANGO_REDIS = `${CORE}.redis.RedisCache`;
const REDIS_CACHE = 'redis-cache';
const BACKENDS: Readonly<Record<string, string>> = {
  db: `${CORE}.db.DatabaseCache`,
  dummy: `${CORE}.dummy.DummyCache`,
  elasticache: 'django_elasticache.memcached.ElastiCache',
  file: `${CORE}.filebased.FileBasedCache`,
  locmem: `${CORE}.locmem.LocMemCache`,
  uwsgicache: 'uwsgicache.UWSGICache',
  memcached: `${CORE}.memcached.PyLibMCCache`,
  djangopylibmc: 'django_pylibmc.memcached.PyLibMCCache',
  pymemcached: `${CORE}.memcached.MemcachedCache`,
  pymemcache: `${CORE}.memcached.PyMemcacheCache`,
  [REDIS_CACHE]: 'redis_cache.RedisCache',
  redis: DJANGO_REDIS,
  rediss: DJANGO_REDIS,
  hiredis: DJANGO_REDIS,
};

/** What is made of a URL: the backend, the options of the query that are left, and the secret's source. */
interface Draft {
  readonly url: ParsedUrl;
  readonly source: string | undefined;
  readonly backend: string;
  readonly lib: string | undefined;
  readonly args: Map<string, string>;
}

function draft(it: Runtime, text: string, source: string | undefined): Draft {
  const url = orValueError(it, () => urlparse(text));
  const args = new Map([...parseQs(url.query)].map(([key, values]) => [key.toUpperCase(), values.join(';')]));
  const lib = args.get('LIB');
  const named = BACKENDS[url.scheme] ?? it.raise('Exception', `Unknown backend: "${url.scheme}"`);
  const backend = url.scheme.includes('redis') && lib !== undefined ? (BACKENDS[lib] ?? named) : named;
  return { url, source, backend, lib, args };
}

function socketLocation({ url }: Draft): string {
  if (['memcached', 'pymemcached', 'pymemcache', 'djangopylibmc'].includes(url.scheme)) return `unix://${url.path}`;
  if (url.scheme !== 'redis' && url.scheme !== 'hiredis') return url.path;
  const database = /^.+?(\d+)/.exec(url.path)?.[1];
  const path = database === undefined ? url.path : url.path.slice(0, url.path.lastIndexOf('/'));
  return `unix://${path}?db=${database ?? '0'}`;
}

function netlocs(url: ParsedUrl): string {
  return url.netloc.split(',').join(';');
}

function redisLocation(it: Runtime, made: Draft): PyValue {
  const { url, source, backend, lib } = made;
  const where = networkLocation(url.netloc);
  const port = orValueError(it, () => portOf(where));
  const scheme = url.scheme === 'rediss' ? 'rediss' : 'redis';
  const address = `${where.hostname ?? 'None'}:${port === null || port === 0 ? 6379 : port}/${url.path.slice(1) || '0'}`;
  const inUrl = lib === REDIS_CACHE || backend === DJANGO_REDIS;
  const password = where.password ?? '';
  return password !== '' && inUrl
    ? sealed(it, `${scheme}://:${password}@${address}`, source)
    : `${scheme}://${address}`;
}

function redisOptions(it: Runtime, { url, source, backend, lib, args }: Draft): Record<string, PyValue> {
  const options: Record<string, PyValue> = {};
  if (url.scheme === 'hiredis') options['PARSER_CLASS'] = 'redis.connection.HiredisParser';
  if (url.netloc === '' || !['redis', 'rediss', 'hiredis'].includes(url.scheme)) return options;
  const password = networkLocation(url.netloc).password ?? '';
  if (password !== '' && lib !== REDIS_CACHE && backend !== DJANGO_REDIS)
    options['PASSWORD'] = sealed(it, password, source);
  if (lib !== REDIS_CACHE) return options;
  for (const name of ['PARSER_CLASS', 'CONNECTION_POOL_CLASS']) {
    const text = args.get(name);
    if (text !== undefined) options[name] = text;
  }
  const pool = [
    ['MAX_CONNECTIONS', 'max_connections'],
    ['TIMEOUT', 'timeout'],
  ] as const;
  const numbers = pool.flatMap(([name, key]) => {
    const text = args.get(name);
    return text === undefined ? [] : [[key, it.call(it.builtin('int'), [text])] as const];
  });
  if (numbers.length > 0) options['CONNECTION_POOL_CLASS_KWARGS'] = PyDict.of(numbers);
  return options;
}

/** `django_cache_url.parse`. */
export function parseCacheUrl(it: Runtime, given: PyValue): PyValue {
  const known = it.choose(given);
  if (known instanceof PyUnknown) return it.cast(known, 'django_cache_url', 'dict');
  const { text, source } = opened(it, known) ?? it.giveUp('a cache URL that is no text');
  const made = draft(it, text, source);
  const redis = ['redis', 'rediss', 'hiredis'].includes(made.url.scheme);
  let location: PyValue = made.url.netloc === '' ? socketLocation(made) : netlocs(made.url);
  if (made.url.netloc !== '' && redis) location = redisLocation(it, made);
  if (made.url.scheme === 'uwsgicache' && location === '') location = 'default';
  const options = redisOptions(it, made);
  for (const name of ['MAX_ENTRIES', 'CULL_FREQUENCY']) {
    const text = made.args.get(name);
    if (text !== undefined) options[name] = it.call(it.builtin('int'), [text]);
    made.args.delete(name);
  }
  return PyDict.of([
    ['BACKEND', made.backend],
    ['LOCATION', location],
    ...(Object.keys(options).length > 0 ? [['OPTIONS', dictOf(options)] as const] : []),
    ...made.args,
  ]);
}

export const djangoCacheUrl = (): PyModule =>
  nativeModule('django_cache_url', {
    DEFAULT_ENV: 'CACHE_URL',
    config: native(
      "config(env='CACHE_URL', default='locmem://')",
      (it, env, fallback) => {
        const read = readVariable(it, it.text(env), { cast: 'django_cache_url', default: fallback, required: false });
        const url = read === UNSET ? it.choose(fallback) : read;
        return url instanceof PyUnknown || it.truth(url) ? parseCacheUrl(it, url) : new PyDict();
      },
      { raw: true },
    ),
    parse: native('parse(url)', (it, url) => parseCacheUrl(it, url), { raw: true }),
  });
