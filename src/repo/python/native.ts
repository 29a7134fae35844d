/**
 * How a piece of Python's library is written here. A module is a function that makes a `PyModule`, listed by dotted name in
 * `stdlib/index.ts` (the core) or `libraries/index.ts`; a function is `native(signature, implementation)`; a class is `nativeClass(name, …)`.
 *
 * Who has which: the core has builtins, os, os.path, pathlib, sys, platform, importlib, collections, enum, dataclasses, typing,
 * abc, functools, itertools, copy, types, operator; `libraries/` has the rest of the standard library and all third parties.
 *
 * Worked example, `os.getenv` and `os.environ` (the whole of it is in `stdlib/os.ts`):
 *
 *     const getenv = native('getenv(key, default=None)', (it, key, fallback) =>
 *       it.readEnv(it.text(key), { default: fallback, cast: 'str' }), { raw: true });
 *     export const os = () => nativeModule('os', { getenv, sep: '/' });
 *
 * What an implementation may rely on, unless it says `raw`: its arguments (not what is inside containers) are neither choices
 * nor unknown, and secrets are plain strings; when an argument was unknown the call's result is unknown without it being
 * called, and when one was a secret, the strings in the result are secret (unless `reveals`). What it looks at inside of
 * containers it asks of `it`: `it.items(list)`, `it.text(item)`; these throw signals that must not be caught (`catch` nothing
 * but what `it.attempt` gives).
 */
import type { Atom } from './condition.ts';
import type { ProjectFiles } from './project-files.ts';
import { parseSignature } from './signature.ts';
import type { PyIterator, PyList, PySet, Scope, UnknownTraits } from './values.ts';
import {
  NativeFunction,
  PyClass,
  PyDict,
  PyInstance,
  PyModule,
  type PyTuple,
  type PyUnknown,
  type PyValue,
} from './values.ts';

export type Implementation = (it: Runtime, ...args: PyValue[]) => PyValue;

export interface Parameter {
  readonly name: string;
  readonly kind: 'positional' | 'either' | 'keyword' | 'args' | 'kwargs';
  /** Undefined: required. */
  readonly default: PyValue | undefined;
}
export type Parameters = readonly Parameter[];

/** What the interpreter does for a native function. Everything may throw a signal: let it pass. */
export interface Runtime {
  readonly heap: Heap;
  readonly files: ProjectFiles;

  /** Resolves a choice (both sides are followed); an unknown value is returned as it is. */
  choose(value: PyValue): Exclude<PyValue, { kind: 'choice' }>;
  /** Resolves a choice; when the value is unknown, the call that is under way gives unknown. */
  force(value: PyValue): Exclude<PyValue, { kind: 'choice' } | { kind: 'unknown' } | { kind: 'opaque' }>;
  /** The text of a str (secret or not, subclasses too); TypeError for others. */
  text(value: PyValue): string;
  /** The text of a str, bytes decoded or path; undefined for others. */
  textOrUndefined(value: PyValue): string | undefined;
  /** An int (bool too) as a JavaScript number; TypeError for others. */
  int(value: PyValue): number;
  /** Python's truth; on an unknown value both ways are followed. */
  truth(value: PyValue): boolean;
  /** The items of a list, tuple, set, dict (its keys), str, range, iterator, view, or an object with `__iter__`. */
  items(value: PyValue): readonly PyValue[];
  /** The entries of a dict that are there; a dict with a hole gives unknown. */
  entries(dict: PyDict): readonly (readonly [PyValue, PyValue])[];
  /** `str(value)`, `repr(value)`, `format(value, spec)`. */
  str(value: PyValue): string;
  repr(value: PyValue): string;
  format(value: PyValue, spec: string): string;
  equal(a: PyValue, b: PyValue): boolean;
  /** Negative, zero or positive; TypeError when they have no order. */
  compare(a: PyValue, b: PyValue): number;
  /** `type(value)`. */
  typeOf(value: PyValue): PyClass;
  isInstance(value: PyValue, cls: PyClass): boolean;

  call(callee: PyValue, positional?: readonly PyValue[], keywords?: Readonly<Record<string, PyValue>>): PyValue;
  getattr(value: PyValue, name: string): PyValue;
  /** Undefined when there is no such attribute. */
  lookup(value: PyValue, name: string): PyValue | undefined;
  setattr(value: PyValue, name: string, attribute: PyValue): void;
  getitem(value: PyValue, key: PyValue): PyValue;
  /** `left op right` for one of Python's binary operators. */
  binary(op: string, left: PyValue, right: PyValue): PyValue;

