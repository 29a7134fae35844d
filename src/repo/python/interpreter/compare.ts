import { equals } from '../condition.ts';
import {
  hashKey,
  NativeFunction,
  PyBytes,
  PyClass,
  PyDict,
  PyFunction,
  PyInstance,
  PyList,
  PyMethod,
  PyModule,
  PyOpaque,
  PyRange,
  PySet,
  PyTuple,
  PyUnknown,
  type PyValue,
  PyView,
  SecretText,
} from '../values.ts';
import type { Interpreter } from './interpreter.ts';
import { Undetermined } from './signals.ts';
import { ownMethod } from './text.ts';
import { plain, typeOf } from './type-of.ts';

/** `a == b`. */
export function equal(it: Interpreter, left: PyValue, right: PyValue): boolean {
  const a = it.choose(left);
  const b = it.choose(right);
  if (a === b && typeof a !== 'number' && !(a instanceof PyUnknown)) return true;
  const unknown = unknownEqual(it, a, b) ?? unknownEqual(it, b, a);
  if (unknown !== undefined) return unknown;
  const own = instanceEqual(it, a, b) ?? instanceEqual(it, b, a);
  return own ?? plainEqual(it, plain(a), plain(b));
}

/** An unknown text of a variable asks the outside; other unknown values cannot be compared. */
function unknownEqual(it: Interpreter, a: PyValue, b: PyValue): boolean | undefined {
  if (a instanceof PyOpaque) {
    if (b instanceof PyOpaque && a.dotted === b.dotted) return true;
    throw new Undetermined(`${a.dotted} is not in the repository`, { type: 'bool' });
  }
  if (!(a instanceof PyUnknown)) return undefined;
  if (a.type === 'bool' && typeof b === 'boolean') return it.decide(it.atomOf(a)) === b;
  if (a.env?.cast === 'str' && typeof b === 'string') return it.decide(equals(a.env.variable, b));
  if (
    a.type === 'str' &&
    !(b instanceof PyUnknown || b instanceof PyInstance || b instanceof SecretText || typeof b === 'string')
  )
    return false;
  throw new Undetermined(a.reason, { type: 'bool', secret: undefined, random: a.random });
}

function instanceEqual(it: Interpreter, a: PyValue, b: PyValue): boolean | undefined {
  if (!(a instanceof PyInstance)) return undefined;
  const own = ownMethod(a, '__eq__');
  if (own !== undefined) return it.truth(it.call(own, [a, b]));
  return a.cls.hooks.equal?.(it, a, b);
}

function plainEqual(it: Interpreter, a: PyValue, b: PyValue): boolean {
  const text = plainText(a);
  if (text !== undefined) return text === plainText(b);
  if (isNumber(a)) return isNumber(b) && numeric(a) == numeric(b);
  if (a instanceof PyBytes) return b instanceof PyBytes && a.latin1 === b.latin1;
  if (a instanceof PyTuple) return b instanceof PyTuple && sequencesEqual(it, a.items, b.items);
  if (a instanceof PyList) return b instanceof PyList && sequencesEqual(it, it.items(a), it.items(b));
  if (a instanceof PyDict) return b instanceof PyDict && dictsEqual(it, a, b);
  if (isSetLike(a)) return isSetLike(b) && setsEqual(it, a, b);
  if (a instanceof PyRange) return b instanceof PyRange && sequencesEqual(it, it.items(a), it.items(b));
  if (a instanceof PyMethod) return b instanceof PyMethod && a.self === b.self && a.func === b.func;
  return a === b;
}

function plainText(value: PyValue): string | undefined {
  if (value instanceof SecretText) return value.text;
  return typeof value === 'string' ? value : undefined;
}

export function isNumber(value: PyValue): value is bigint | number | boolean {
  return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean';
}

function numeric(value: bigint | number | boolean): bigint | number {
  return typeof value === 'boolean' ? BigInt(value) : value;
}

function isSetLike(value: PyValue): value is PySet | PyView {
  return value instanceof PySet || (value instanceof PyView && value.part !== 'values');
}

