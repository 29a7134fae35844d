import { classAttribute } from '../interpreter/type-of.ts';
import { TYPES } from '../interpreter/types.ts';
import { type Implementation, native, nativeClass, type Runtime } from '../native.ts';
import {
  type PyClass,
  PyDescriptor,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  PySet,
  PyTuple,
  PyUnknown,
  type PyValue,
  UNSET,
} from '../values.ts';
import { parseDatabaseUrl } from './dj-database-url.ts';
import { parseEmailUrl } from './dj-email-url.ts';
import { parseCacheUrl } from './django-cache-url.ts';
import { castType, readVariable } from './environment-reading.ts';
import { literalEval } from './literal-eval.ts';
import { dictOf, opened, sealed } from './support.ts';

/** django-configurations' `values`: a default and how a variable's text becomes the value. */
const RAW = { raw: true };

function option(it: Runtime, self: PyValue, name: string): PyValue {
  return it.choose(it.lookup(self, name) ?? null);
}

/** `DJANGO_` and the setting's name, unless the value says otherwise. */
function fullName(it: Runtime, self: PyValue, name: PyValue): string {
  const own = option(it, self, 'environ_name');
  const prefix = option(it, self, 'environ_prefix');
  const base = it.truth(own) ? it.text(own) : it.text(name).toUpperCase();
  return it.truth(prefix) ? `${it.text(prefix)}_${base}` : base;
}

/** `Value.setup`: the variable's value, or the default; kept as `_value`. */
function setup(it: Runtime, self: PyValue, name: PyValue): PyValue {
  let value = option(it, self, 'default');
  if (it.truth(option(it, self, 'environ'))) {
    const variable = fullName(it, self, name);
    const required = it.truth(option(it, self, 'environ_required'));
    const cast = castOf(self);
    const read = readVariable(it, variable, { cast, required, ...(required ? {} : { default: value }) });
    if (read instanceof PyUnknown) value = unknownOf(it, self, read, cast);
    else if (read !== UNSET) value = it.choose(it.call(it.getattr(self, 'to_python'), [read]));
    else if (required)
      return it.raise('ValueError', `Value is required to be set as the environment variable '${variable}'`);
  }
  it.setattr(self, '_value', value);
  return value;
}

function castOf(self: PyValue): string {
  const name =
    self instanceof PyInstance
      ? (self.cls.mro.find(({ module }) => module === 'configurations.values')?.name ?? 'Value')
      : 'Value';
  return CASTS[name] ?? 'str';
}

const CASTS: Readonly<Record<string, string>> = {
  BooleanValue: 'bool',
  IntegerValue: 'int',
  PositiveIntegerValue: 'int',
  FloatValue: 'float',
  DecimalValue: 'Decimal',
  ListValue: 'list',
  TupleValue: 'tuple',
  SetValue: 'set',
  DictValue: 'dict',
  SingleNestedListValue: 'list',
  SingleNestedTupleValue: 'tuple',
  BackendsValue: 'list',
  DatabaseURLValue: 'db_url',
  CacheURLValue: 'cache_url',
  EmailURLValue: 'email_url',
};

/** An unknown text after a cast of the library; one of the project's own is run. */
function unknownOf(it: Runtime, self: PyValue, text: PyUnknown, cast: string): PyValue {
  const own = self instanceof PyInstance ? classAttribute(self.cls, 'to_python') : undefined;
  if (own instanceof PyFunction || cast.endsWith('_url')) return it.call(it.getattr(self, 'to_python'), [text]);
  return cast === 'str' ? text : it.cast(text, cast, castType(cast));
}

/** `Value(...)` is the plain value at once when it knows its variable, or when it has none and a default. */
function construct(it: Runtime, cls: PyClass, positional: PyTuple, keywords: PyDict): PyValue {
  const self = new PyInstance(cls);
  const init = it.getattr(self, '__init__');
  const named = Object.fromEntries(it.entries(keywords).map(([key, value]) => [it.text(key), value]));
  const { late_binding: late, ...rest } = named;
  if (late !== undefined) it.setattr(self, 'late_binding', late);
  it.call(init, positional.items, late === undefined ? named : rest);
  if (it.truth(option(it, self, 'late_binding'))) return self;
  const environ = it.truth(option(it, self, 'environ'));
  const immediate = environ ? it.truth(option(it, self, 'environ_name')) : it.truth(option(it, self, 'default'));
  return immediate ? it.call(it.getattr(self, 'setup'), [option(it, self, 'environ_name')]) : self;
}

