import { TYPES } from '../interpreter/types.ts';
import type { Runtime } from '../native.ts';
import { PyDict, type PyValue } from '../values.ts';
import { IMPROPERLY_CONFIGURED } from './django-exceptions.ts';
import { digitsOrText, literalOrText, parseValue } from './environ-cast.ts';
import { dictOf, listOf, sealed } from './support.ts';
import {
  networkLocation,
  type ParsedUrl,
  parseQs,
  portOf,
  quote,
  UrlError,
  unquote,
  unquotePlus,
  urlparse,
  urlunparse,
} from './url-text.ts';
import { orValueError } from './urllib-parse.ts';

/** A URL that a configuration is read from; `source` when it holds a secret. */
export interface ConfigurationUrl {
  readonly url: ParsedUrl;
  readonly source: string | undefined;
}

/** Which packages are at hand decides between backends. */
export interface Drivers {
  readonly redis: string;
  readonly pymemcache: string;
}

const POSTGRES_FAMILY = new Set(
  'postgres postgresql psql pgsql postgis prometheus_postgresql prometheus_postgis'.split(' '),
);
const POSTGRES = 'django.db.backends.postgresql';
const DB_SCHEMES: Readonly<Record<string, string>> = {
  postgres: POSTGRES,
  postgresql: POSTGRES,
  psql: POSTGRES,
  pgsql: POSTGRES,
  postgis: 'django.contrib.gis.db.backends.postgis',
  prometheus_postgresql: 'django_prometheus.db.backends.postgresql',
  prometheus_postgis: 'django_prometheus.db.backends.postgis',
  cockroachdb: 'django_cockroachdb',
  mysql: 'django.db.backends.mysql',
  mysql2: 'django.db.backends.mysql',
  'mysql-connector': 'mysql.connector.django',
  mysqlgis: 'django.contrib.gis.db.backends.mysql',
  prometheus_mysql: 'django_prometheus.db.backends.mysql',
  mssql: 'mssql',
  oracle: 'django.db.backends.oracle',
  pyodbc: 'sql_server.pyodbc',
  redshift: 'django_redshift_backend',
  spatialite: 'django.contrib.gis.db.backends.spatialite',
  prometheus_spatialite: 'django_prometheus.db.backends.spatialite',
  sqlite: 'django.db.backends.sqlite3',
  prometheus_sqlite: 'django_prometheus.db.backends.sqlite3',
  ldap: 'ldapdb.backends.ldap',
};
const DB_OPTIONS = new Set(
  'CONN_MAX_AGE ATOMIC_REQUESTS AUTOCOMMIT DISABLE_SERVER_SIDE_CURSORS CONN_HEALTH_CHECKS'.split(' '),
);

function quotedUrl(text: string): ParsedUrl {
  return urlparse(quote(text, ':/?&=@'));
}

function parseDatabaseUrl(text: string): ParsedUrl {
  try {
    return urlparse(text);
  } catch (error) {
    if (error instanceof UrlError) return quotedUrl(text);
    throw error;
  }
}

/** `Env.db_url_config` of a text. */
export function databaseOf(it: Runtime, text: string, source: string | undefined, engine: PyValue): PyValue {
  if (text === 'sqlite://:memory:') return dictOf({ ENGINE: DB_SCHEMES['sqlite'] ?? '', NAME: ':memory:' });
  return orValueError(it, () => databaseOfUrl(it, { url: parseDatabaseUrl(text), source }, engine));
}

export function databaseOfUrl(it: Runtime, { url: given, source }: ConfigurationUrl, engine: PyValue): PyValue {
  const url = given.path === '' ? quotedUrl(urlunparse(given)) : given;
  const where = networkLocation(url.netloc);
  const path = databasePath(url);
  const [host, port] = hosts(url);
  const config: Record<string, PyValue> = {
    NAME: path,
    USER: unquote(where.username ?? ''),
    PASSWORD: sealed(it, unquote(where.password ?? ''), source),
    HOST: host,
    PORT: port,
  };
  if ((POSTGRES_FAMILY.has(url.scheme) || path.includes('cloudsql')) && path.startsWith('/')) {
    const last = path.lastIndexOf('/');
    config['HOST'] = path.slice(0, last);
    config['NAME'] = path.slice(last + 1);
  }
  if (url.scheme === 'oracle') oracle(config, path);
  const dict = dictOf(config);
  if (url.query !== '') addOptions(it, dict, { url, source }, DATABASE_OPTIONS);
  const named = it.truth(engine) ? engine : url.scheme;
  const known = typeof named === 'string' ? (DB_SCHEMES[named] ?? named) : named;
  it.heap.setItem(dict, 'ENGINE', known);
  return known === '' ? new PyDict() : dict;
}

