import { dirname, resolve } from 'node:path/posix';
import { TYPES } from '../interpreter/types.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import { secretVariable } from '../secrets.ts';
import { type PyClass, PyInstance, PyList, type PyModule, PyUnknown, type PyValue, UNSET } from '../values.ts';
import { exceptionClass } from './django-exceptions.ts';
import { castName, castUnknown, readVariable } from './environment-reading.ts';
import { type IniFile, iniValue, parseIni } from './ini-text.ts';
import { ShlexError, shlexWords } from './shlex-text.ts';
import { opened, sealed } from './support.ts';

/** Where `config` looks when the environment does not have a name. */
interface Repository {
  readonly path: string;
  readonly get: (it: Runtime, name: string) => string | undefined;
}

const UNDEFINED_CLASS = nativeClass('Undefined', 'decouple', {});
const UNDEFINED = new PyInstance(UNDEFINED_CLASS);
const UNDEFINED_VALUE_ERROR = exceptionClass('UndefinedValueError', 'decouple', 'Exception');
const EMPTY: Repository = { path: '', get: () => undefined };

function readFile(it: Runtime, path: string): string {
  const text = it.files.readText(path);
  if (text !== undefined) return text;
  if (it.files.covers(path)) return it.raise('FileNotFoundError', `[Errno 2] No such file or directory: '${path}'`);
  return it.giveUp(`${path} is not in the repository`);
}

function envRepository(it: Runtime, path: string): Repository {
  const variables = parseEnv(readFile(it, path));
  return { path, get: (_, name) => variables.get(name) };
}

/** A pair of quotes around a value is taken off; nothing is unescaped. */
function parseEnv(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split(/\r\n|\r|\n/).map((one) => one.trim())) {
    const equals = line.indexOf('=');
    if (line.startsWith('#') || equals < 0) continue;
    const value = line.slice(equals + 1).trim();
    const quoted = /^'(.*)'$|^"(.*)"$/.exec(value);
    variables.set(line.slice(0, equals).trim(), quoted?.[1] ?? quoted?.[2] ?? value);
  }
  return variables;
}

function iniRepository(it: Runtime, path: string): Repository {
  const file: IniFile = parseIni(readFile(it, path));
  return { path, get: (runtime, name) => iniValue(runtime, file, 'settings', name) };
}

const repositoryClass = (name: string, make: (it: Runtime, source: string) => Repository): PyClass =>
  nativeClass(name, 'decouple', {
    hooks: {
      construct: (it, cls, positional, keywords) => {
        const source = positional.items[0] ?? keywords.get('source') ?? '';
        return new PyInstance(cls, make(it, absolute(it, it.textOrUndefined(source) ?? '')));
      },
    },
  });

function absolute(it: Runtime, path: string): string {
  return resolve(it.cwd, path);
}

const REPOSITORY_EMPTY = repositoryClass('RepositoryEmpty', () => EMPTY);

const CONFIG = nativeClass('Config', 'decouple', {
  hooks: {
    construct: (it, cls, positional, keywords) => {
      const repository = it.choose(positional.items[0] ?? keywords.get('repository') ?? null);
      if (!(repository instanceof PyInstance) || !isRepository(repository.payload)) {
        return it.giveUp('a repository of values that is the project’s own');
      }
      return new PyInstance(cls, repository.payload);
    },
  },
  attributes: {
    __call__: native('__call__(self, option, default=..., cast=...)', getOption, { raw: true }),
    get: native('get(self, option, default=..., cast=...)', getOption, { raw: true }),
  },
});

function isRepository(payload: unknown): payload is Repository {
  return payload instanceof Object && 'get' in payload && 'path' in payload;
}

function getOption(it: Runtime, self: PyValue, option: PyValue, fallback: PyValue, cast: PyValue): PyValue {
  const repository = (self as PyInstance).payload as Repository; // only our own methods get our instances
  return find(it, repository, it.text(option), undefinedAs(it.choose(fallback)), undefinedAs(it.choose(cast)));
}

function undefinedAs(value: PyValue): PyValue {
  return value === UNDEFINED ? UNSET : value;
}

/** The environment, then the file, then the default; all of them are cast. */
function find(it: Runtime, repository: Repository, name: string, fallback: PyValue, cast: PyValue): PyValue {
  const stored = repository.get(it, name);
  const required = fallback === UNSET && stored === undefined;
  const value = readVariable(it, name, {
    cast: castName(cast),
    required,
    ...(fallback === UNSET ? {} : { default: fallback }),
  });
  if (value !== UNSET) return applyCast(it, value, cast);
  if (stored !== undefined) {
    return applyCast(
      it,
      sealed(it, stored, secretVariable(name, stored) ? `file ${repository.path}` : undefined),
      cast,
    );
  }
  if (fallback !== UNSET) return applyCast(it, fallback, cast);
  return it.raise(UNDEFINED_VALUE_ERROR, `${name} not found. Declare it as envvar or define a default value.`);
}

function applyCast(it: Runtime, given: PyValue, cast: PyValue): PyValue {
  const value = it.choose(given);
  if (cast === UNSET) return value;
  if (value instanceof PyUnknown) {
    const unknown = isCsv(cast) ? it.cast(value, 'Csv', 'list') : castUnknown(it, value, cast);
    if (unknown !== undefined) return unknown;
  }
  return cast === TYPES.bool ? toBool(it, value) : it.call(cast, [value]);
}

function isCsv(cast: PyValue): boolean {
  return cast instanceof PyInstance && cast.cls.mro.includes(CSV);
}

const TRUE = ['y', 'yes', 't', 'true', 'on', '1'];
const FALSE = ['n', 'no', 'f', 'false', 'off', '0'];