  /** Raises a builtin exception by name, or an exception of a class. */
  raise(exception: string | PyClass, message?: string): never;
  /** A builtin class by name: `str`, `ValueError`. */
  builtin(name: string): PyClass;
  /** Runs it and gives what it raises, when that is an instance of one of the classes (builtin names or classes). */
  attempt<T>(
    run: () => T,
    ...exceptions: (string | PyClass)[]
  ): { readonly value: T } | { readonly raised: PyInstance };
  /** Runs it as a call of its own: conditions that it meets are followed both ways in it; what cannot be computed is unknown. */
  follow(run: () => PyValue): PyValue;
  /** An unknown value; the reason is for people: "the result of socket.gethostname()". */
  unknown(reason: string, known?: UnknownTraits): PyUnknown;
  /** Ends the call that is under way: its result is unknown. */
  giveUp(reason: string, known?: UnknownTraits): never;
  /** A str that must not be shown; `source`: `env SECRET_KEY`, `file /run/secrets/key`, `literal`. */
  secret(text: string, source: string): PyValue;
  /** `if` on the outside: true and false are both followed. */
  decide(atom: Atom): boolean;

  /**
   * Reads a variable of the environment and writes it into the contract. Not set: `default` when given, else UNSET. When no
   * environment is given: a choice of unknown text and the default. `text` overrides what the contract says of default,
   * cast and required for readers that look first and default later.
   */
  readEnv(name: string, how?: EnvReading): PyValue;
  /** Adds to the contract without reading. */
  declareEnv(name: string, how: EnvReading): void;
  /** An unknown text cast by a library keeps its variable: `it.cast(value, 'bool')`; the type is a Python class's name. */
  cast(unknown: PyUnknown, cast: string, type?: string): PyUnknown;
  /** The names that are set; undefined when no environment is given. */
  envNames(): readonly string[] | undefined;
  /** Sets or removes a variable for what runs later: `os.environ.setdefault`, `load_dotenv`. */
  writeEnv(name: string, value: PyValue): void;

  /** Gives a namespace the name of another one, with its history. */
  copySetting(from: PyDict, to: PyDict, name: string, value: PyValue): void;
  /** Does the project declare a distribution that gives this top-level module? */
  declares(module: string): boolean;
  /** Imports a module by its absolute dotted name, as `import` does; ImportError when there is none. */
  importModule(dotted: string): PyValue;
  /** Runs a file of the project in a namespace, as `exec(open(path).read(), namespace)` does; false when there is none. */
  execFile(path: string, namespace: PyDict): boolean;
  /** Where the innermost Python code that is running stands: absolute path, line from 1. */
  where(): { readonly path: string; readonly line: number };
  /** The namespaces of the innermost Python code that is running. */
  scope(): Scope;
  /** The working directory: absolute. */
  readonly cwd: string;
  /** Where the running code is, for people and rules: `sentry_sdk.init` was called with these. */
  observe(callee: string, positional: readonly PyValue[], keywords: Readonly<Record<string, PyValue>>): void;
  /** What could not be followed. */
  note(message: string): void;
  /** Spends from the budget; over the bound the call gives unknown. */
  spend(steps: number): void;
  /** Distinguishes one thing in a run: the same number when a branch is run again. */
  freshId(): number;
}

export interface EnvReading {
  readonly default?: PyValue;
  readonly cast?: string;
  readonly required?: boolean;
}

/** The only way to change what has identity: every change can be undone. */
export interface Heap {
  append(list: PyList, item: PyValue): void;
  /** Replaces all items; a string is the reason why they are no longer known. */
  setContent(target: PyList | PySet, content: PyValue[] | string): void;
  /** `dict[key] = value`; a key that is unknown makes a hole. */
  setItem(dict: PyDict, key: PyValue, value: PyValue): void;
  deleteItem(dict: PyDict, key: PyValue): void;
  clear(dict: PyDict): void;
  /** Something unknown was written into it, under keys that are not known; helpers of a namespace keep their names. */
  mayOverwrite(dict: PyDict, reason: string): void;
  /** It may hold more than its entries. */
  setHole(dict: PyDict, reason: string | undefined): void;
  setBase(instance: PyInstance, base: PyValue): void;
  advance(iterator: PyIterator, position: number): void;
}

