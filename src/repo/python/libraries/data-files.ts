import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { parseDocument } from 'yaml';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import { hashKey, PyBytes, PyDict, PyInstance, PyList, type PyModule, type PyValue } from '../values.ts';
import { exceptionClass } from './django-exceptions.ts';
import { type IniFile, iniValue, parseIni } from './ini-text.ts';

const TOML_ERROR = exceptionClass('TOMLDecodeError', 'tomllib', 'ValueError');
const YAML_ERROR = exceptionClass('YAMLError', 'yaml', 'Exception');

function textOf(it: Runtime, value: PyValue): string {
  const known = it.force(value);
  if (known instanceof PyBytes) return Buffer.from(known.latin1, 'latin1').toString('utf8');
  if (typeof known === 'string') return known;
  const read = it.lookup(known, 'read');
  return read === undefined ? it.text(known) : textOf(it, it.call(read));
}

/** Plain data in Python's values; what is neither text, number, list nor table is not followed. */
function toPython(it: Runtime, value: unknown): PyValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint')
    return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return new PyList(value.map((item: unknown) => toPython(it, item)));
  if (value instanceof Date) return it.unknown('a date in a data file');
  if (typeof value !== 'object') return it.unknown('a value in a data file');
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  const dict = new PyDict();
  for (const [name, item] of entries) {
    const key = toPython(it, name);
    dict.entries.set(hashKey(key), { key, value: toPython(it, item) });
  }
  return dict;
}