function databasePath(url: ParsedUrl): string {
  if (url.scheme === 'ldap') {
    const { hostname, port } = networkLocation(url.netloc);
    return `ldap://${hostname ?? 'None'}${port === null || Number(port) === 0 ? '' : `:${port}`}`;
  }
  const path = unquotePlus(url.path.slice(1).split('?', 3)[0] ?? '');
  return url.scheme === 'sqlite' && path === '' ? ':memory:' : path;
}

/** A cluster of PostgreSQL hosts keeps its commas. */
function hosts(url: ParsedUrl): readonly [PyValue, PyValue] {
  const location = unquote(url.netloc.slice(url.netloc.lastIndexOf('@') + 1));
  if (!POSTGRES_FAMILY.has(url.scheme) || !location.includes(',')) {
    const where = networkLocation(url.netloc);
    const port = portOf(where);
    return [where.hostname ?? '', port === null || port === 0 ? '' : BigInt(port)];
  }
  const pairs = location.split(',').map((host) => /^(\[[^\]]*\]|.*?)(?::(\d+))?$/.exec(host));
  const names = pairs.map((pair, index) => pair?.[1] ?? location.split(',')[index] ?? '');
  const ports = pairs.flatMap((pair) => (pair?.[2] === undefined ? [] : [pair[2]]));
  return [names.join(','), digitsOrText(ports.join(','))];
}

/** Django's Oracle backend wants its port as a text. */
function oracle(config: Record<string, PyValue>, path: string): void {
  if (path === '') {
    config['NAME'] = config['HOST'] ?? '';
    config['HOST'] = '';
  }
  const port = config['PORT'];
  if (port === '') delete config['PORT'];
  else config['PORT'] = String(port);
}

const CACHE_OPTIONS = new Set('TIMEOUT KEY_PREFIX VERSION KEY_FUNCTION BINARY'.split(' '));
const DJANGO_REDIS_CACHE = 'django.core.cache.backends.redis.RedisCache';

function cacheBackend(scheme: string, drivers: Drivers): string | undefined {
  const core = 'django.core.cache.backends';
  const schemes: Readonly<Record<string, string>> = {
    dbcache: `${core}.db.DatabaseCache`,
    dummycache: `${core}.dummy.DummyCache`,
    filecache: `${core}.filebased.FileBasedCache`,
    locmemcache: `${core}.locmem.LocMemCache`,
    memcache: `${core}.memcached.MemcachedCache`,
    pymemcache: drivers.pymemcache,
    pylibmc: `${core}.memcached.PyLibMCCache`,
    rediscache: drivers.redis,
    redis: drivers.redis,
    rediss: drivers.redis,
    valkey: drivers.redis,
    valkeys: drivers.redis,
  };
  return schemes[scheme];
}

/** `Env.cache_url_config`. */
export function cacheOf(it: Runtime, { url, source }: ConfigurationUrl, backend: PyValue, drivers: Drivers): PyValue {
  const found = cacheBackend(url.scheme, drivers);
  if (found === undefined) return it.raise(IMPROPERLY_CONFIGURED, `Invalid cache schema ${url.scheme}`);
  const credentials = url.netloc.includes('@') ? source : undefined;
  const one = (locations: readonly string[]): PyValue => {
    const [first = '', ...more] = locations.map((location) => sealed(it, location, credentials));
    return more.length === 0 ? first : listOf([first, ...more]);
  };
  const locations = url.netloc.split(',');
  let location = one(locations);
  if (url.scheme === 'filecache') location = url.netloc + url.path;
  if (url.netloc === '' && (url.scheme === 'memcache' || url.scheme === 'pymemcache')) location = `unix:${url.path}`;
  else if (url.scheme.startsWith('redis')) {
    const scheme = networkLocation(url.netloc).hostname === null ? 'unix' : url.scheme.replace('cache', '');
    location = one(locations.map((host) => `${scheme}://${host}${url.path}`));
  }
  const used = it.truth(backend) ? backend : found;
  const dict = dictOf({ BACKEND: used, LOCATION: location });
  if (url.query !== '') {
    const rename = (key: string): string => (used === DJANGO_REDIS_CACHE ? key.toLowerCase() : key.toUpperCase());
    const cast = literalOrText;
    addOptions(it, dict, { url, source }, { own: CACHE_OPTIONS, ownName: rename, rename, castOwn: cast, cast });
  }
  return dict;
}

