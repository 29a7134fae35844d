import {
  NativeFunction,
  PyClass,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  PyTuple,
  PyUnknown,
  type PyValue,
} from '../values.ts';
import { bind } from './attributes.ts';
import type { Interpreter } from './interpreter.ts';
import { dottedName } from './text.ts';
import { classAttribute, plain } from './type-of.ts';
import { TYPES } from './types.ts';

/** Builtin classes whose instances are plain values: what a subclass's instance falls back to. */
const PLAIN_BASES: ReadonlySet<PyClass> = new Set([
  TYPES.str,
  TYPES.int,
  TYPES.float,
  TYPES.bytes,
  TYPES.list,
  TYPES.dict,
  TYPES.tuple,
  TYPES.set,
  TYPES.frozenset,
]);

/** The functions behind `int(…)`, `list(…)`, …; `builtins/` fills it. */
export const CONSTRUCTORS = new Map<PyClass, NativeFunction>();

/** `cls(*positional, **keywords)`. */
export function construct(it: Interpreter, cls: PyClass, positional: readonly PyValue[], keywords: PyDict): PyValue {
  const builtin = CONSTRUCTORS.get(cls);
  if (builtin !== undefined) return it.callWith(builtin, positional, keywords);
  if (cls.hooks.construct !== undefined) return cls.hooks.construct(it, cls, new PyTuple(positional), keywords);
  const meta = cls.metaclass === undefined ? undefined : classAttribute(cls.metaclass, '__call__');
  if (meta instanceof PyFunction) return it.callWith(meta, [cls, ...positional], keywords);
  const made = allocate(it, cls, positional, keywords);
  if (!(made instanceof PyInstance) || made.cls !== cls) return made;
  initialize(it, made, positional, keywords);
  return made;
}

function allocate(it: Interpreter, cls: PyClass, positional: readonly PyValue[], keywords: PyDict): PyValue {
  const own = classAttribute(cls, '__new__');
  if (own instanceof PyFunction) return it.callWith(own, [cls, ...positional], keywords);
  return newInstance(it, cls, positional, keywords);
}

/** `object.__new__(cls)`, with the plain value of a subclass of str, dict, …. */
export function newInstance(
  it: Interpreter,
  cls: PyClass,
  positional: readonly PyValue[],
  keywords: PyDict,
): PyInstance {
  const instance = new PyInstance(cls);
  if (cls.mro.some(({ name }) => name === 'BaseException'))
    it.heap.setItem(instance.attributes, 'args', new PyTuple(positional));
  const base = cls.mro.find((ancestor) => PLAIN_BASES.has(ancestor));
  if (base === undefined) return instance;
  const ownInit = classAttribute(cls, '__init__') instanceof PyFunction;
  const mutable = base === TYPES.list || base === TYPES.dict || base === TYPES.set;
  instance.base = mutable && ownInit ? it.call(base) : it.callWith(base, positional, keywords);
  return instance;
}

function initialize(it: Interpreter, instance: PyInstance, positional: readonly PyValue[], keywords: PyDict): void {
  const own = classAttribute(instance.cls, '__init__');
  if (own === undefined) {
    if (instance.attributes.get('args') !== undefined) return;
    const takesNone = instance.base === undefined && instance.cls.opaqueBase === undefined;
    if (
      takesNone &&
      !(classAttribute(instance.cls, '__new__') instanceof PyFunction) &&
      positional.length + keywords.entries.size > 0
    ) {
      it.raise('TypeError', `${instance.cls.name}() takes no arguments`);
    }
    return;
  }
  if (own instanceof PyFunction || own instanceof NativeFunction)
    it.callWith(bind(it, own, instance, instance.cls), positional, keywords);
}

/** An exception's instance, with its `args`. */
export function makeException(cls: PyClass, args: readonly PyValue[]): PyInstance {
  const instance = new PyInstance(cls);
  instance.attributes.entries.set('args', { key: 'args', value: new PyTuple(args) });
  return instance;
}

/** Is the value an instance of the class (or of one of a tuple of classes)? Undefined when that cannot be told. */
export function isInstanceOf(it: Interpreter, given: PyValue, classes: PyValue): boolean | undefined {
  const cls = it.choose(classes);
  if (cls instanceof PyTuple || cls instanceof PyList) {
    const answers = it.items(cls).map((one) => isInstanceOf(it, given, one));
    if (answers.includes(true)) return true;
    return answers.includes(undefined) ? undefined : false;
  }
  const value = it.choose(given);
  if (value instanceof PyUnknown) return ofUnknown(it, value, cls);
  if (!(cls instanceof PyClass)) return dottedName(value) !== undefined || isPlain(value) ? false : undefined;
  const type = it.typeOf(value);
  if (type.mro.includes(cls)) return true;
  return type.opaqueBase !== undefined && cls.module !== 'builtins' ? undefined : false;
}

function isPlain(value: PyValue): boolean {
  return !(value instanceof PyInstance) || plain(value) !== value;
}

function ofUnknown(it: Interpreter, value: PyUnknown, cls: PyValue): boolean | undefined {
  if (value.type === undefined || !(cls instanceof PyClass)) return undefined;
  return it.builtin(value.type).mro.includes(cls);
}

/** C3: the order in which attributes are looked up. */
export function linearize(it: Interpreter, cls: PyClass, bases: readonly PyClass[]): readonly PyClass[] {
  const sequences = [...bases.map(({ mro }) => [...mro]), [...bases]].filter((sequence) => sequence.length > 0);
  const order: PyClass[] = [cls];
  while (sequences.some((sequence) => sequence.length > 0)) {
    const next = sequences
      .map(([head]) => head)
      .find((head) => head !== undefined && !sequences.some((sequence) => sequence.slice(1).includes(head)));
    if (next === undefined) return it.raise('TypeError', 'Cannot create a consistent method resolution order (MRO)');
    order.push(next);
    for (const sequence of sequences) {
      if (sequence[0] === next) sequence.shift();
    }
  }
  return order;
}