function toml(it: Runtime, text: string): PyValue {
  // a float that is whole cannot be told from an int in what the parser gives
  if (/[=[,]\s*[+-]?\d[\d_]*\.0*(?:[\s,\]#]|$)/m.test(text)) return it.giveUp('a TOML file with whole floats');
  try {
    return toPython(it, getStaticTOMLValue(parseTOML(text)));
  } catch {
    return it.raise(TOML_ERROR, 'invalid TOML');
  }
}

export const tomllib = (): PyModule =>
  nativeModule('tomllib', {
    load: native('load(fp)', (it, file) => toml(it, textOf(it, file))),
    loads: native('loads(s)', (it, text) => toml(it, textOf(it, text))),
    TOMLDecodeError: TOML_ERROR,
  });

/** PyYAML reads YAML 1.1: `yes`, `on`, octal and sexagesimal numbers. */
function yamlValue(it: Runtime, text: string): PyValue {
  if (
    /:\s*[+-]?\d[\d_]*:[0-5]?\d|\d{4}-\d{1,2}-\d{1,2}|[:\-[,]\s*[+-]?\d[\d_]*\.0*(?:\s|,|\]|$)|[:\s]<<:/m.test(text)
  ) {
    return it.giveUp('a YAML file with values that readers differ on');
  }
  const document = parseDocument(text, { version: '1.1', intAsBigInt: true, logLevel: 'silent' });
  if (document.errors.length > 0) return it.raise(YAML_ERROR, 'invalid YAML');
  return toPython(it, document.toJS({ mapAsMap: true, maxAliasCount: 100 }));
}

export const yaml = (): PyModule => {
  const load = (name: string) =>
    native(`${name}(stream, Loader=None)`, (it, stream) => yamlValue(it, textOf(it, stream)), { raw: true });
  return nativeModule('yaml', {
    safe_load: load('safe_load'),
    load: load('load'),
    full_load: load('full_load'),
    YAMLError: YAML_ERROR,
  });
};

const NO_SECTION = exceptionClass('NoSectionError', 'configparser', 'Exception');
const NO_OPTION = exceptionClass('NoOptionError', 'configparser', 'Exception');

const BOOLEANS: Readonly<Record<string, boolean>> = {
  '1': true,
  yes: true,
  true: true,
  on: true,
  '0': false,
  no: false,
  false: false,
  off: false,
};

/** `getint` and its like: the overridden `get`, then a cast. */
const casted = (name: string, cast: (it: Runtime, value: PyValue) => PyValue) =>
  native(`${name}(self, section, option, fallback=..., **kwargs)`, (it, self, section, option, fallback) => {
    const unset = fallback instanceof Object && fallback.kind === 'unset';
    const value = it.attempt(() => it.call(it.getattr(self, 'get'), [section, option]), NO_SECTION, NO_OPTION);
    if ('value' in value) return cast(it, value.value);
    return unset ? it.raise(value.raised.cls, it.text(option)) : fallback;
  });

const PARSER = nativeClass('RawConfigParser', 'configparser', {
  attributes: {
    read: native('read(self, filenames, encoding=None)', (it, self, names) => {
      const known = it.force(names);
      const paths = known instanceof PyList ? it.items(known) : [known];
      const found = paths.flatMap((path) => {
        const name = it.textOrUndefined(path) ?? '';
        const text = it.files.readText(name.startsWith('/') ? name : `${it.cwd}/${name}`);
        if (text !== undefined) it.setattr(self, '_text', `${textSoFar(it, self)}\n${text}`);
        return text === undefined ? [] : [path];
      });
      return new PyList(found);
    }),
    read_string: native('read_string(self, string)', (it, self, text) => {
      it.setattr(self, '_text', `${textSoFar(it, self)}\n${it.text(text)}`);
      return null;
    }),
    read_file: native('read_file(self, f)', (it, self, file) => {
      it.setattr(self, '_text', `${textSoFar(it, self)}\n${textOf(it, file)}`);
      return null;
    }),
    getint: casted('getint', (it, value) => it.call(it.builtin('int'), [value])),
    getfloat: casted('getfloat', (it, value) => it.call(it.builtin('float'), [value])),
    getboolean: casted(
      'getboolean',
      (it, value) => BOOLEANS[it.text(value).toLowerCase()] ?? it.raise('ValueError', 'Not a boolean'),
    ),
    get: native('get(self, section, option, fallback=..., **kwargs)', (it, self, section, option, fallback) =>
      iniGet(it, self, section, option, fallback),
    ),
    sections: native('sections(self)', (it, self) => new PyList([...iniOf(it, self).sections.keys()])),
    has_section: native('has_section(self, section)', (it, self, section) =>
      iniOf(it, self).sections.has(it.text(section)),
    ),
    has_option: native(
      'has_option(self, section, option)',
      (it, self, section, option) => iniValue(it, iniOf(it, self), it.text(section), it.text(option)) !== undefined,
    ),
    __init__: native('__init__(self, *args, **kwargs)', initializeParser, { raw: true }),
  },
  hooks: { attribute: (it, _, name) => it.unknown(`${name} of a ConfigParser is not modelled`) },
});

function kept(self: PyValue, name: string): PyValue | undefined {
  return self instanceof PyInstance ? self.attributes.get(name) : undefined;
}

/** Options of the parser that change what a text means and are not followed leave its values unknown. */
function initializeParser(it: Runtime, self: PyValue, _args: PyValue, keywords: PyValue): PyValue {
  if (!(keywords instanceof PyDict)) return null;
  for (const [key, value] of it.entries(keywords)) {
    if (key === 'inline_comment_prefixes') it.setattr(self, '_inline', value);
    else if (key === 'interpolation' && value === null) it.setattr(self, '_plain', true);
    else if (key !== 'allow_no_value' && key !== 'strict' && key !== 'defaults')
      it.setattr(self, '_text', it.unknown(`${String(key)} of a ConfigParser`));
  }
  return null;
}

/** A comment begins where a prefix stands at the start of a line or after white space. */
function withoutInlineComments(text: string, prefixes: readonly string[]): string {
  const lines = text.split('\n').map((line) => {
    const starts = prefixes.flatMap((prefix) => {
      for (let at = line.indexOf(prefix); at >= 0; at = line.indexOf(prefix, at + 1)) {
        if (at === 0 || /\s/.test(line.charAt(at - 1))) return [at];
      }
      return [];
    });
    return starts.length === 0 ? line : line.slice(0, Math.min(...starts)).trimEnd();
  });
  return lines.join('\n');
}

function textSoFar(it: Runtime, self: PyValue): string {
  const text = kept(self, '_text');
  return text === undefined ? '' : it.text(text);
}

function iniOf(it: Runtime, self: PyValue): IniFile {
  const inline = kept(self, '_inline');
  const text = textSoFar(it, self);
  return parseIni(
    inline === undefined
      ? text
      : withoutInlineComments(
          text,
          it.items(inline).map((prefix) => it.text(prefix)),
        ),
  );
}

function iniGet(it: Runtime, self: PyValue, section: PyValue, option: PyValue, fallback: PyValue): PyValue {
  const fills =
    self instanceof PyInstance && self.cls.mro.includes(INTERPOLATING) && kept(self, '_plain') === undefined;
  const found = iniValue(it, iniOf(it, self), it.text(section), it.text(option), fills);
  if (found !== undefined) return found;
  if (!(fallback instanceof Object && fallback.kind === 'unset')) return fallback;
  const known = iniOf(it, self).sections.has(it.text(section));
  return it.raise(known ? NO_OPTION : NO_SECTION, `No option or section: ${it.text(section)}.${it.text(option)}`);
}

const INTERPOLATING = nativeClass('ConfigParser', 'configparser', { bases: [PARSER] });
export const configparser = (): PyModule =>
  nativeModule('configparser', {
    ConfigParser: INTERPOLATING,
    SafeConfigParser: INTERPOLATING,
    RawConfigParser: PARSER,
    NoSectionError: NO_SECTION,
    NoOptionError: NO_OPTION,
  });
