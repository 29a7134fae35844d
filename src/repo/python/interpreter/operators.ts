import {
  hashKey,
  PyBytes,
  PyClass,
  PyDict,
  PyInstance,
  PyList,
  PyOpaque,
  PySet,
  PyTuple,
  PyUnknown,
  type PyValue,
  PyView,
  SecretText,
} from '../values.ts';
import { arithmetic } from './arithmetic.ts';
import { isNumber } from './compare.ts';
import type { Interpreter } from './interpreter.ts';
import { percentFormat } from './percent-format.ts';
import { Undetermined } from './signals.ts';
import { ownMethod } from './text.ts';
import { plain, typeOf } from './type-of.ts';

const METHODS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '@': 'matmul',
  '/': 'truediv',
  '%': 'mod',
  '**': 'pow',
  '<<': 'lshift',
  '>>': 'rshift',
  '|': 'or',
  '^': 'xor',
  '&': 'and',
  '//': 'floordiv',
};
const MOST_TEXT = 1_000_000;
const MOST_ITEMS = 200_000;

/** `left op right`. */
export function binary(it: Interpreter, op: string, left: PyValue, right: PyValue): PyValue {
  const a = it.choose(left);
  const b = it.choose(right);
  const ofInstance = instanceOperator(it, op, a, b);
  if (ofInstance !== undefined) return ofInstance;
  if (op === '%' && isText(plain(a))) return format(it, plain(a), b);
  if (a instanceof PyUnknown || b instanceof PyUnknown || a instanceof PyOpaque || b instanceof PyOpaque) {
    return it.derive([a, b], undefined, { type: typeWithUnknown(op, a, b) });
  }
  return builtinOperator(it, op, plain(a), plain(b)) ?? unsupported(it, op, a, b);
}

/** What an operation with one unknown side is at any rate. */
function typeWithUnknown(op: string, a: PyValue, b: PyValue): string | undefined {
  if (op !== '+') return undefined;
  if (isText(a) || isText(b)) return 'str';
  return a instanceof PyList || b instanceof PyList ? 'list' : undefined;
}

function unsupported(it: Interpreter, op: string, a: PyValue, b: PyValue): never {
  if (a instanceof PyInstance && a.cls.opaqueBase !== undefined)
    throw new Undetermined(`the result of ${op} on a ${a.cls.opaqueBase}`);
  if (isText(a) && op === '+') it.raise('TypeError', `can only concatenate str (not "${typeOf(b).name}") to str`);
  return it.raise('TypeError', `unsupported operand type(s) for ${op}: '${typeOf(a).name}' and '${typeOf(b).name}'`);
}

function instanceOperator(it: Interpreter, op: string, a: PyValue, b: PyValue): PyValue | undefined {
  const name = METHODS[op] ?? '';
  if (a instanceof PyInstance) {
    const own = ownMethod(a, `__${name}__`);
    if (own !== undefined) return it.call(own, [a, b]);
    const hooked = a.cls.hooks.binary?.(it, op, a, b, false);
    if (hooked !== undefined) return hooked;
  }
  if (b instanceof PyInstance) {
    const own = ownMethod(b, `__r${name}__`);
    if (own !== undefined) return it.call(own, [b, a]);
    return b.cls.hooks.binary?.(it, op, b, a, true);
  }
  return undefined;
}

function builtinOperator(it: Interpreter, op: string, a: PyValue, b: PyValue): PyValue | undefined {
  if (isNumber(a) && isNumber(b)) return numbers(it, op, a, b);
  if (op === '+') return concatenate(it, a, b);
  if (op === '*') return repeat(it, a, b) ?? repeat(it, b, a);
  if (op === '|' && a instanceof PyDict && b instanceof PyDict) return dictUnion(it, a, b);
  if (isSetOperand(a) && isSetOperand(b)) return setOperator(it, op, a, b);
  if (op === '|' && (a instanceof PyClass || a === null) && (b instanceof PyClass || b === null)) {
    return it.unknown('it is a type annotation');
  }
  return undefined;
}

function numbers(
  it: Interpreter,
  op: string,
  a: bigint | number | boolean,
  b: bigint | number | boolean,
): PyValue | undefined {
  const left = typeof a === 'boolean' ? BigInt(a) : a;
  const right = typeof b === 'boolean' ? BigInt(b) : b;
  const result = arithmetic(it, op, left, right);
  if (typeof a === 'boolean' && typeof b === 'boolean' && typeof result === 'bigint' && '|&^'.includes(op))
    return result !== 0n;
  return result;
}

function isText(value: PyValue): value is string | SecretText {
  return typeof value === 'string' || value instanceof SecretText;
}

function rawText(value: string | SecretText): string {
  return typeof value === 'string' ? value : value.text;
}

function concatenate(it: Interpreter, a: PyValue, b: PyValue): PyValue | undefined {
  if (isText(a) && isText(b)) return joined(it, rawText(a) + rawText(b), a, b);
  if (a instanceof PyList && b instanceof PyList) return new PyList([...it.items(a), ...it.items(b)]);
  if (a instanceof PyTuple && b instanceof PyTuple) return new PyTuple([...a.items, ...b.items]);
  if (a instanceof PyBytes && b instanceof PyBytes) return new PyBytes(a.latin1 + b.latin1, a.source ?? b.source);
  return undefined;
}

function joined(it: Interpreter, text: string, ...parts: (string | SecretText)[]): PyValue {
  if (text.length > MOST_TEXT) throw new Undetermined('a text is too long to follow');
  const secret = parts.find((part) => part instanceof SecretText);
  return secret === undefined ? text : it.secret(text, secret.source);
}