/** What becomes of the options in a URL's query. */
interface OptionRules {
  /** Those that stand beside OPTIONS, in capitals. */
  readonly own: ReadonlySet<string>;
  readonly ownName: (key: string) => string;
  readonly rename: (key: string) => string;
  readonly castOwn: (text: string) => PyValue;
  readonly cast: (text: string) => PyValue;
}

const upper = (key: string): string => key.toUpperCase();
const DATABASE_OPTIONS: OptionRules = {
  own: DB_OPTIONS,
  ownName: upper,
  rename: (key) => key,
  castOwn: literalOrText,
  cast: digitsOrText,
};
const EMAIL_OPTIONS: OptionRules = {
  own: new Set(['EMAIL_USE_TLS', 'EMAIL_USE_SSL']),
  ownName: upper,
  rename: upper,
  castOwn: digitsOrText,
  cast: digitsOrText,
};

function addOptions(it: Runtime, dict: PyDict, { url, source }: ConfigurationUrl, rules: OptionRules): void {
  const options = new PyDict();
  for (const [key, [text = '']] of parseQs(url.query)) {
    if (rules.own.has(upper(key))) it.heap.setItem(dict, rules.ownName(key), rules.castOwn(text));
    else {
      const value = rules.cast(text);
      const secret = /pass|secret|token/i.test(key) && typeof value === 'string';
      it.heap.setItem(options, rules.rename(key), secret ? sealed(it, value, source) : value);
    }
  }
  it.heap.setItem(dict, 'OPTIONS', options);
}

const SMTP = 'django.core.mail.backends.smtp.EmailBackend';
const EMAIL_SCHEMES: Readonly<Record<string, string>> = {
  smtp: SMTP,
  smtps: SMTP,
  'smtp+tls': SMTP,
  'smtp+ssl': SMTP,
  consolemail: 'django.core.mail.backends.console.EmailBackend',
  filemail: 'django.core.mail.backends.filebased.EmailBackend',
  memorymail: 'django.core.mail.backends.locmem.EmailBackend',
  dummymail: 'django.core.mail.backends.dummy.EmailBackend',
};

/** `Env.email_url_config`. */
export function emailOf(it: Runtime, { url, source }: ConfigurationUrl, backend: PyValue): PyValue {
  const where = networkLocation(url.netloc);
  const port = orValueError(it, () => portOf(where));
  const config: Record<string, PyValue> = {
    EMAIL_FILE_PATH: unquotePlus(url.path.slice(1).split('?')[0] ?? ''),
    EMAIL_HOST_USER: where.username === null ? null : unquote(where.username),
    EMAIL_HOST_PASSWORD: where.password === null ? null : sealed(it, unquote(where.password), source),
    EMAIL_HOST: where.hostname,
    EMAIL_PORT: port === null ? null : BigInt(port),
  };
  const known = EMAIL_SCHEMES[url.scheme];
  if (it.truth(backend)) config['EMAIL_BACKEND'] = backend;
  else config['EMAIL_BACKEND'] = known ?? it.raise(IMPROPERLY_CONFIGURED, `Invalid email schema ${url.scheme}`);
  if (url.scheme === 'smtps' || url.scheme === 'smtp+tls') config['EMAIL_USE_TLS'] = true;
  else if (url.scheme === 'smtp+ssl') config['EMAIL_USE_SSL'] = true;
  const dict = dictOf(config);
  if (url.query !== '') addOptions(it, dict, { url, source }, EMAIL_OPTIONS);
  return dict;
}

