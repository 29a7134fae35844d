import { dirname, resolve } from 'node:path/posix';
import { EXCEPTIONS, TYPES } from '../interpreter/types.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import { secretVariable } from '../secrets.ts';
import { type PyClass, PyDict, PyInstance, PyList, type PyModule, PyUnknown, type PyValue, UNSET } from '../values.ts';
import { makeDelta } from './datetime.ts';
import { parseDatabaseUrl } from './dj-database-url.ts';
import { parseEmailUrl } from './dj-email-url.ts';
import { parseCacheUrl } from './django-cache-url.ts';
import { exceptionClass } from './django-exceptions.ts';
import { parseDotenvFile } from './dotenv-parse.ts';
import { castType, readVariable } from './environment-reading.ts';
import { loads } from './json.ts';
import { opened, sealed } from './support.ts';
import { partition } from './url-text.ts';
import { parsedUrl } from './urllib-parse.ts';

const ENV_ERROR = exceptionClass('EnvError', 'environs', 'ValueError');
const VALIDATION_ERROR = exceptionClass('EnvValidationError', 'environs', ENV_ERROR);
const MARSHMALLOW_ERROR = exceptionClass('ValidationError', 'marshmallow.exceptions', 'Exception');
const NOT_SET_ERROR = exceptionClass('EnvNotSetError', 'environs', ENV_ERROR);
const RAW = { raw: true };

function option(it: Runtime, self: PyValue, name: string): PyValue {
  return it.choose(it.lookup(self, name) ?? null);
}

/** Text of the environment, then of the files that were read, then UNSET. */
function readText(
  it: Runtime,
  self: PyValue,
  name: string,
  cast: string,
  fallback: PyValue,
): ReturnType<Runtime['choose']> {
  const how = { cast, required: fallback === UNSET, ...(fallback === UNSET ? {} : { default: fallback }) };
  if (self instanceof PyInstance && self.cls.mro.includes(FILE_AWARE)) {
    const path = readVariable(it, name + it.text(option(it, self, 'file_suffix')), { cast: 'str' });
    if (path instanceof PyUnknown)
      return it.unknown(`it is in a file that ${name}_FILE names`, { secret: `file ${name}_FILE`, type: 'str' });
    if (path !== UNSET && it.truth(path)) return fileText(it, self, path);
  }
  const value = readVariable(it, name, how);
  if (value !== UNSET) return value;
  const files = option(it, self, '_environ');
  const stored = files instanceof PyDict ? files.get(name) : undefined;
  return stored === undefined ? UNSET : it.choose(stored);
}

function fileText(it: Runtime, self: PyValue, path: PyValue): ReturnType<Runtime['choose']> {
  const file = it.call(it.builtin('open'), [path]);
  const text = it.call(it.getattr(file, 'read'));
  return it.choose(it.truth(option(it, self, 'strip_whitespace')) ? it.call(it.getattr(text, 'strip')) : text);
}

/** What a text becomes; raises EnvValidationError. */
type Field = (it: Runtime, value: PyValue, options: PyDict) => PyValue;

function invalid(it: Runtime, message: string): never {
  return it.raise(VALIDATION_ERROR, message);
}

function textOf(it: Runtime, value: PyValue): string {
  return opened(it, it.force(value))?.text ?? invalid(it, 'Not a valid string.');
}

const TRUTHY = new Set('t T true True TRUE on On ON y Y yes Yes YES 1'.split(' '));
const FALSY = new Set('f F false False FALSE off Off OFF n N no No NO 0'.split(' '));

const bool: Field = (it, value) => {
  const text = textOf(it, value);
  if (TRUTHY.has(text)) return true;
  return FALSY.has(text) ? false : invalid(it, 'Not a valid boolean.');
};

const number =
  (cls: PyClass): Field =>
  (it, value) => {
    const made = it.attempt(() => it.call(cls, [value]), 'ValueError', 'TypeError');
    return 'value' in made ? made.value : invalid(it, 'Not a valid number.');
  };

const raw: Field = (_, value) => value;

/** The field that a `subcast` stands for. */
function subcastField(subcast: PyValue): Field {
  if (subcast === null || subcast === TYPES.list || subcast === TYPES.tuple || subcast === TYPES.set) return raw;
  if (subcast === TYPES.str) return raw;
  if (subcast === TYPES.bool) return bool;
  if (subcast === TYPES.int) return number(TYPES.int);
  if (subcast === TYPES.float) return number(TYPES.float);
  return (it, value) => it.call(subcast, [value]);
}

