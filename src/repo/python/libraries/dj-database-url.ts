import { native, nativeModule, type Runtime } from '../native.ts';
import { PyDict, PyList, type PyModule, PyUnknown, type PyValue, UNSET } from '../values.ts';
import { databaseUrlUnknown } from './database-unknown.ts';
import { exceptionClass } from './django-exceptions.ts';
import { readVariable } from './environment-reading.ts';
import { dictOf, opened, sealed } from './support.ts';
import { networkLocation, parseQs, portOf, unquote, urlsplit } from './url-text.ts';
import { orValueError } from './urllib-parse.ts';

const PARSE_ERROR = exceptionClass('ParseError', 'dj_database_url', 'ValueError');
const UNKNOWN_SCHEME = exceptionClass('UnknownSchemeError', 'dj_database_url', 'ValueError');

const POSTGRES = 'django.db.backends.postgresql';
const ENGINES: Readonly<Record<string, string>> = {
  spatialite: 'django.contrib.gis.db.backends.spatialite',
  'mysql-connector': 'mysql.connector.django',
  mysqlgis: 'django.contrib.gis.db.backends.mysql',
  oraclegis: 'django.contrib.gis.db.backends.oracle',
  cockroach: 'django_cockroachdb',
  sqlite: 'django.db.backends.sqlite3',
  oracle: 'django.db.backends.oracle',
  mssqlms: 'mssql',
  mssql: 'sql_server.pyodbc',
  mysql: 'django.db.backends.mysql',
  mysql2: 'django.db.backends.mysql',
  postgres: POSTGRES,
  postgresql: POSTGRES,
  pgsql: POSTGRES,
  postgis: 'django.contrib.gis.db.backends.postgis',
  redshift: 'django_redshift_backend',
  timescale: 'timescale.db.backends.postgresql',
  timescalegis: 'timescale.db.backends.postgis',
};
const WITH_SCHEMA = new Set('postgres postgresql pgsql postgis redshift timescale timescalegis'.split(' '));
const TEXT_PORT = new Set(['oracle', 'mssqlms', 'mssql']);

/** The arguments of `parse` and `config` after the URL. */
interface Wishes {
  readonly engine: PyValue;
  readonly maxAge: PyValue;
  readonly healthChecks: PyValue;
  readonly serverSideCursors: PyValue;
  readonly ssl: PyValue;
  readonly test: PyValue;
}

function wishes([engine, maxAge, healthChecks, serverSideCursors, ssl, test]: readonly PyValue[]): Wishes {
  return {
    engine: engine ?? null,
    maxAge: maxAge === undefined ? 0n : maxAge,
    healthChecks: healthChecks ?? false,
    serverSideCursors: serverSideCursors ?? false,
    ssl: ssl ?? false,
    test: test ?? null,
  };
}

function settingsOf(it: Runtime, wish: Wishes): Record<string, PyValue> {
  return {
    CONN_MAX_AGE: wish.maxAge,
    CONN_HEALTH_CHECKS: wish.healthChecks,
    DISABLE_SERVER_SIDE_CURSORS: wish.serverSideCursors,
    ...(it.truth(wish.engine) ? { ENGINE: wish.engine } : {}),
    ...(it.truth(wish.test) ? { TEST: wish.test } : {}),
  };
}

function optionValue(texts: readonly string[]): PyValue {
  const values = texts.map((text): PyValue => {
    if (/^\d+$/.test(text)) return BigInt(text);
    const lower = text.toLowerCase();
    return lower === 'true' || lower === 'false' ? lower === 'true' : text;
  });
  return values.length === 1 ? (values[0] ?? '') : new PyList(values);
}

/** What each kind of database makes of the options. */
function postprocess(it: Runtime, scheme: string, config: PyDict, options: PyDict): void {
  const take = (key: string): PyValue | undefined => {
    const found = options.get(key);
    if (found !== undefined) it.heap.deleteItem(options, key);
    return found !== undefined && it.truth(found) ? found : undefined;
  };
  if (scheme === 'sqlite' && config.get('NAME') === '') it.heap.setItem(config, 'NAME', ':memory:');
  if (TEXT_PORT.has(scheme)) it.heap.setItem(config, 'PORT', it.str(config.get('PORT') ?? ''));
  if (scheme === 'mysql' || scheme === 'mysql2') {
    const authority = take('ssl-ca');
    if (authority !== undefined) it.heap.setItem(options, 'ssl', dictOf({ ca: authority }));
  }
  if (WITH_SCHEMA.has(scheme)) {
    const schema = take('currentSchema');
    if (schema !== undefined) it.heap.setItem(options, 'options', `-c search_path=${it.str(schema)}`);
  }
}