const PARAMETERS = ['default', 'environ', 'environ_name', 'environ_prefix', 'environ_required'] as const;

/** `Value.__init__`; what a kind of value takes besides is among the keywords. */
function initialize(it: Runtime, self: PyValue, positional: PyValue, keywords: PyValue): PyDict {
  const rest = new PyDict();
  const given = new Map<string, PyValue>();
  it.items(positional).forEach((value, index) => given.set(PARAMETERS[index] ?? `_${index}`, value));
  for (const [key, value] of keywords instanceof PyDict ? it.entries(keywords) : []) {
    const name = it.text(key);
    if (PARAMETERS.some((parameter) => parameter === name)) given.set(name, value);
    else it.heap.setItem(rest, key, value);
  }
  const classDefault = (name: string, otherwise: PyValue): PyValue => {
    const own = name === 'environ_name' ? it.lookup(self, 'environ_name') : undefined;
    return given.get(name) ?? (given.has(name) ? null : (own ?? otherwise));
  };
  const initial = it.choose(classDefault('default', null));
  const inner = initial instanceof PyInstance && isValue(initial) ? option(it, initial, 'default') : initial;
  const prefix = it.choose(classDefault('environ_prefix', defaultPrefix(self)));
  it.setattr(self, 'default', inner);
  it.setattr(self, 'environ', classDefault('environ', true));
  it.setattr(self, 'environ_name', classDefault('environ_name', null));
  it.setattr(self, 'environ_prefix', typeof prefix === 'string' ? prefix.replace(/_$/, '') : prefix);
  it.setattr(self, 'environ_required', classDefault('environ_required', false));
  return rest;
}

function isValue(value: PyInstance): boolean {
  return value.cls.mro.includes(VALUE);
}

function defaultPrefix(self: PyValue): PyValue {
  const withoutPrefix = self instanceof PyInstance && self.cls.mro.some((cls) => cls === URL_VALUE);
  return withoutPrefix ? null : 'DJANGO';
}

/** Settles the default once the common arguments are there. */
type Settle = (it: Runtime, self: PyValue, initial: PyValue, keywords: PyDict) => PyValue;

const init = (settle?: Settle) =>
  native(
    '__init__(self, *args, **kwargs)',
    (it, self, args, keywords) => {
      const rest = initialize(it, self, args, keywords);
      if (settle !== undefined) it.setattr(self, 'default', settle(it, self, option(it, self, 'default'), rest));
      return null;
    },
    RAW,
  );

/** The value that was set up, or what setting it up would give when it knows its variable. */
function currentValue(it: Runtime, self: PyValue): PyValue {
  const known = it.lookup(self, '_value');
  if (known !== undefined) return known;
  const name = option(it, self, 'environ_name');
  if (it.truth(name)) it.call(it.getattr(self, 'setup'), [name]);
  return it.lookup(self, '_value') ?? option(it, self, 'default');
}

const toPython = (implementation: Implementation) => native('to_python(self, value)', implementation, RAW);

export const VALUE: PyClass = nativeClass('Value', 'configurations.values', {
  attributes: {
    multiple: false,
    late_binding: false,
    environ_required: false,
    __init__: init(),
    setup: native('setup(self, name)', (it, self, name) => setup(it, self, name), RAW),
    to_python: toPython((_, __, value) => value),
    full_environ_name: native('full_environ_name(self, name)', (it, self, name) => fullName(it, self, name), RAW),
    value: new PyDescriptor(
      'property',
      native('value(self)', (it, self) => currentValue(it, self), RAW),
    ),
  },
  hooks: {
    construct,
    str: (it, self) => it.str(currentValue(it, self)),
    repr: (it, self) => it.repr(currentValue(it, self)),
    truth: (it, self) => it.truth(currentValue(it, self)),
    equal: (it, self, other) => it.equal(currentValue(it, self), other),
  },
});

