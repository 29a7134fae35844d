import { classAttribute } from '../interpreter/type-of.ts';
import { TYPES } from '../interpreter/types.ts';
import { native, nativeClass, nativeModule, type Runtime } from '../native.ts';
import {
  PyClass,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  type PyModule,
  PyTuple,
  PyUnknown,
  type PyValue,
  UNSET,
} from '../values.ts';
import { exceptionClass } from './django-exceptions.ts';
import { castType, readVariable } from './environment-reading.ts';
import { loads } from './json.ts';
import { opened } from './support.ts';

/** pydantic's models and pydantic-settings: fields from keywords, then from variables, then their defaults. */
const VALIDATION_ERROR = exceptionClass('ValidationError', 'pydantic_core', 'ValueError');

interface Field {
  readonly name: string;
  readonly annotation: PyValue;
  readonly default: PyValue;
  readonly factory: PyValue;
  readonly alias: PyValue;
}

interface FieldInfo {
  readonly default: PyValue;
  readonly factory: PyValue;
  readonly alias: PyValue;
}

const FIELD = nativeClass('FieldInfo', 'pydantic.fields', {});
/** What a decorator of validators leaves in the class: the fields that it may change; none: all. */
const VALIDATOR = nativeClass('Validator', 'pydantic', {});

function fieldsOf(it: Runtime, cls: PyClass): Field[] {
  const fields = new Map<string, Field>();
  for (const ancestor of cls.mro.toReversed()) {
    const annotations = ancestor.attributes.get('__annotations__');
    if (!(annotations instanceof PyDict)) continue;
    for (const [key, annotation] of it.entries(annotations)) {
      const name = it.text(key);
      if (!name.startsWith('_') && name !== 'model_config') fields.set(name, fieldOf(name, annotation, ancestor));
    }
  }
  return [...fields.values()];
}

function fieldOf(name: string, annotation: PyValue, cls: PyClass): Field {
  const entry = cls.attributes.entries.get(name);
  const value = entry === undefined ? UNSET : entry.value;
  if (value instanceof PyInstance && value.cls === FIELD) return { name, annotation, ...(value.payload as FieldInfo) }; // made below
  return { name, annotation, default: value, factory: UNSET, alias: null };
}

interface Options {
  readonly prefix: string;
  readonly caseSensitive: boolean;
  /** An option that is not followed here. */
  readonly doubt: string | undefined;
}

/** `model_config`, or the inner `class Config` of before. */
function optionsOf(it: Runtime, cls: PyClass): Options {
  const given = classAttribute(cls, 'model_config');
  const inner = classAttribute(cls, 'Config');
  const entries = new Map<string, PyValue>();
  if (inner instanceof PyClass)
    for (const { key, value } of inner.attributes.entries.values()) entries.set(String(key), value);
  if (given instanceof PyDict) for (const [key, value] of it.entries(given)) entries.set(it.text(key), value);
  const prefix = entries.get('env_prefix');
  const sensitive = entries.get('case_sensitive');
  const doubtful = ['secrets_dir', 'env_nested_delimiter', 'env_ignore_empty'].find((name) => entries.has(name));
  return {
    prefix: prefix === undefined ? '' : it.text(prefix),
    caseSensitive: sensitive !== undefined && it.truth(sensitive),
    doubt: dotenvDoubt(it, entries.get('env_file')) ?? doubtful,
  };
}

/** A dotenv file that the repository holds is read by pydantic; most are not there. */
function dotenvDoubt(it: Runtime, file: PyValue | undefined): string | undefined {
  if (file === undefined || file === null) return undefined;
  const known = it.force(file);
  const paths = known instanceof PyTuple || known instanceof PyList ? it.items(known) : [known];
  const there = paths.some((path) => {
    const text = it.textOrUndefined(path) ?? '';
    return it.files.isFile(text.startsWith('/') ? text : `${it.cwd}/${text}`);
  });
  return there ? 'env_file' : undefined;
}

/** The variable's text, or UNSET: the alias as it is, else prefix and name in any case. */
function variableOf(it: Runtime, field: Field, options: Options): PyValue {
  const named = typeof field.alias === 'string' ? field.alias : options.prefix + field.name;
  const how = {
    cast: castNameOf(field.annotation),
    required: field.default === UNSET && field.factory === UNSET,
    default: field.default,
  };
  if (options.caseSensitive) return readVariable(it, named, how);
  const names = it.envNames()?.filter((name) => name.toLowerCase() === named.toLowerCase());
  return readVariable(it, names?.[0] ?? named.toUpperCase(), how);
}

function castNameOf(annotation: PyValue): string {
  return annotation instanceof PyClass ? annotation.name : 'str';
}

const TRUE = new Set(['1', 'on', 't', 'true', 'y', 'yes']);
const FALSE = new Set(['0', 'off', 'f', 'false', 'n', 'no']);