function argument(it: Runtime, options: PyDict, name: string, otherwise: PyValue): PyValue {
  const found = options.get(name);
  return found === undefined ? otherwise : it.choose(found);
}

const list: Field = (it, value, options) => {
  const { text, source } = opened(it, it.force(value)) ?? invalid(it, 'Not a valid list.');
  const field = subcastField(argument(it, options, 'subcast', null));
  const pieces = text === '' ? [] : text.split(it.text(argument(it, options, 'delimiter', ',')));
  return new PyList(pieces.map((piece) => field(it, sealed(it, piece, source), options)));
};

const dict: Field = (it, value, options) => {
  const { text, source } = opened(it, it.force(value)) ?? invalid(it, 'Not a valid mapping type.');
  const keys = subcastField(argument(it, options, 'subcast_keys', null));
  const values = subcastField(argument(it, options, 'subcast_values', null));
  const separator = it.text(argument(it, options, 'key_value_delimiter', '='));
  const made = new PyDict();
  for (const item of text === '' ? [] : text.split(it.text(argument(it, options, 'delimiter', ',')))) {
    const [key, rest, found] = partition(item, separator);
    if (!found) it.raise('ValueError', 'not enough values to unpack (expected 2, got 1)');
    it.heap.setItem(made, keys(it, key.trim(), options), values(it, sealed(it, rest.trim(), source), options));
  }
  return made;
};

const jsonField: Field = (it, value) => {
  const { text, source } = opened(it, it.force(value)) ?? invalid(it, 'Not valid JSON.');
  const made = it.attempt(() => loads(it, text), 'ValueError');
  if (!('value' in made)) return invalid(it, 'Not valid JSON.');
  return source === undefined ? made.value : it.unknown('a secret in JSON', { secret: source });
};

const LEVELS: Readonly<Record<string, bigint>> = {
  CRITICAL: 50n,
  FATAL: 50n,
  ERROR: 40n,
  WARNING: 30n,
  WARN: 30n,
  INFO: 20n,
  DEBUG: 10n,
  NOTSET: 0n,
};

const logLevel: Field = (it, value) => {
  const text = textOf(it, value);
  if (/^\s*\d+\s*$/.test(text)) return BigInt(text.trim());
  return LEVELS[text.toUpperCase()] ?? invalid(it, 'Not a valid log level.');
};

const timedelta: Field = (it, value, options) => {
  const text = textOf(it, value);
  const units: Readonly<Record<string, number>> = {
    weeks: 604_800e6,
    days: 86_400e6,
    hours: 3_600e6,
    minutes: 60e6,
    seconds: 1e6,
    milliseconds: 1e3,
    microseconds: 1,
  };
  const unit = units[it.text(argument(it, options, 'precision', 'seconds'))];
  return /^-?\d+$/.test(text) && unit !== undefined
    ? makeDelta(Number(text) * unit)
    : it.giveUp('a timedelta in a rarer notation');
};

const url: Field = (it, value) => {
  const { text, source } = opened(it, it.force(value)) ?? invalid(it, 'Not a valid URL.');
  return parsedUrl(it, text, source);
};

const path: Field = (it, value) => it.call(it.getattr(it.importModule('pathlib'), 'Path'), [value]);

interface Reader {
  readonly cast: string;
  readonly field: Field;
  /** A function's default is handed to the function; a field's is returned as it is. */
  readonly castsDefault: boolean;
}

function read(it: Runtime, self: PyValue, given: PyValue, fallback: PyValue, options: PyDict, reader: Reader): PyValue {
  const prefix = option(it, self, '_prefix');
  const name = (it.truth(prefix) ? it.text(prefix) : '') + it.text(given);
  const value = readText(it, self, name, reader.cast, fallback);
  if (value === UNSET) {
    if (fallback === UNSET) return notSet(it, self, name);
    return reader.castsDefault ? reader.field(it, fallback, options) : fallback;
  }
  if (it.truth(option(it, self, 'expand_vars')) && /\$/.test(opened(it, value)?.text ?? ''))
    it.giveUp('a variable that names others');
  if (value instanceof PyUnknown && !reader.cast.startsWith('dj_')) {
    return reader.cast === 'str' ? value : it.cast(value, reader.cast, castType(reader.cast));
  }
  return validated(it, reader.field(it, value, options), options);
}