const kind = (name: string, attributes: Readonly<Record<string, PyValue>>, base: PyClass = VALUE): PyClass =>
  nativeClass(name, 'configurations.values', { bases: [base], attributes });

function textOf(it: Runtime, value: PyValue): string {
  return opened(it, value)?.text ?? it.raise('AttributeError', "object has no attribute 'strip'");
}

const BOOLEAN = kind('BooleanValue', {
  __init__: init((it, _, initial) =>
    typeof initial === 'boolean' || initial === 0n || initial === 1n || initial instanceof PyUnknown
      ? initial
      : it.raise('ValueError', 'Default value is not a boolean value'),
  ),
  to_python: toPython((it, _, value) => {
    const text = textOf(it, value).trim().toLowerCase();
    if (['yes', 'y', 'true', '1'].includes(text)) return true;
    if (['no', 'n', 'false', '0', ''].includes(text)) return false;
    return it.raise('ValueError', 'Cannot interpret boolean value');
  }),
});

const casting = (cast: (it: Runtime, value: PyValue) => PyValue) =>
  toPython((it, _, value) => {
    const made = it.attempt(() => cast(it, value), 'TypeError', 'ValueError');
    return 'value' in made ? made.value : it.raise('ValueError', 'Cannot interpret value');
  });

const INTEGER = kind('IntegerValue', { to_python: casting((it, value) => it.call(TYPES.int, [value])) });
const POSITIVE = kind(
  'PositiveIntegerValue',
  {
    to_python: casting((it, value) => {
      const number = it.call(TYPES.int, [value]);
      return it.compare(number, 0n) < 0 ? it.raise('ValueError', 'Cannot interpret value') : number;
    }),
  },
  INTEGER,
);
const FLOAT = kind('FloatValue', { to_python: casting((it, value) => it.call(TYPES.float, [value])) });
const DECIMAL = kind('DecimalValue', {
  to_python: casting((it, value) => it.call(it.getattr(it.importModule('decimal'), 'Decimal'), [value])),
});

type Make = (items: readonly PyValue[]) => PyValue;
const makeList: Make = (items) => new PyList([...items]);
const makeTuple: Make = (items) => new PyTuple(items);

/** The options `separator` and `converter`, and the default made a sequence. */
const sequenceInit = (make: Make) =>
  init((it, self, initial, keywords) => {
    it.setattr(self, 'separator', keywords.get('separator') ?? ',');
    it.setattr(self, 'seq_separator', keywords.get('seq_separator') ?? ';');
    const converter = keywords.get('converter');
    if (converter !== undefined && converter !== null) it.setattr(self, 'converter', converter);
    const items = initial === null ? [] : it.items(initial);
    return convert(it, self, items, make);
  });

function convert(it: Runtime, self: PyValue, items: readonly PyValue[], make: Make): PyValue {
  const converter = it.choose(it.lookup(self, 'converter') ?? null);
  if (converter === null) return make(items);
  const made = it.attempt(() => items.map((item) => it.call(converter, [item])), 'TypeError', 'ValueError');
  return 'value' in made ? make(made.value) : it.raise('ValueError', 'Cannot interpret item');
}

function split(it: Runtime, text: PyValue, separator: PyValue): readonly PyValue[] {
  const { text: whole, source } = opened(it, text) ?? { text: textOf(it, text), source: undefined };
  const pieces = whole.trim().split(it.text(separator));
  return pieces.map((piece) => piece.trim()).flatMap((piece) => (piece === '' ? [] : [sealed(it, piece, source)]));
}

const sequenceToPython = (make: Make) =>
  toPython((it, self, value) => convert(it, self, split(it, value, option(it, self, 'separator')), make));

const nestedToPython = (make: Make) =>
  toPython((it, self, value) => {
    const rows = split(it, value, option(it, self, 'seq_separator'));
    return make(rows.map((row) => convert(it, self, split(it, row, option(it, self, 'separator')), make)));
  });

