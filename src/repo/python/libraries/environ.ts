import { EXCEPTIONS, TYPES } from '../interpreter/types.ts';
import { type Implementation, native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import {
  PyBytes,
  type PyClass,
  PyDescriptor,
  PyDict,
  PyInstance,
  PyList,
  type PyModule,
  PyTuple,
  PyUnknown,
  type PyValue,
  UNSET,
} from '../values.ts';
import { databaseUrlUnknown } from './database-unknown.ts';
import { exceptionClass, IMPROPERLY_CONFIGURED } from './django-exceptions.ts';
import { parseValue } from './environ-cast.ts';
import { readEnvFile } from './environ-env-file.ts';
import { ENVIRON_PATH } from './environ-path.ts';
import {
  type ConfigurationUrl,
  cacheOf,
  channelsOf,
  type Drivers,
  databaseOf,
  databaseOfUrl,
  emailOf,
  searchOf,
} from './environ-urls.ts';
import { castName, castUnknown, readVariable } from './environment-reading.ts';
import { opened, sealed } from './support.ts';
import { urlparse } from './url-text.ts';
import { orValueError, PARSE_RESULT, parsedUrl, type UrlPayload } from './urllib-parse.ts';

const NO_VALUE = nativeClass('NoValue', 'environ.environ', { hooks: { repr: () => '<NoValue>' } });
const NOTSET = new PyInstance(NO_VALUE);

interface Reading {
  readonly name: string;
  readonly cast: PyValue;
  readonly fallback: PyValue;
  readonly parseDefault: boolean;
}

/** The cast and the default that the scheme `Env(NAME=(bool, False))` gives to a name. */
function withScheme(it: Runtime, self: PyValue, reading: Reading): Reading {
  const name = option(it, self, 'prefix', '') + reading.name;
  const scheme = it.lookup(self, 'scheme');
  const entry = scheme instanceof PyDict ? scheme.get(name) : undefined;
  if (entry === undefined) return { ...reading, name };
  const info = it.choose(entry);
  const items = info instanceof PyTuple || info instanceof PyList ? it.items(info) : [];
  const [cast = null, fallback = NOTSET] = items.length === 2 ? items : [info];
  return {
    ...reading,
    name,
    cast: it.truth(reading.cast) ? reading.cast : cast,
    fallback: reading.fallback === NOTSET ? fallback : reading.fallback,
  };
}

function option(it: Runtime, self: PyValue, name: string, otherwise: string): string {
  const found = it.lookup(self, name);
  return found === undefined ? otherwise : it.text(found);
}

function flag(it: Runtime, self: PyValue, name: string, otherwise: boolean): boolean {
  const found = it.lookup(self, name);
  return found === undefined ? otherwise : it.truth(found);
}

/** `Env.get_value`: the environment, then the default, then ImproperlyConfigured; a default is not cast. */
function getValue(it: Runtime, self: PyValue, given: Reading): PyValue {
  const reading = withScheme(it, self, given);
  const fallback = it.choose(reading.fallback);
  let cast = reading.cast;
  let value = lookUp(it, self, reading, fallback);
  const text = opened(it, value);
  if (text?.text.startsWith('$') === true) {
    const name = text.text.replace(/^\$+/, '');
    value = it.choose(getValue(it, self, { ...reading, name, fallback }));
  }
  const found = opened(it, value);
  if (found?.text.includes('\\$') === true && flag(it, self, 'escape_proxy', false)) {
    value = sealed(it, found.text.replaceAll('\\$', '$'), found.source) as typeof value;
  }
  if (cast === null && fallback !== null && fallback !== NOTSET && flag(it, self, 'smart_cast', true)) {
    cast = fallback instanceof PyUnknown ? null : it.typeOf(fallback);
  }
  if (value instanceof PyUnknown) {
    return value === fallback ? value : (castUnknown(it, value, cast) ?? it.call(cast, [value]));
  }
  if (fallback === null && value === '') value = null;
  const isDefault = value === fallback || (!(fallback instanceof PyUnknown) && it.equal(value, fallback));
  return !isDefault || (reading.parseDefault && value !== null) ? parseValue(it, value, cast) : value;
}

function lookUp(it: Runtime, self: PyValue, { name, cast }: Reading, fallback: PyValue): ReturnType<Runtime['choose']> {
  const required = fallback === NOTSET;
  const how = { cast: castName(cast), required, ...(required ? {} : { default: fallback }) };
  const fromFile = isFileAware(self) ? readFileVariable(it, name) : undefined;
  const value = fromFile ?? readVariable(it, name, how);
  if (value !== UNSET) return value;
  if (!required) return it.choose(fallback);
  return it.raise(IMPROPERLY_CONFIGURED, `Set the ${name} environment variable`);
}

function isFileAware(self: PyValue): boolean {
  return self instanceof PyInstance && self.cls.mro.includes(FILE_AWARE_ENV);
}

/** `NAME_FILE` goes before `NAME`, and a file that is not there is an error. */
function readFileVariable(it: Runtime, name: string): ReturnType<Runtime['choose']> | undefined {
  const path = readVariable(it, `${name}_FILE`, { cast: 'str' });
  if (path === UNSET || path === '') return undefined;
  if (path instanceof PyUnknown)
    return it.unknown(`it is in the file that ${name}_FILE names`, { type: 'str', secret: `file ${name}_FILE` });
  const file = it.choose(it.call(it.builtin('open'), [path]));
  return it.choose(it.call(it.getattr(file, 'read')));
}

const reader = (signature: string, cast: (it: Runtime, ...args: PyValue[]) => PyValue, rest?: Implementation) =>
  native(
    signature,
    (it, self, name, fallback, ...others) => {
      const reading = {
        name: it.text(name),
        cast: cast(it, ...others),
        fallback: notSet(fallback),
        parseDefault: false,
      };
      const value = getValue(it, self, reading);
      return rest === undefined ? value : rest(it, value, ...others);
    },
    { raw: true },
  );

function notSet(fallback: PyValue): PyValue {
  return fallback === UNSET ? NOTSET : fallback;
}

const plainReader = (name: string, cast: PyClass) => reader(`${name}(self, var, default=...)`, () => cast);

const strReader = reader(
  'str(self, var, default=..., multiline=False, choices=...)',
  () => TYPES.str,
  (it, value, multiline, choices) => {
    const found = opened(it, value);
    if (found !== undefined && it.truth(multiline ?? false)) {
      return sealed(it, found.text.replace(/(\\r)?\\n/g, '\n'), found.source);
    }
    if (choices !== undefined && choices !== UNSET && !it.items(choices).some((item) => it.equal(item, value))) {
      return it.raise(IMPROPERLY_CONFIGURED, 'Invalid value');
    }
    return value;
  },
);

const bytesReader = reader(
  "bytes(self, var, default=..., encoding='utf8')",
  () => TYPES.str,
  (it, value) => {
    const found = opened(it, value);
    if (found !== undefined) return new PyBytes(Buffer.from(found.text).toString('latin1'), found.source);
    return value instanceof PyUnknown ? it.cast(value, 'bytes', 'bytes') : value;
  },
);

const itemCast =
  (plain: PyClass, wrap: (cast: PyValue) => PyValue) =>
  (it: Runtime, cast: PyValue = null): PyValue =>
    it.truth(cast) ? wrap(cast) : plain;

const jsonReader = reader('json(self, var, default=...)', (it) => it.getattr(it.importModule('json'), 'loads'));

const urlparseCast = native(
  'urlparse(value)',
  (it, value) => {
    const known = it.force(value);
    if (known instanceof PyInstance && known.cls === PARSE_RESULT) return known;
    const found = opened(it, known) ?? it.raise('AttributeError', "'dict' object has no attribute 'decode'");
    return parsedUrl(it, found.text, found.source);
  },
  { raw: true },
);

function urlValue(it: Runtime, self: PyValue, name: PyValue, fallback: PyValue, cast: string): PyValue {
  it.declareEnv(it.text(name), declaration(fallback, cast));
  return getValue(it, self, {
    name: it.text(name),
    cast: urlparseCast,
    fallback: notSet(fallback),
    parseDefault: true,
  });
}

function declaration(fallback: PyValue, cast: string) {
  return fallback === UNSET ? { cast, required: true } : { cast, required: false, default: fallback };
}

/** Env.db(), .cache(), .email(): a URL read from a variable, and the settings that it stands for. */
const urlReader = (
  method: string,
  variable: string,
  extra: string,
  make: (it: Runtime, url: ConfigurationUrl, extra: PyValue) => PyValue,
) =>
  native(
    `${method}(self, var='${variable}', default=..., ${extra}=None)`,
    (it, self, name, fallback, other) => {
      const value = it.choose(urlValue(it, self, name, fallback, method));
      if (value instanceof PyUnknown) return it.cast(value, method, 'dict');
      return make(it, urlOf(it, value), other);
    },
    { raw: true },
  );

function urlOf(it: Runtime, value: PyValue): ConfigurationUrl {
  const known = it.force(value);
  if (known instanceof PyInstance && known.cls === PARSE_RESULT) return known.payload as UrlPayload;
  const { text, source } = opened(it, known) ?? it.raise('AttributeError', 'a URL must be a str');
  return { url: orValueError(it, () => urlparse(text)), source };
}

const cacheReader = urlReader('cache_url', 'CACHE_URL', 'backend', (it, url, backend) =>
  cacheOf(it, url, backend, drivers(it)),
);

/** Which cache backends stand for `redis://` and `pymemcache://` depends on what is installed. */
function drivers(it: Runtime): Drivers {
  const has = (name: string): boolean => it.declares(name);
  return {
    redis: has('django_redis') ? 'django_redis.cache.RedisCache' : 'django.core.cache.backends.redis.RedisCache',
    pymemcache: has('pymemcache')
      ? 'django.core.cache.backends.memcached.PyMemcacheCache'
      : 'django.core.cache.backends.memcached.PyLibMCCache',
  };
}

const databaseReader = native(
  "db_url(self, var='DATABASE_URL', default=..., engine=None)",
  (it, self, name, fallback, engine) => {
    it.declareEnv(it.text(name), declaration(fallback, 'db_url'));
    const reading = { name: it.text(name), cast: null, fallback: notSet(fallback), parseDefault: false };
    const value = it.choose(getValue(it, self, reading));
    if (value instanceof PyUnknown) return databaseUrlUnknown(it, value, {});
    if (value instanceof PyInstance && value.cls === PARSE_RESULT)
      return databaseOfUrl(it, value.payload as UrlPayload, engine);
    const { text, source } = opened(it, value) ?? it.raise('AttributeError', 'a URL must be a str');
    return databaseOf(it, text, source, engine);
  },
  { raw: true },
);

const emailReader = urlReader('email_url', 'EMAIL_URL', 'backend', emailOf);
const searchReader = urlReader('search_url', 'SEARCH_URL', 'engine', searchOf);
const channelsReader = urlReader('channels_url', 'CHANNELS_URL', 'backend', channelsOf);

const classUrl = (signature: string, make: (it: Runtime, url: ConfigurationUrl, extra: PyValue) => PyValue) =>
  new PyDescriptor(
    'classmethod',
    native(signature, (it, _, url, extra) => make(it, urlOf(it, url), extra), { raw: true }),
  );

/** `env(…)` and `env.get_value(…)` are one method under two names. */
const valueReader = (name: string) =>
  native(
    `${name}(self, var, cast=None, default=..., parse_default=False)`,
    (it, self, variable, cast, fallback, parseDefault) =>
      getValue(it, self, {
        name: it.text(variable),
        cast: it.choose(cast),
        fallback: notSet(fallback),
        parseDefault: it.truth(parseDefault),
      }),
    { raw: true },
  );

const ENV: PyClass = nativeClass('Env', 'environ.environ', {
  attributes: {
    NOTSET,
    ENVIRON: new PyDescriptor(
      'property',
      native('ENVIRON(self)', (it) => it.getattr(it.importModule('os'), 'environ')),
    ),
    BOOLEAN_TRUE_STRINGS: new PyTuple(['true', 'on', 'ok', 'y', 'yes', '1']),
    URL_CLASS: PARSE_RESULT,
    __init__: native(
      '__init__(self, **scheme)',
      (it, self, scheme) => {
        const initial = { smart_cast: true, escape_proxy: false, warn_on_default: false, prefix: '', scheme };
        for (const [name, value] of Object.entries(initial)) it.setattr(self, name, value);
        return null;
      },
      { raw: true },
    ),
    __call__: valueReader('__call__'),
    get_value: valueReader('get_value'),
    __contains__: native('__contains__(self, var)', (it, _, name) => readVariable(it, it.text(name), {}) !== UNSET),
    str: strReader,
    bytes: bytesReader,
    bool: plainReader('bool', TYPES.bool),
    int: plainReader('int', TYPES.int),
    float: plainReader('float', TYPES.float),
    json: jsonReader,
    list: native(
      'list(self, var, cast=None, default=...)',
      (it, self, name, cast, fallback) =>
        getValue(it, self, {
          name: it.text(name),
          cast: itemCast(TYPES.list, (item) => new PyList([item]))(it, cast),
          fallback: notSet(fallback),
          parseDefault: false,
        }),
      { raw: true },
    ),
    tuple: native(
      'tuple(self, var, cast=None, default=...)',
      (it, self, name, cast, fallback) =>
        getValue(it, self, {
          name: it.text(name),
          cast: itemCast(TYPES.tuple, (item) => new PyTuple([item]))(it, cast),
          fallback: notSet(fallback),
          parseDefault: false,
        }),
      { raw: true },
    ),
    dict: native(
      'dict(self, var, cast=..., default=...)',
      (it, self, name, cast, fallback) =>
        getValue(it, self, {
          name: it.text(name),
          cast: cast === UNSET ? TYPES.dict : it.choose(cast),
          fallback: notSet(fallback),
          parseDefault: false,
        }),
      { raw: true },
    ),
    url: native(
      'url(self, var, default=...)',
      (it, self, name, fallback) => urlValue(it, self, name, fallback, 'url'),
      { raw: true },
    ),
    db: databaseReader,
    db_url: databaseReader,
    cache: cacheReader,
    cache_url: cacheReader,
    email: emailReader,
    email_url: emailReader,
    search_url: searchReader,
    channels: channelsReader,
    channels_url: channelsReader,
    path: native(
      'path(self, var, default=..., **kwargs)',
      (it, self, name, fallback, keywords) => {
        const reading = { name: it.text(name), cast: null, fallback: notSet(fallback), parseDefault: false };
        const value = it.choose(getValue(it, self, reading));
        if (value instanceof PyUnknown) return it.cast(value, 'path');
        const named = keywords instanceof PyDict ? it.entries(keywords) : [];
        return it.call(ENVIRON_PATH, [value], Object.fromEntries(named.map(([key, one]) => [it.text(key), one])));
      },
      { raw: true },
    ),
    read_env: new PyDescriptor(
      'classmethod',
      native(
        "read_env(cls, env_file=None, overwrite=False, parse_comments=False, encoding='utf8', **overrides)",
        (it, _, file, overwrite, comments, __, overrides) => {
          readEnvFile(it, it.force(file), it.truth(overwrite), it.truth(comments), overrides);
          return null;
        },
        { raw: true },
      ),
    ),
    parse_value: new PyDescriptor(
      'classmethod',
      native('parse_value(cls, value, cast)', (it, _, value, cast) => parseValue(it, value, it.choose(cast)), {
        raw: true,
      }),
    ),
    db_url_config: new PyDescriptor(
      'classmethod',
      native(
        'db_url_config(cls, url, engine=None)',
        (it, _, value, engine) => {
          const known = it.choose(value);
          if (known instanceof PyUnknown) return databaseUrlUnknown(it, known, {});
          const found = opened(it, known);
          return found === undefined
            ? databaseOfUrl(it, urlOf(it, known), engine)
            : databaseOf(it, found.text, found.source, engine);
        },
        { raw: true },
      ),
    ),
    cache_url_config: classUrl('cache_url_config(cls, url, backend=None)', (it, url, backend) =>
      cacheOf(it, url, backend, drivers(it)),
    ),
    email_url_config: classUrl('email_url_config(cls, url, backend=None)', emailOf),
    search_url_config: classUrl('search_url_config(cls, url, engine=None)', searchOf),
  },
});

const FILE_AWARE_ENV: PyClass = nativeClass('FileAwareEnv', 'environ.environ', { bases: [ENV] });

export const environ = (): PyModule =>
  nativeModule('environ', {
    Env: ENV,
    FileAwareEnv: FILE_AWARE_ENV,
    Path: ENVIRON_PATH,
    NoValue: NO_VALUE,
    ImproperlyConfigured: IMPROPERLY_CONFIGURED,
    DefaultValueWarning: exceptionClass('DefaultValueWarning', 'environ', EXCEPTIONS.get('UserWarning') ?? 'Exception'),
  });
