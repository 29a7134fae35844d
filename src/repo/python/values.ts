import type { Arguments, Expression, Statement } from './ast.ts';
import type { Atom } from './condition.ts';
import type { Implementation, Parameters, TypeHooks } from './native.ts';

/**
 * Python's values. Immutable scalars are JavaScript's: None is `null`, bool `boolean`, int `bigint`, float `number`, str
 * `string` (or `SecretText`, a str that must not be shown). Everything with identity is an object with a `kind`.
 * Containers are changed through the `Heap` only, so that a branch can be undone.
 */
export type PyValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | SecretText
  | PyBytes
  | PyTuple
  | PyList
  | PyDict
  | PySet
  | PyRange
  | PySlice
  | PyIterator
  | PyView
  | PyInstance
  | PyClass
  | PyFunction
  | PyMethod
  | PyDescriptor
  | NativeFunction
  | PyModule
  | PyOpaque
  | PyUnknown
  | PyChoice
  | Unset;

let serials = 0;
/** Later objects have greater numbers: what a branch made itself needs no joining with what was before it. */
export function latestSerial(): number {
  return serials;
}
function nextSerial(): number {
  serials += 1;
  return serials;
}

/** A str that is a secret; `source` says where it comes from and may be shown: `env SECRET_KEY`. */
export class SecretText {
  readonly kind = 'secret';
  readonly text: string;
  readonly source: string;
  constructor(text: string, source: string) {
    this.text = text;
    this.source = source;
  }
}

export class PyBytes {
  readonly kind = 'bytes';
  /** One character for each byte, U+0000 to U+00FF. */
  readonly latin1: string;
  /** Where it comes from, when it is a secret. */
  readonly source: string | undefined;
  constructor(latin1: string, source?: string) {
    this.latin1 = latin1;
    this.source = source;
  }
}

export class PyTuple {
  readonly kind = 'tuple';
  readonly items: readonly PyValue[];
  constructor(items: readonly PyValue[]) {
    this.items = items;
  }
}

/** The items of a list whose length depends on a condition. */
export class ItemsChoice {
  readonly atom: Atom;
  readonly yes: ListContent;
  readonly no: ListContent;
  constructor(atom: Atom, yes: ListContent, no: ListContent) {
    this.atom = atom;
    this.yes = yes;
    this.no = no;
  }
}
/** A string is the reason why the items are not known at all. */
export type ListContent = PyValue[] | ItemsChoice | string;

export class PyList {
  readonly kind = 'list';
  readonly serial = nextSerial();
  /** Read it with `Runtime.items`, change it with the heap. */
  content: ListContent;
  constructor(items: PyValue[]) {
    this.content = items;
  }
}

export interface DictEntry {
  readonly key: PyValue;
  /** May be a choice of which one side is `UNSET`: the key may be absent. */
  value: PyValue;
}

export class PyDict {
  readonly kind = 'dict';
  readonly serial = nextSerial();
  /** By `hashKey`, in order of insertion. */
  readonly entries = new Map<string, DictEntry>();
  /** The names of a module, class, instance or call: an unknown key is there or not, and no one iterates. */
  readonly isNamespace: boolean;
  /** Why there may be further entries, or others than these. */
  hole: string | undefined = undefined;
  constructor(isNamespace = false) {
    this.isNamespace = isNamespace;
  }
  /** A dict of keys that are strings. */
  static of(entries: Iterable<readonly [string, PyValue]>): PyDict {
    const dict = new PyDict();
    for (const [key, value] of entries) dict.entries.set(hashKey(key), { key, value });
    return dict;
  }
  /** The value of a str key as it is stored: neither chosen nor forced. */
  get(key: string): PyValue | undefined {
    return this.entries.get(hashKey(key))?.value;
  }
}

export class PySet {
  readonly kind = 'set';
  readonly serial = nextSerial();
  readonly frozen: boolean;
  /** The items, each once, in order of insertion. Read it with `Runtime.items`. */
  content: ListContent;
  constructor(items: PyValue[], frozen = false) {
    this.content = items;
    this.frozen = frozen;
  }
}