const LIST = kind('ListValue', { __init__: sequenceInit(makeList), to_python: sequenceToPython(makeList) });
const TUPLE = kind('TupleValue', { __init__: sequenceInit(makeTuple), to_python: sequenceToPython(makeTuple) });
const SET = kind('SetValue', {
  __init__: sequenceInit((items) => new PySet([...items])),
  to_python: toPython((it, self, value) =>
    it.call(TYPES.set, [convert(it, self, split(it, value, option(it, self, 'separator')), makeList)]),
  ),
});

const DICT = kind('DictValue', {
  __init__: init((it, _, initial) => (initial === null ? new PyDict() : it.call(TYPES.dict, [initial]))),
  to_python: toPython((it, _, value) => {
    const text = textOf(it, value);
    if (text === '') return new PyDict();
    const found = literalEval(text);
    return found instanceof PyDict ? found : it.raise('ValueError', 'Cannot interpret dict value');
  }),
});

const PATH = kind('PathValue', {
  __init__: init((it, self, initial, keywords) => {
    it.setattr(self, 'check_exists', keywords.get('check_exists') ?? true);
    return initial;
  }),
  setup: native(
    'setup(self, name)',
    (it, self, name) => {
      const path = it.importModule('os.path');
      const value = it.call(it.getattr(path, 'expanduser'), [setup(it, self, name)]);
      const checked = it.truth(option(it, self, 'check_exists'));
      if (checked && !it.truth(it.call(it.getattr(path, 'exists'), [value])))
        return it.raise('ValueError', 'Path does not exist.');
      return it.call(it.getattr(path, 'abspath'), [value]);
    },
    RAW,
  ),
});

const SECRET = kind('SecretValue', {
  __init__: init((it, self, initial) => {
    it.setattr(self, 'environ', true);
    it.setattr(self, 'environ_required', true);
    if (initial !== null) it.raise('ValueError', 'Secret values are only allowed to be set as environment variables');
    return null;
  }),
  setup: native(
    'setup(self, name)',
    (it, self, name) => {
      const value = setup(it, self, name);
      return value instanceof PyUnknown || it.truth(value) ? value : it.raise('ValueError', 'Secret value is not set');
    },
    RAW,
  ),
});

/** Values of URLs have no prefix, and are set up when the class is. */
const URL_VALUE: PyClass = kind('URLBackedValue', { late_binding: true });

type ParseUrl = (it: Runtime, self: PyValue, value: PyValue) => PyValue;

const urlInit = (parameters: readonly string[]) =>
  init((it, self, initial, keywords) => {
    it.setattr(self, 'alias', keywords.get('alias') ?? 'default');
    for (const name of parameters) {
      const given = keywords.get(name);
      if (given !== undefined) it.setattr(self, `_${name}`, given);
    }
    return initial === null ? new PyDict() : it.call(it.getattr(self, 'to_python'), [initial]);
  });

const underAlias = (parse: ParseUrl) =>
  toPython((it, self, value) => {
    const made = dictOf({});
    it.heap.setItem(made, option(it, self, 'alias'), parse(it, self, value));
    return made;
  });

const DATABASE_OPTIONS = [
  'engine',
  'conn_max_age',
  'conn_health_checks',
  'disable_server_side_cursors',
  'ssl_require',
  'test_options',
];
const DATABASE_DEFAULTS: readonly PyValue[] = [null, 0n, false, false, false, null];

const DATABASE_URL = kind(
  'DatabaseURLValue',
  {
    environ_name: 'DATABASE_URL',
    __init__: urlInit(DATABASE_OPTIONS),
    to_python: underAlias((it, self, value) =>
      parseDatabaseUrl(
        it,
        value,
        DATABASE_OPTIONS.map((name, index) => it.lookup(self, `_${name}`) ?? DATABASE_DEFAULTS[index] ?? null),
      ),
    ),
  },
  URL_VALUE,
);
const CACHE_URL = kind(
  'CacheURLValue',
  {
    environ_name: 'CACHE_URL',
    __init__: urlInit([]),
    to_python: underAlias((it, _, value) => parseCacheUrl(it, value)),
  },
  URL_VALUE,
);
const EMAIL_URL = kind(
  'EmailURLValue',
  {
    environ_name: 'EMAIL_URL',
    multiple: true,
    __init__: urlInit([]),
    to_python: toPython((it, _, value) => parseEmailUrl(it, value)),
  },
  URL_VALUE,
);