/** A text made what the annotation says; annotations that are not followed leave it unknown. */
function coerce(it: Runtime, text: PyValue, field: Field): PyValue {
  const { annotation } = field;
  if (text instanceof PyUnknown) return it.cast(text, castNameOf(annotation), castType(castNameOf(annotation)));
  if (annotation === TYPES.str) return text;
  const { text: plain, source } = opened(it, text) ?? it.giveUp(`the text of ${field.name}`);
  if (annotation === TYPES.bool) {
    const word = plain.toLowerCase();
    if (TRUE.has(word)) return true;
    return FALSE.has(word) ? false : it.raise(VALIDATION_ERROR, `${field.name}: Input should be a valid boolean`);
  }
  if (annotation === TYPES.int || annotation === TYPES.float) return number(it, plain, annotation, field.name);
  if (
    annotation === TYPES.list ||
    annotation === TYPES.dict ||
    annotation === TYPES.tuple ||
    annotation === TYPES.set
  ) {
    const value = loads(it, plain);
    return source === undefined
      ? it.call(annotation, [value])
      : it.unknown(`${field.name} is a secret`, { secret: source });
  }
  return it.unknown(`the type of ${field.name} is not followed`, { secret: source });
}

function number(it: Runtime, text: string, type: PyClass, name: string): PyValue {
  const made = it.attempt(() => it.call(type, [text.trim()]), 'ValueError');
  return 'value' in made ? made.value : it.raise(VALIDATION_ERROR, `${name}: Input should be a valid number`);
}

/** Fields that a validator may change; undefined when one of them is for the whole model. */
function validated(cls: PyClass): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const ancestor of cls.mro) {
    for (const { value } of ancestor.attributes.entries.values()) {
      if (value instanceof PyUnknown) return undefined;
      if (!(value instanceof PyInstance && value.cls === VALIDATOR)) continue;
      const fields = value.payload as readonly string[]; // made below
      if (fields.length === 0) return undefined;
      for (const field of fields) names.add(field);
    }
  }
  return names;
}

function fill(it: Runtime, cls: PyClass, keywords: PyDict, reads: boolean): PyInstance {
  const instance = new PyInstance(cls);
  const options = optionsOf(it, cls);
  const doubted = validated(cls);
  for (const field of fieldsOf(it, cls)) {
    const value = valueOf(it, field, keywords, options, reads);
    const unsure = options.doubt ?? (doubted === undefined || doubted.has(field.name) ? 'a validator' : undefined);
    it.heap.setItem(
      instance.attributes,
      field.name,
      unsure === undefined ? value : it.unknown(`${unsure} may decide ${field.name}`),
    );
  }
  const after = it.lookup(instance, 'model_post_init');
  if (after instanceof PyFunction) it.call(after, [null]);
  return instance;
}

function valueOf(it: Runtime, field: Field, keywords: PyDict, options: Options, reads: boolean): PyValue {
  const given = keywords.entries.get(field.name);
  if (given !== undefined) return given.value;
  const read = reads ? variableOf(it, field, options) : UNSET;
  if (read !== UNSET) return coerce(it, read, field);
  if (field.factory !== UNSET) return it.call(field.factory);
  const missing = field.default === UNSET || isEllipsis(field.default);
  return missing ? it.raise(VALIDATION_ERROR, `${field.name}: Field required`) : field.default;
}

function isEllipsis(value: PyValue): boolean {
  return value instanceof PyInstance && value.cls === TYPES.ellipsis;
}

function dump(it: Runtime, self: PyValue): PyValue {
  if (!(self instanceof PyInstance)) return it.giveUp('model_dump');
  return PyDict.of(it.entries(self.attributes).map(([key, value]) => [String(key), value] as const));
}

const modelClass = (name: string, module: string, reads: boolean, bases: readonly PyClass[] = []): PyClass =>
  nativeClass(name, module, {
    bases,
    attributes: {
      model_dump: native('model_dump(self)', dump),
      dict: native('dict(self)', dump),
    },
    hooks: { construct: (it, cls, _, keywords) => fill(it, cls, keywords, reads) },
  });

const BASE_MODEL = modelClass('BaseModel', 'pydantic', false);
const BASE_SETTINGS = modelClass('BaseSettings', 'pydantic_settings', true, [BASE_MODEL]);

const field = native(
  'Field(default=..., *, default_factory=..., alias=None, validation_alias=None, env=None, **kwargs)',
  (_, initial, factory, alias, validation, env) =>
    new PyInstance(FIELD, { default: initial, factory, alias: validation ?? env ?? alias } satisfies FieldInfo),
  { raw: true },
);

const validator = (name: string, whole: boolean) =>
  native(`${name}(*fields, **kwargs)`, (it, fields) => {
    const names = whole ? [] : it.items(fields).map((one) => it.text(one));
    return native('decorate(func)', () => new PyInstance(VALIDATOR, names), { raw: true });
  });

const MODEL_NAMES = {
  BaseModel: BASE_MODEL,
  Field: field,
  ValidationError: VALIDATION_ERROR,
  ConfigDict: TYPES.dict,
  validator: validator('validator', false),
  field_validator: validator('field_validator', false),
  root_validator: validator('root_validator', true),
  model_validator: validator('model_validator', true),
  computed_field: native('computed_field(func=None, **kwargs)', (_, func) => func ?? null, { raw: true }),
} satisfies Record<string, PyValue>;

export const pydantic = (): PyModule => nativeModule('pydantic', { ...MODEL_NAMES, BaseSettings: BASE_SETTINGS });

export const pydanticSettings = (): PyModule =>
  nativeModule('pydantic_settings', {
    BaseSettings: BASE_SETTINGS,
    SettingsConfigDict: TYPES.dict,
    PydanticBaseSettingsSource: nativeClass('PydanticBaseSettingsSource', 'pydantic_settings', {}),
  });