function notSet(it: Runtime, self: PyValue, name: string): PyValue {
  if (!it.truth(option(it, self, 'eager'))) return null;
  return it.raise(NOT_SET_ERROR, `Environment variable "${name}" not set`);
}

/** `validate=`: one or several functions that raise, or return False. */
function validated(it: Runtime, value: PyValue, options: PyDict): PyValue {
  const given = argument(it, options, 'validate', null);
  if (given === null) return value;
  const validators =
    given instanceof PyList || (given instanceof Object && given.kind === 'tuple') ? it.items(given) : [given];
  for (const validator of validators) {
    const known = it.choose(validator);
    if (known instanceof Object && (known.kind === 'opaque' || known.kind === 'unknown')) continue;
    const made = it.attempt(() => it.call(known, [value]), MARSHMALLOW_ERROR);
    if (!('value' in made) || made.value === false) invalid(it, 'Invalid value.');
  }
  return value;
}

const method = (name: string, field: Field, cast = name, castsDefault = false) =>
  native(
    `${name}(self, name, default=..., subcast=None, **kwargs)`,
    (it, self, variable, fallback, subcast, keywords) => {
      const options = keywords instanceof PyDict ? keywords : new PyDict();
      if (subcast !== null) it.heap.setItem(options, 'subcast', subcast);
      return read(it, self, variable, it.choose(fallback), options, { cast, field, castsDefault });
    },
    RAW,
  );

const named = (options: PyDict, name: string, otherwise: PyValue): PyValue => options.get(name) ?? otherwise;

const databaseUrl: Field = (it, value, options) => {
  const made = it.attempt(() => parseNamed(it, value, options), 'ValueError');
  return 'value' in made ? made.value : invalid(it, 'Not a valid database URL.');
};

const parseNamed: Field = (it, value, options) =>
  parseDatabaseUrl(it, value, [
    named(options, 'engine', null),
    named(options, 'conn_max_age', 0n),
    named(options, 'conn_health_checks', false),
    named(options, 'disable_server_side_cursors', false),
    named(options, 'ssl_require', false),
    named(options, 'test_options', null),
  ]);

/** `with env.prefixed("NAME_"):`. */
const PREFIXED = nativeClass('_Prefixed', 'environs', {
  attributes: {
    __enter__: native('__enter__(self)', (it, self) => {
      const env = it.getattr(self, 'env');
      const before = option(it, env, '_prefix');
      it.setattr(self, 'before', before);
      it.setattr(env, '_prefix', (it.truth(before) ? it.text(before) : '') + it.text(it.getattr(self, 'prefix')));
      return env;
    }),
    __exit__: native('__exit__(self, *args)', (it, self) => {
      it.setattr(it.getattr(self, 'env'), '_prefix', it.getattr(self, 'before'));
      return false;
    }),
  },
});

const prefixed = native('prefixed(self, prefix)', (it, self, prefix) => {
  const made = new PyInstance(PREFIXED);
  it.setattr(made, 'env', self);
  it.setattr(made, 'prefix', prefix);
  return made;
});

/** The nearest file upwards; what it says goes behind the environment. */
const readEnv = native(
  'read_env(self, path=None, recurse=True, verbose=False, override=False, return_path=False)',
  (it, self, given, recurse, _, override) => {
    const start =
      given === null ? `${dirname(it.where().path)}/.env` : resolve(it.cwd, it.textOrUndefined(given) ?? '');
    const name = start.slice(start.lastIndexOf('/') + 1);
    let folder = dirname(start);
    while (it.truth(recurse) && !it.files.isFile(`${folder}/${name}`) && folder !== '/') folder = dirname(folder);
    const path = `${folder}/${name}`;
    const text = it.files.readText(path);
    if (text === undefined) return false;
    const store = option(it, self, '_environ');
    for (const [variable, value] of parseDotenvFile(text)) {
      if (value === null || !(store instanceof PyDict)) continue;
      if (!it.truth(override) && store.get(variable) !== undefined) continue;
      it.heap.setItem(store, variable, sealed(it, value, secretVariable(variable, value) ? `file ${path}` : undefined));
    }
    return true;
  },
);