export function strtobool(it: Runtime, value: PyValue): boolean {
  if (typeof value === 'boolean') return value;
  const text = (opened(it, value) ?? it.raise('AttributeError', "object has no attribute 'lower'")).text.toLowerCase();
  if (TRUE.includes(text)) return true;
  return FALSE.includes(text) ? false : it.raise('ValueError', `Invalid truth value: ${text}`);
}

function toBool(it: Runtime, value: PyValue): PyValue {
  const text = opened(it, value)?.text ?? it.str(value);
  return text === '' ? false : strtobool(it, text);
}

const AUTO_CONFIG = nativeClass('AutoConfig', 'decouple', {
  hooks: {
    construct: (it, cls, positional, keywords) => {
      const given = it.choose(positional.items[0] ?? keywords.get('search_path') ?? null);
      return new PyInstance(cls, given === null ? undefined : absolute(it, it.textOrUndefined(given) ?? ''));
    },
  },
  attributes: {
    __call__: native(
      '__call__(self, option, default=..., cast=...)',
      (it, self, option, fallback, cast) =>
        it.call(
          loaded(it, self as PyInstance),
          [option, ...(fallback === UNSET ? [] : [fallback])],
          cast === UNSET ? {} : { cast },
        ),
      { raw: true },
    ),
  },
});

/** The file is looked for once: from the search path, or from where the first call stands, upwards. */
function loaded(it: Runtime, self: PyInstance): PyValue {
  const known = self.attributes.get('config');
  if (known !== undefined) return known;
  const start = (self.payload as string | undefined) ?? dirname(it.where().path);
  const config = new PyInstance(CONFIG, nearest(it, start));
  it.heap.setItem(self.attributes, 'config', config);
  return config;
}

function nearest(it: Runtime, folder: string): Repository {
  if (it.files.isFile(`${folder}/settings.ini`)) return iniRepository(it, `${folder}/settings.ini`);
  if (it.files.isFile(`${folder}/.env`)) return envRepository(it, `${folder}/.env`);
  const parent = dirname(folder);
  return parent === '/' || parent === folder || parent === '.' ? EMPTY : nearest(it, parent);
}

const CSV: PyClass = nativeClass('Csv', 'decouple', {
  attributes: {
    __init__: native(
      "__init__(self, cast=..., delimiter=',', strip=None, post_process=...)",
      (it, self, cast, delimiter, strip, postProcess) => {
        const parts = {
          cast: cast === UNSET ? TYPES.str : cast,
          delimiter,
          strip,
          post_process: postProcess === UNSET ? TYPES.list : postProcess,
        };
        for (const [name, value] of Object.entries(parts)) it.setattr(self, name, value);
        return null;
      },
      { raw: true },
    ),
    __call__: native('__call__(self, value)', parseCsv, { raw: true }),
  },
});

function parseCsv(it: Runtime, self: PyValue, given: PyValue): PyValue {
  const part = (name: string): PyValue => it.choose(it.getattr(self, name));
  const value = it.choose(given);
  if (value instanceof PyUnknown)
    return it.cast(value, 'Csv', part('post_process') === TYPES.list ? 'list' : undefined);
  if (value === null) return it.call(part('post_process'));
  const { text, source } = opened(it, value) ?? it.giveUp('Csv() of something that is no text');
  const strip = part('strip');
  const words = wordsOf(it, text, it.text(part('delimiter'))).map((word) =>
    it.call(part('cast'), [sealed(it, strip === null ? word.trim() : stripped(word, it.text(strip)), source)]),
  );
  return it.call(part('post_process'), [new PyList(words)]);
}

function wordsOf(it: Runtime, text: string, delimiter: string): readonly string[] {
  try {
    return shlexWords(text, { whitespace: delimiter, commenters: '#' });
  } catch (error) {
    if (error instanceof ShlexError) return it.raise('ValueError', error.message);
    throw error;
  }
}

function stripped(word: string, characters: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && characters.includes(word.charAt(start))) start += 1;
  while (end > start && characters.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(start, end);
}

const CHOICES = nativeClass('Choices', 'decouple', {
  attributes: {
    __init__: native(
      '__init__(self, flat=None, cast=..., choices=None)',
      (it, self, flat, cast, choices) => {
        it.setattr(self, 'flat', flat);
        it.setattr(self, 'cast', cast === UNSET ? TYPES.str : cast);
        it.setattr(self, 'choices', choices);
        return null;
      },
      { raw: true },
    ),
    __call__: native('__call__(self, value)', (it, self, value) => {
      const list = (name: string): readonly PyValue[] => {
        const items = it.getattr(self, name);
        return it.truth(items) ? it.items(items) : [];
      };
      const chosen = it.call(it.getattr(self, 'cast'), [value]);
      const valid = [...list('flat'), ...list('choices').map((pair) => it.items(pair)[0] ?? null)];
      return valid.some((one) => it.equal(one, chosen)) ? chosen : it.raise('ValueError', 'Value not in list');
    }),
  },
});

export const decouple = (): PyModule =>
  nativeModule('decouple', {
    config: new PyInstance(AUTO_CONFIG),
    AutoConfig: AUTO_CONFIG,
    Config: CONFIG,
    RepositoryEmpty: REPOSITORY_EMPTY,
    RepositoryEnv: repositoryClass('RepositoryEnv', envRepository),
    RepositoryIni: repositoryClass('RepositoryIni', iniRepository),
    Csv: CSV,
    Choices: CHOICES,
    undefined: UNDEFINED,
    Undefined: UNDEFINED_CLASS,
    UndefinedValueError: UNDEFINED_VALUE_ERROR,
    strtobool: native('strtobool(value)', (it, value) => strtobool(it, value)),
  });