const CHANNELS: Readonly<Record<string, string>> = {
  inmemory: 'channels.layers.InMemoryChannelLayer',
  redis: 'channels_redis.core.RedisChannelLayer',
  rediss: 'channels_redis.core.RedisChannelLayer',
  'redis+pubsub': 'channels_redis.pubsub.RedisPubSubChannelLayer',
  'rediss+pubsub': 'channels_redis.pubsub.RedisPubSubChannelLayer',
};

/** `Env.channels_url_config`. */
export function channelsOf(it: Runtime, { url, source }: ConfigurationUrl, backend: PyValue): PyValue {
  if (it.truth(backend)) return dictOf({ BACKEND: backend });
  const known = CHANNELS[url.scheme] ?? it.raise(IMPROPERLY_CONFIGURED, `Invalid channels schema ${url.scheme}`);
  if (!url.scheme.startsWith('redis')) return dictOf({ BACKEND: known });
  const scheme = url.scheme.split('+')[0] ?? url.scheme;
  const host = sealed(it, urlunparse({ ...url, scheme }), url.netloc.includes('@') ? source : undefined);
  return dictOf({ BACKEND: known, CONFIG: dictOf({ hosts: listOf([host]) }) });
}

const SEARCH: Readonly<Record<string, string>> = {
  elasticsearch: 'haystack.backends.elasticsearch_backend.ElasticsearchSearchEngine',
  elasticsearch2: 'haystack.backends.elasticsearch2_backend.Elasticsearch2SearchEngine',
  elasticsearch5: 'haystack.backends.elasticsearch5_backend.Elasticsearch5SearchEngine',
  elasticsearch7: 'haystack.backends.elasticsearch7_backend.Elasticsearch7SearchEngine',
  solr: 'haystack.backends.solr_backend.SolrEngine',
  whoosh: 'haystack.backends.whoosh_backend.WhooshEngine',
  xapian: 'haystack.backends.xapian_backend.XapianEngine',
  simple: 'haystack.backends.simple_backend.SimpleEngine',
};

/** `Env.search_url_config`. */
export function searchOf(it: Runtime, { url, source }: ConfigurationUrl, engine: PyValue): PyValue {
  const elastic = url.scheme.startsWith('elasticsearch');
  const secure = elastic && url.scheme.endsWith('s');
  const scheme = secure ? url.scheme.slice(0, -1) : url.scheme;
  const known = SEARCH[scheme] ?? it.raise(IMPROPERLY_CONFIGURED, `Invalid search schema ${url.scheme}`);
  const dict = dictOf({ ENGINE: known });
  const options = parseQs(url.query);
  const set = (key: string, value: PyValue): void => it.heap.setItem(dict, key, value);
  const option = (key: string, cast: (text: string) => PyValue): void => {
    const [text] = options.get(key) ?? [];
    if (text !== undefined) set(key, cast(text));
  };
  const asInt = (text: string): PyValue => parseValue(it, text, TYPES.int);
  const asText = (text: string): PyValue => text;
  option('EXCLUDED_INDEXES', (text) => listOf(text.split(',')));
  option('INCLUDE_SPELLING', (text) => parseValue(it, text, TYPES.bool));
  option('BATCH_SIZE', asInt);
  if (url.scheme === 'simple') return dict;
  const path = unquotePlus(url.path.slice(1).split('?')[0] ?? '').replace(/\/$/, '');
  if (url.scheme === 'solr' || elastic) {
    const last = path.lastIndexOf('/');
    const parent = elastic ? path.slice(0, Math.max(last, 0)) : path;
    const at = {
      scheme: secure ? 'https' : 'http',
      netloc: url.netloc,
      path: parent,
      params: '',
      query: '',
      fragment: '',
    };
    set('URL', sealed(it, urlunparse(at), url.netloc.includes('@') ? source : undefined));
    option('TIMEOUT', asInt);
    option('KWARGS', asText);
    if (elastic) set('INDEX_NAME', path.slice(last + 1));
    return dict;
  }
  set('PATH', `/${path}`);
  if (url.scheme === 'whoosh') {
    option('STORAGE', asText);
    option('POST_LIMIT', asInt);
  } else option('FLAGS', asText);
  if (it.truth(engine)) set('ENGINE', engine);
  return dict;
}