export class PyRange {
  readonly kind = 'range';
  readonly start: bigint;
  readonly stop: bigint;
  readonly step: bigint;
  constructor(start: bigint, stop: bigint, step: bigint) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

export class PySlice {
  readonly kind = 'slice';
  readonly start: PyValue;
  readonly stop: PyValue;
  readonly step: PyValue;
  constructor(start: PyValue, stop: PyValue, step: PyValue) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

/** An iterator or generator: its items are computed at once, what was taken is counted. */
export class PyIterator {
  readonly kind = 'iterator';
  readonly serial = nextSerial();
  readonly items: readonly PyValue[];
  position = 0;
  constructor(items: readonly PyValue[]) {
    this.items = items;
  }
}

/** `dict.keys()`, `.values()`, `.items()`: they follow the dict. */
export class PyView {
  readonly kind = 'view';
  readonly dict: PyDict;
  readonly part: 'keys' | 'values' | 'items';
  constructor(dict: PyDict, part: 'keys' | 'values' | 'items') {
    this.dict = dict;
    this.part = part;
  }
}

export class PyInstance {
  readonly kind = 'instance';
  readonly serial = nextSerial();
  readonly cls: PyClass;
  readonly attributes = new PyDict(true);
  /** What a native class keeps: never changed after the instance was made. */
  readonly payload: unknown;
  /** The plain value of an instance of a subclass of str, int, list, dict, tuple, …: operations fall back to it. */
  base: PyValue | undefined = undefined;
  constructor(cls: PyClass, payload?: unknown) {
    this.cls = cls;
    this.payload = payload;
  }
}

export class PyClass {
  readonly kind = 'class';
  readonly name: string;
  /** `builtins`, `datetime`, `config.settings`. */
  readonly module: string;
  readonly bases: readonly PyValue[];
  readonly attributes = new PyDict(true);
  readonly hooks: TypeHooks;
  /** The class and its ancestors in the order in which attributes are looked up. */
  mro: readonly PyClass[] = [];
  metaclass: PyClass | undefined = undefined;
  /** The dotted name of an ancestor that is not the project's own: attributes that are not found may come from it. */
  opaqueBase: string | undefined = undefined;
  /** One that stands before a base that is known: what that has may be overridden. */
  opaqueFirst: string | undefined = undefined;
  constructor(name: string, module: string, bases: readonly PyValue[] = [], hooks: TypeHooks = {}) {
    this.name = name;
    this.module = module;
    this.bases = bases;
    this.hooks = hooks;
  }
}

/** Where a function finds its names. */
export interface Scope {
  readonly locals: PyDict;
  readonly parent: Scope | undefined;
  readonly globals: PyDict;
}

export class PyFunction {
  readonly kind = 'function';
  readonly name: string;
  readonly args: Arguments;
  /** The statements of a `def`, the expression of a lambda. */
  readonly body: readonly Statement[] | Expression;
  readonly scope: Scope;
  /** The values of the parameters' defaults, by name. */
  readonly defaults: ReadonlyMap<string, PyValue>;
  /** The repository's file that holds it. */
  readonly path: string;
  readonly module: string;
  readonly isAsync: boolean;
  /** Its body yields. */
  readonly isGenerator: boolean;
  /** The class in whose body it stands, for `super()`. */
  owner: PyClass | undefined = undefined;
  readonly attributes = new PyDict(true);
  constructor(fields: {
    readonly name: string;
    readonly args: Arguments;
    readonly body: readonly Statement[] | Expression;
    readonly scope: Scope;
    readonly defaults: ReadonlyMap<string, PyValue>;
    readonly path: string;
    readonly module: string;
    readonly isAsync: boolean;
    readonly isGenerator: boolean;
  }) {
    this.name = fields.name;
    this.args = fields.args;
    this.body = fields.body;
    this.scope = fields.scope;
    this.defaults = fields.defaults;
    this.path = fields.path;
    this.module = fields.module;
    this.isAsync = fields.isAsync;
    this.isGenerator = fields.isGenerator;
  }
}

/** A function bound to the object that it was taken from. */
export class PyMethod {
  readonly kind = 'method';
  readonly self: PyValue;
  readonly func: PyFunction | NativeFunction;
  constructor(self: PyValue, func: PyFunction | NativeFunction) {
    this.self = self;
    this.func = func;
  }
}

export class PyDescriptor {
  readonly kind = 'descriptor';
  readonly flavour: 'property' | 'staticmethod' | 'classmethod' | 'cached_property';
  readonly func: PyValue;
  constructor(flavour: 'property' | 'staticmethod' | 'classmethod' | 'cached_property', func: PyValue) {
    this.flavour = flavour;
    this.func = func;
  }
}

/** A function that is written here, not in Python; make it with `native`. */
export class NativeFunction {
  readonly kind = 'native';
  readonly name: string;
  readonly parameters: Parameters;
  readonly call: Implementation;
  /** Takes its arguments as they are: choices and unknown values too, secrets wrapped. */
  readonly raw: boolean;
  /** What it returns is no secret though an argument was: a length, a host taken out of a URL. */
  readonly reveals: boolean;
  /** `os.getenv`, for `{"$ref": …}`. */
  module = '';
  constructor(name: string, parameters: Parameters, call: Implementation, raw: boolean, reveals: boolean) {
    this.name = name;
    this.parameters = parameters;
    this.call = call;
    this.raw = raw;
    this.reveals = reveals;
  }
}

export class PyModule {
  readonly kind = 'module';
  readonly name: string;
  readonly attributes: PyDict;
  /** The repository's file, or undefined for a native one. */
  readonly path: string | undefined;
  /** What is not among the attributes is opaque, not absent: the model of a library is seldom whole. */
  readonly partial: boolean;
  constructor(name: string, attributes: PyDict, path?: string, partial = false) {
    this.name = name;
    this.attributes = attributes;
    this.path = path;
    this.partial = partial;
  }
}

/** Something of a package that is not in the repository, of which only the dotted name is known. */
export class PyOpaque {
  readonly kind = 'opaque';
  readonly dotted: string;
  constructor(dotted: string) {
    this.dotted = dotted;
  }
}

export interface EnvSource {
  readonly variable: string;
  readonly cast: string;
}

/** A value that was not computed. */
export class PyUnknown {
  readonly kind = 'unknown';
  /** For people: "the result of socket.gethostname()". */
  readonly reason: string;
  /** Names this evaluation: the same in a repeated run of the same branch. */
  readonly id: number;
  /** The class that it has at any rate: `str`, `bool`, `int`. */
  readonly type: string | undefined;
  /** The variable that it is read from, through nothing but a cast. */
  readonly env: EnvSource | undefined;
  /** The variable from whose text it was computed in a way that is not known. */
  readonly readFrom: string | undefined;
  /** It is a secret: where it comes from. */
  readonly secret: string | undefined;
  /** New in every process. */
  readonly random: boolean;
  /** It is a bool and this is its truth. */
  readonly truth: Atom | undefined;
  /** What it is, for conditions on it: `sentry_sdk.is_enabled()`. */
  readonly what: string | undefined;
  constructor(reason: string, id: number, known: UnknownTraits = {}) {
    this.reason = reason;
    this.id = id;
    this.type = known.type;
    this.env = known.env;
    this.readFrom = known.readFrom;
    this.secret = known.secret;
    this.random = known.random ?? false;
    this.truth = known.truth;
    this.what = known.what;
  }
}
export interface UnknownTraits {
  readonly type?: string | undefined;
  readonly env?: EnvSource | undefined;
  readonly readFrom?: string | undefined;
  readonly secret?: string | undefined;
  readonly random?: boolean | undefined;
  readonly truth?: Atom | undefined;
  readonly what?: string | undefined;
}

/** One of two values, by an atom; trees of them give more. */
export class PyChoice {
  readonly kind = 'choice';
  readonly atom: Atom;
  readonly yes: PyValue;
  readonly no: PyValue;
  constructor(atom: Atom, yes: PyValue, no: PyValue) {
    this.atom = atom;
    this.yes = yes;
    this.no = no;
  }
}

/** An argument that was not given, a name that is not bound, a variable that is not set: no Python value. */
class Unset {
  readonly kind = 'unset';
}
export const UNSET = new Unset();

const identities = new WeakMap<object, number>();
let nextIdentity = 1;
function identity(value: object): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  nextIdentity += 1;
  identities.set(value, nextIdentity);
  return nextIdentity;
}

/** Equal for Python's equal keys (`1`, `1.0` and `True` are one key). Strings are themselves, everything else starts with U+0000. */
export function hashKey(value: PyValue): string {
  if (typeof value === 'string') return value.startsWith('\0') ? `\0s${value}` : value;
  if (value === null) return '\0None';
  if (typeof value === 'boolean') return `\0n${value ? 1 : 0}`;
  if (typeof value === 'bigint' || typeof value === 'number') return `\0n${value}`;
  if (value instanceof SecretText) return hashKey(value.text);
  if (value instanceof PyBytes) return `\0b${value.latin1}`;
  if (value instanceof PyTuple) return `\0t${JSON.stringify(value.items.map(hashKey))}`;
  if (value instanceof PyInstance) {
    const own = value.cls.hooks.hash?.(value);
    if (own !== undefined) return own;
    if (value.base !== undefined) return hashKey(value.base);
  }
  if (value instanceof PySet) return `\0f${JSON.stringify(frozenKeys(value.content))}`;
  if (value instanceof PyUnknown) return `\0u${value.id}`;
  if (value instanceof PyOpaque) return `\0p${value.dotted}`;
  return `\0o${identity(value)}`;
}

function frozenKeys(content: ListContent): string[] {
  return Array.isArray(content) ? content.map(hashKey).toSorted() : [];
}