const initialize = native(
  "__init__(self, *, file_suffix='_FILE', eager=True, expand_vars=False, prefix=None, strip_whitespace=False)",
  (it, self, suffix, eager, expand, prefix, strip) => {
    const initial = {
      file_suffix: suffix,
      eager,
      expand_vars: expand,
      _prefix: prefix,
      strip_whitespace: strip,
      _environ: new PyDict(),
    };
    for (const [name, value] of Object.entries(initial)) it.setattr(self, name, value);
    return null;
  },
);

/** `@env.parser_for("name")` and `env.add_parser`: the project's own casts. */
function addParser(it: Runtime, self: PyValue, name: PyValue, func: PyValue): void {
  const field: Field = (runtime, value, options) =>
    runtime.call(
      func,
      [value],
      Object.fromEntries(runtime.entries(options).map(([key, one]) => [runtime.text(key), one])),
    );
  const parser = native(
    'parser(name, default=..., **kwargs)',
    (inner, variable, fallback, keywords) =>
      read(inner, self, variable, inner.choose(fallback), keywords instanceof PyDict ? keywords : new PyDict(), {
        cast: inner.text(name),
        field,
        castsDefault: true,
      }),
    RAW,
  );
  it.setattr(self, it.text(name), parser);
}

const ENV: PyClass = nativeClass('Env', 'environs', {
  attributes: {
    __init__: initialize,
    __call__: method('__call__', raw, 'str'),
    str: method('str', raw, 'str'),
    bool: method('bool', bool),
    int: method('int', number(TYPES.int)),
    float: method('float', number(TYPES.float)),
    list: method('list', list),
    dict: method('dict', dict),
    json: method('json', jsonField),
    timedelta: method('timedelta', timedelta),
    log_level: method('log_level', logLevel, 'log_level'),
    url: method('url', url),
    path: method('path', path),
    decimal: method('decimal', (it, value) => it.call(it.getattr(it.importModule('decimal'), 'Decimal'), [value])),
    enum: method('enum', (it) => it.giveUp('an enum that a variable names')),
    uuid: method('uuid', (it) => it.giveUp('a UUID that a variable names')),
    time: method('time', (it) => it.giveUp('a time that a variable names')),
    date: method('date', (it) => it.giveUp('a date that a variable names')),
    datetime: method('datetime', (it) => it.giveUp('a date that a variable names')),
    dj_db_url: method('dj_db_url', databaseUrl, 'dj_db_url', true),
    dj_email_url: method('dj_email_url', (it, value) => parseEmailUrl(it, value), 'dj_email_url', true),
    dj_cache_url: method('dj_cache_url', (it, value) => parseCacheUrl(it, value), 'dj_cache_url', true),
    prefixed,
    read_env: readEnv,
    seal: native('seal(self)', () => null),
    add_parser: native('add_parser(self, name, func)', (it, self, name, func) => {
      addParser(it, self, name, func);
      return null;
    }),
    parser_for: native('parser_for(self, name)', (_, self, name) =>
      native('decorator(func)', (it, func) => {
        addParser(it, self, name, func);
        return func;
      }),
    ),
  },
  hooks: { attribute: (it, _, name) => it.unknown(`env.${name} of environs is not modelled`) },
});

const FILE_AWARE: PyClass = nativeClass('FileAwareEnv', 'environs', { bases: [ENV] });

export const environs = (): PyModule => {
  const env = new PyInstance(ENV);
  const initial = {
    file_suffix: '_FILE',
    eager: true,
    expand_vars: false,
    _prefix: null,
    strip_whitespace: false,
    _environ: new PyDict(),
  };
  for (const [name, value] of Object.entries(initial)) env.attributes.entries.set(name, { key: name, value });
  return nativeModule('environs', {
    Env: ENV,
    FileAwareEnv: FILE_AWARE,
    env,
    EnvError: ENV_ERROR,
    EnvValidationError: VALIDATION_ERROR,
    EnvNotSetError: NOT_SET_ERROR,
    ValidationError: MARSHMALLOW_ERROR,
    EnvSealedError: exceptionClass('EnvSealedError', 'environs', EXCEPTIONS.get('TypeError') ?? 'Exception'),
  });
};