function sequencesEqual(it: Interpreter, a: readonly PyValue[], b: readonly PyValue[]): boolean {
  return a.length === b.length && a.every((item, index) => equal(it, item, b[index] ?? null));
}

function dictsEqual(it: Interpreter, a: PyDict, b: PyDict): boolean {
  const ours = it.entries(a);
  const theirs = new Map(it.entries(b).map(([key, value]) => [hashKey(key), value]));
  return (
    ours.length === theirs.size &&
    ours.every(([key, value]) => {
      const other = theirs.get(hashKey(key));
      return other !== undefined && equal(it, value, other);
    })
  );
}

function setsEqual(it: Interpreter, a: PySet | PyView, b: PySet | PyView): boolean {
  const ours = it.items(a);
  const theirs = new Set(it.items(b).map(hashKey));
  return ours.length === theirs.size && ours.every((item) => theirs.has(hashKey(item)));
}

/** The order of two values; TypeError when they have none. */
export function order(it: Interpreter, left: PyValue, right: PyValue, op = '<'): number {
  const a = plain(it.force(left));
  const b = plain(it.force(right));
  if (isNumber(a) && isNumber(b)) return sign(numeric(a), numeric(b));
  const text = plainText(a);
  const other = plainText(b);
  if (text !== undefined && other !== undefined) return codePointOrder(text, other);
  if (a instanceof PyBytes && b instanceof PyBytes) return codePointOrder(a.latin1, b.latin1);
  if ((a instanceof PyTuple && b instanceof PyTuple) || (a instanceof PyList && b instanceof PyList)) {
    return sequenceOrder(it, it.items(a), it.items(b), op);
  }
  const own = a instanceof PyInstance ? a.cls.hooks.compare?.(it, a, b) : undefined;
  if (own !== undefined) return own;
  return it.raise(
    'TypeError',
    `'${op}' not supported between instances of '${typeOf(a).name}' and '${typeOf(b).name}'`,
  );
}

function sign(a: bigint | number, b: bigint | number): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

/** Python orders texts by code points, JavaScript by UTF-16 units. */
function codePointOrder(a: string, b: string): number {
  if (a === b) return 0;
  const left = [...a];
  const right = [...b];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function sequenceOrder(it: Interpreter, a: readonly PyValue[], b: readonly PyValue[], op: string): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [left = null, right = null] = [a[index], b[index]];
    if (!equal(it, left, right)) return order(it, left, right, op);
  }
  return a.length - b.length;
}

/** `a is b`; undefined when it cannot be told. */
export function identical(it: Interpreter, left: PyValue, right: PyValue): boolean | undefined {
  const a = it.choose(left);
  const b = it.choose(right);
  if (a instanceof PyUnknown || b instanceof PyUnknown) return unknownIdentical(it, a, b);
  if (a instanceof PyOpaque || b instanceof PyOpaque) {
    if (a instanceof PyOpaque && b instanceof PyOpaque && a.dotted === b.dotted) return true;
    return a instanceof PyOpaque && b instanceof PyOpaque ? undefined : false;
  }
  if (isNumber(a) || typeof a === 'string') return typeof a === typeof b && a === b;
  if (a instanceof NativeFunction || a instanceof PyFunction || a instanceof PyClass || a instanceof PyModule)
    return a === b;
  return a instanceof PyTuple && b instanceof PyTuple && a.items.length + b.items.length === 0 ? true : a === b;
}

function unknownIdentical(it: Interpreter, a: PyValue, b: PyValue): boolean | undefined {
  const [unknown, other] = a instanceof PyUnknown ? [a, b] : [b, a];
  if (unknown === other) return true;
  if (!(unknown instanceof PyUnknown) || unknown.type === undefined || other instanceof PyUnknown) return undefined;
  if (typeof other === 'boolean' && unknown.type === 'bool') return it.decide(it.atomOf(unknown)) === other;
  return other === null || typeof other === 'boolean' ? false : undefined;
}