/** `dj_database_url.parse`. */
export function parseDatabaseUrl(it: Runtime, url: PyValue, args: readonly PyValue[]): PyValue {
  const wish = wishes(args);
  const known = it.choose(url);
  const ssl = it.truth(wish.ssl);
  if (known instanceof PyUnknown) {
    return databaseUrlUnknown(it, known, {
      ...settingsOf(it, wish),
      ...(ssl ? { OPTIONS: dictOf({ sslmode: 'require' }) } : {}),
    });
  }
  const { text, source } = opened(it, known) ?? it.raise(PARSE_ERROR, 'a URL must be a str');
  if (text === 'sqlite://:memory:') return dictOf({ ENGINE: ENGINES['sqlite'] ?? '', NAME: ':memory:' });
  const parsed = it.attempt(() => orValueError(it, () => split(text)), 'ValueError');
  if (!('value' in parsed)) return it.raise(PARSE_ERROR, 'This string is not a valid url');
  const { scheme, where, port, path, query } = parsed.value;
  const engine = ENGINES[scheme] ?? it.raise(UNKNOWN_SCHEME, `Scheme '${scheme}://' is unknown.`);
  const options = dictOf({});
  for (const [key, texts] of parseQs(query)) {
    const value = optionValue(texts);
    const secret = /pass|secret|token/i.test(key) && typeof value === 'string';
    it.heap.setItem(options, key, secret ? sealed(it, value, source) : value);
  }
  const config = dictOf({
    ENGINE: engine,
    USER: unquote(where.username ?? ''),
    PASSWORD: sealed(it, unquote(where.password ?? ''), source),
    HOST: unquote(where.hostname ?? ''),
    PORT: port === null || port === 0 ? '' : BigInt(port),
    NAME: unquote(path.slice(1)),
    OPTIONS: options,
  });
  postprocess(it, scheme, config, options);
  if (ssl) it.heap.setItem(options, 'sslmode', 'require');
  for (const [name, value] of Object.entries(settingsOf(it, wish))) it.heap.setItem(config, name, value);
  if (options.entries.size === 0) it.heap.deleteItem(config, 'OPTIONS');
  return config;
}

function split(text: string) {
  const { scheme, netloc, path, query } = urlsplit(text);
  const where = networkLocation(netloc);
  return { scheme, where, port: ENGINES[scheme] === undefined ? null : portOf(where), path, query };
}

const WISHES =
  'engine=None, conn_max_age=0, conn_health_checks=False, disable_server_side_cursors=False, ssl_require=False, test_options=None';

const config = native(
  `config(env='DATABASE_URL', default=None, ${WISHES})`,
  (it, env, fallback, ...args) => {
    it.observe('dj_database_url.config', [env], { default: fallback, ssl_require: wishes(args).ssl });
    const name = it.text(env);
    const read = readVariable(it, name, { cast: 'dj_database_url', default: fallback, required: false });
    const url = read === UNSET ? it.choose(fallback) : read;
    if (url instanceof PyUnknown || it.truth(url)) return parseDatabaseUrl(it, url, args);
    return new PyDict();
  },
  { raw: true },
);

const parse = native(
  `parse(url, ${WISHES})`,
  (it, url, ...args) => {
    it.observe('dj_database_url.parse', [url], { ssl_require: wishes(args).ssl });
    return parseDatabaseUrl(it, url, args);
  },
  { raw: true },
);

export const djDatabaseUrl = (): PyModule =>
  nativeModule('dj_database_url', {
    DEFAULT_ENV: 'DATABASE_URL',
    config,
    parse,
    register: native('register(scheme, backend)', () => native('inner(func)', (_, func) => func)),
    ParseError: PARSE_ERROR,
    UnknownSchemeError: UNKNOWN_SCHEME,
  });