/** Validated texts: what is not valid raises in Django, and is not checked here. */
const VALIDATED = ['EmailValue', 'URLValue', 'IPValue', 'RegexValue'].map((name) => kind(name, {}));

const NESTED = [
  kind('SingleNestedListValue', { __init__: sequenceInit(makeList), to_python: nestedToPython(makeList) }),
  kind('SingleNestedTupleValue', { __init__: sequenceInit(makeTuple), to_python: nestedToPython(makeTuple) }),
];

/** `caster`: a function or the dotted name of one. */
const CASTING_MIXIN = nativeClass('CastingMixin', 'configurations.values', {
  attributes: {
    to_python: toPython((it, self, value) => {
      const made = it.attempt(() => it.call(casterOf(it, self), [value]), 'TypeError', 'ValueError');
      return 'value' in made ? made.value : it.raise('ValueError', 'Cannot interpret value');
    }),
  },
});

function casterOf(it: Runtime, self: PyValue): PyValue {
  const caster = option(it, self, 'caster');
  if (typeof caster !== 'string') return caster;
  const cut = caster.lastIndexOf('.');
  return it.getattr(it.importModule(caster.slice(0, cut)), caster.slice(cut + 1));
}

/** What the next class makes of a value, under an alias. */
const DICT_BACKEND_MIXIN: PyClass = kind('DictBackendMixin', {
  __init__: urlInit([]),
  to_python: underAlias((it, self, value) => {
    const order = self instanceof PyInstance ? self.cls.mro : [];
    const next = order
      .slice(order.indexOf(DICT_BACKEND_MIXIN) + 1)
      .map(({ attributes }) => attributes.get('to_python'))
      .find((found) => found !== undefined);
    return next === undefined ? value : it.call(next, [self, value]);
  }),
});

const BACKENDS = kind('BackendsValue', {}, LIST);

/** django-lasuite's: the content of the file that `NAME_FILE` names goes before `NAME`. */
export const SECRET_FILE_VALUE = nativeClass('SecretFileValue', 'lasuite.configuration.values', {
  bases: [VALUE],
  attributes: {
    file_suffix: 'FILE',
    __init__: init((it, self, initial, keywords) => {
      const suffix = keywords.get('file_suffix');
      if (suffix !== undefined) it.setattr(self, 'file_suffix', suffix);
      return initial;
    }),
    setup: native('setup(self, name)', setupFromFile, RAW),
  },
});

function setupFromFile(it: Runtime, self: PyValue, name: PyValue): PyValue {
  if (!it.truth(option(it, self, 'environ'))) return setup(it, self, name);
  const variable = `${fullName(it, self, name)}_${it.text(option(it, self, 'file_suffix'))}`;
  const path = readVariable(it, variable, { cast: 'str' });
  if (path === UNSET) return setup(it, self, name);
  const known = path instanceof PyUnknown ? undefined : path;
  const file = known === undefined ? undefined : it.call(it.builtin('open'), [known]);
  const read = file === undefined ? undefined : it.choose(it.call(it.getattr(file, 'read')));
  const found = read === undefined ? undefined : opened(it, read);
  const value =
    found === undefined
      ? it.unknown(`it is in the file that ${variable} names`, { type: 'str', secret: `file ${variable}` })
      : it.secret(found.text.replace(/\n$/, ''), `file ${variable}`);
  it.setattr(self, '_value', value);
  return value;
}

export const VALUE_CLASSES: Readonly<Record<string, PyClass>> = Object.fromEntries(
  [
    VALUE,
    BOOLEAN,
    INTEGER,
    POSITIVE,
    FLOAT,
    DECIMAL,
    LIST,
    TUPLE,
    SET,
    DICT,
    PATH,
    SECRET,
    DATABASE_URL,
    CACHE_URL,
    EMAIL_URL,
    BACKENDS,
    CASTING_MIXIN,
    DICT_BACKEND_MIXIN,
    ...VALIDATED,
    ...NESTED,
  ].map((cls) => [cls.name, cls]),
);