/** What a class does in our language; all may be absent. A method that is also among its attributes need not be here. */
export interface TypeHooks {
  /** `cls(...)`: the arguments as the call has them. */
  readonly construct?: (it: Runtime, cls: PyClass, positional: PyTuple, keywords: PyDict) => PyValue;
  /** A class of the project was made with this one among its ancestors; the class may be changed or replaced. */
  readonly subclassed?: (it: Runtime, cls: PyClass, keywords: PyDict) => PyValue;
  /** An attribute of the class itself that is not among its attributes: what a metaclass would give. */
  readonly classAttribute?: (it: Runtime, cls: PyClass, name: string) => PyValue | undefined;
  /** `for x in cls`, `cls[key]`: as a metaclass would. */
  readonly classItems?: (it: Runtime, cls: PyClass) => readonly PyValue[];
  readonly classGetItem?: (it: Runtime, cls: PyClass, key: PyValue) => PyValue;
  /** An attribute of an instance that its class does not hold; undefined: AttributeError. */
  readonly attribute?: (it: Runtime, self: PyInstance, name: string) => PyValue | undefined;
  readonly setAttribute?: (it: Runtime, self: PyInstance, name: string, value: PyValue) => void;
  readonly str?: (it: Runtime, self: PyInstance) => string;
  readonly repr?: (it: Runtime, self: PyInstance) => string;
  readonly truth?: (it: Runtime, self: PyInstance) => boolean;
  readonly equal?: (it: Runtime, self: PyInstance, other: PyValue) => boolean;
  readonly compare?: (it: Runtime, self: PyInstance, other: PyValue) => number | undefined;
  /** Equal keys for equal values. */
  readonly hash?: (self: PyInstance) => string | undefined;
  readonly items?: (it: Runtime, self: PyInstance) => readonly PyValue[];
  readonly getItem?: (it: Runtime, self: PyInstance, key: PyValue) => PyValue;
  /** `self op other`, or with `reflected` `other op self`; undefined: not supported. */
  readonly binary?: (
    it: Runtime,
    op: string,
    self: PyInstance,
    other: PyValue,
    reflected: boolean,
  ) => PyValue | undefined;
  readonly call?: (it: Runtime, self: PyInstance, positional: PyTuple, keywords: PyDict) => PyValue;
  /** What `djaudit settings` shows: a plain value, or `{ notation: '$timedelta', value: 3600 }`. */
  readonly show?: (it: Runtime, self: PyInstance) => PyValue | Notation;
}
export interface Notation {
  readonly notation: '$timedelta' | '$regex' | '$ref';
  readonly value: string | number;
}

/**
 * A function. The signature is Python's: `name(a, b=None, *args, c=True, **kwargs)` with `/` and `*`; defaults are None, True,
 * False, numbers, strings, `()` or `...` (then the implementation gets UNSET when the argument was not given). The
 * implementation gets one value for each parameter in that order: `*args` as a PyTuple, `**kwargs` as a PyDict.
 */
export function native(
  signature: string,
  implementation: Implementation,
  options: { readonly raw?: boolean; readonly reveals?: boolean } = {},
): NativeFunction {
  const open = signature.indexOf('(');
  const name = signature.slice(0, open);
  return new NativeFunction(
    name,
    parseSignature(signature.slice(open + 1, -1)),
    implementation,
    options.raw ?? false,
    options.reveals ?? false,
  );
}

/** A module; functions get its name. With `partial` an attribute that is not listed is opaque, not an AttributeError. */
export function nativeModule(
  name: string,
  attributes: Readonly<Record<string, PyValue>>,
  options: { readonly partial?: boolean } = {},
): PyModule {
  for (const value of Object.values(attributes)) {
    if (value instanceof NativeFunction && value.module === '') value.module = name;
  }
  return new PyModule(name, PyDict.of(Object.entries(attributes)), undefined, options.partial ?? true);
}

/**
 * A class. `methods` get the instance as first argument (`native('total_seconds(self)', (it, self) => …)`); a PyDescriptor
 * makes a property or class method. Instances are `new PyInstance(cls, payload)`. Bases default to `object`, which the
 * interpreter puts in by itself.
 */
export function nativeClass(
  name: string,
  module: string,
  definition: {
    readonly bases?: readonly PyClass[];
    readonly attributes?: Readonly<Record<string, PyValue>>;
    readonly hooks?: TypeHooks;
  },
): PyClass {
  const bases = definition.bases ?? [];
  const cls = new PyClass(name, module, bases, {
    ...Object.assign({}, ...bases.map((base) => base.hooks)),
    ...definition.hooks,
  });
  for (const [key, value] of Object.entries(definition.attributes ?? {}))
    cls.attributes.entries.set(key, { key, value });
  cls.mro = [cls, ...new Set(bases.flatMap((base) => base.mro))];
  return cls;
}