function repeat(it: Interpreter, sequence: PyValue, times: PyValue): PyValue | undefined {
  if (typeof times !== 'bigint' && typeof times !== 'boolean') return undefined;
  const count = Math.max(0, Number(times));
  if (isText(sequence)) {
    const text = rawText(sequence);
    if (text.length * count > MOST_TEXT) throw new Undetermined('a text is too long to follow');
    return joined(it, text.repeat(count), sequence);
  }
  if (sequence instanceof PyBytes) {
    if (sequence.latin1.length * count > MOST_TEXT) throw new Undetermined('a text is too long to follow');
    return new PyBytes(sequence.latin1.repeat(count), sequence.source);
  }
  if (!(sequence instanceof PyList || sequence instanceof PyTuple)) return undefined;
  const items = it.items(sequence);
  if (items.length * count > MOST_ITEMS) throw new Undetermined('a list is too long to follow');
  const repeated = Array.from({ length: count }, () => items).flat();
  return sequence instanceof PyList ? new PyList(repeated) : new PyTuple(repeated);
}

function dictUnion(it: Interpreter, a: PyDict, b: PyDict): PyDict {
  const union = new PyDict();
  for (const [key, value] of [...it.entries(a), ...it.entries(b)]) it.heap.setItem(union, key, value);
  return union;
}

type SetOperand = PySet | PyView;
function isSetOperand(value: PyValue): value is SetOperand {
  return value instanceof PySet || (value instanceof PyView && value.part !== 'values');
}

function setOperator(it: Interpreter, op: string, a: SetOperand, b: SetOperand): PyValue | undefined {
  const left = it.items(a);
  const right = it.items(b);
  const frozen = a instanceof PySet && a.frozen;
  const inLeft = new Set(left.map(hashKey));
  const inRight = new Set(right.map(hashKey));
  const onlyRight = right.filter((item) => !inLeft.has(hashKey(item)));
  const onlyLeft = left.filter((item) => !inRight.has(hashKey(item)));
  if (op === '|') return new PySet([...left, ...onlyRight], frozen);
  if (op === '&')
    return new PySet(
      left.filter((item) => inRight.has(hashKey(item))),
      frozen,
    );
  if (op === '-') return new PySet(onlyLeft, frozen);
  return op === '^' ? new PySet([...onlyLeft, ...onlyRight], frozen) : undefined;
}

function format(it: Interpreter, template: PyValue, args: PyValue): PyValue {
  if (!isText(template)) throw new Error('a format that is no text');
  const secrets: string[] = template instanceof SecretText ? [template.source] : [];
  const text = percentFormat(it, rawText(template), args, secrets);
  const [source] = secrets;
  return source === undefined ? text : it.secret(text, source);
}

/** `left op= right`: changes a list, set or dict in place, as Python does. */
export function inPlace(it: Interpreter, op: string, left: PyValue, right: PyValue): PyValue {
  const a = it.choose(left);
  if (a instanceof PyList && op === '+') return extend(it, a, right);
  if (a instanceof PyDict && op === '|') {
    const other = it.force(right);
    const entries = other instanceof PyDict ? it.entries(other) : it.items(other).map((pair) => twoOf(it, pair));
    for (const [key, value] of entries) it.heap.setItem(a, key, value);
    return a;
  }
  if (a instanceof PySet && !a.frozen && '|&-^'.includes(op)) {
    const result = binary(it, op, a, right);
    if (!(result instanceof PySet)) return result;
    it.heap.setContent(a, [...it.items(result)]);
    return a;
  }
  if (a instanceof PyInstance) {
    const own = ownMethod(a, `__i${METHODS[op] ?? ''}__`);
    if (own !== undefined) return it.call(own, [a, right]);
  }
  return binary(it, op, a, right);
}

/** `list += items`; items that are not known leave the list's length unknown. */
function extend(it: Interpreter, list: PyList, items: PyValue): PyList {
  const more = it.choose(items);
  if (more instanceof PyUnknown || more instanceof PyOpaque) {
    it.heap.setContent(list, more instanceof PyUnknown ? more.reason : `${more.dotted} is not in the repository`);
    return list;
  }
  const known = it.items(more);
  const content = it.items(list);
  if (content.length + known.length > MOST_ITEMS) throw new Undetermined('a list is too long to follow');
  it.heap.setContent(list, [...content, ...known]);
  return list;
}

export function twoOf(it: Interpreter, pair: PyValue): readonly [PyValue, PyValue] {
  const [key, value, ...rest] = it.items(pair);
  if (key === undefined || value === undefined || rest.length > 0) {
    return it.raise('ValueError', 'dictionary update sequence element has the wrong length; 2 is required');
  }
  return [key, value];
}

/** `-x`, `+x`, `~x`. */
export function unary(it: Interpreter, op: '-' | '+' | '~', operand: PyValue): PyValue {
  const value = it.choose(operand);
  if (value instanceof PyUnknown || value instanceof PyOpaque) return it.derive([value]);
  const own = value instanceof PyInstance ? value.cls.hooks.binary?.(it, `u${op}`, value, null, false) : undefined;
  if (own !== undefined) return own;
  const number = plain(value);
  if (!isNumber(number)) return it.raise('TypeError', `bad operand type for unary ${op}: '${typeOf(value).name}'`);
  const numeric = typeof number === 'boolean' ? BigInt(number) : number;
  if (op === '+') return numeric;
  if (op === '-') return -numeric;
  return typeof numeric === 'bigint' ? ~numeric : it.raise('TypeError', "bad operand type for unary ~: 'float'");
}
