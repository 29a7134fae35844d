import { finish, makeClass } from '../interpreter/class-definition.ts';
import { isNumber } from '../interpreter/compare.ts';
import { CONSTRUCTORS } from '../interpreter/instances.ts';
import { internal } from '../interpreter/internal.ts';
import { plain, typeOf } from '../interpreter/type-of.ts';
import { TYPES } from '../interpreter/types.ts';
import { native, type Runtime } from '../native.ts';
import {
  PyBytes,
  PyDescriptor,
  PyDict,
  PyInstance,
  PyList,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  PyUnknown,
  type PyValue,
  UNSET,
} from '../values.ts';
import { copy, update } from './dict-methods.ts';
import { distinct } from './set-methods.ts';
import { encodingOf } from './str-methods.ts';

/** `int(text, base)`. */
function parseInteger(it: Runtime, text: string, base: number): bigint {
  const match = /^\s*([+-]?)(0[xX]|0[oO]|0[bB])?([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)\s*$/.exec(text);
  const bad = (): never => it.raise('ValueError', `invalid literal for int() with base ${base}: ${it.repr(text)}`);
  if (match === null) return bad();
  const [, sign = '', prefix = '', body = ''] = match;
  const radix = prefixRadix(prefix);
  if (prefix !== '' && base !== 0 && base !== radix) return base > 16 ? it.giveUp('an int in a rare base') : bad();
  const actual = base === 0 ? radix : base;
  const digits = body.replaceAll('_', '').toLowerCase();
  let value = 0n;
  for (const digit of digits) {
    const number = Number.parseInt(digit, 36);
    if (Number.isNaN(number) || number >= actual) return bad();
    value = value * BigInt(actual) + BigInt(number);
  }
  return sign === '-' ? -value : value;
}

function prefixRadix(prefix: string): number {
  return { '0x': 16, '0o': 8, '0b': 2 }[prefix.toLowerCase()] ?? 10;
}

function makeInt(it: Runtime, value: PyValue, base: PyValue): PyValue {
  if (value === UNSET) return 0n;
  const known = plain(value);
  if (typeof known === 'string') return parseInteger(it, known, base === UNSET ? 10 : it.int(base));
  if (typeof known === 'number') return truncated(it, known);
  if (typeof known === 'bigint' || typeof known === 'boolean') return BigInt(known);
  if (known instanceof PyBytes) return parseInteger(it, known.latin1, base === UNSET ? 10 : it.int(base));
  const own = it.lookup(value, '__int__');
  if (own !== undefined) return it.call(own);
  return it.raise(
    'TypeError',
    `int() argument must be a string, a bytes-like object or a real number, not '${typeOf(value).name}'`,
  );
}

function truncated(it: Runtime, value: number): bigint {
  if (Number.isNaN(value)) return it.raise('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(value)) return it.raise('OverflowError', 'cannot convert float infinity to integer');
  return BigInt(Math.trunc(value));
}

function makeFloat(it: Runtime, value: PyValue): PyValue {
  if (value === UNSET) return 0;
  const known = plain(value);
  if (isNumber(known)) return Number(known);
  if (typeof known !== 'string')
    return it.raise('TypeError', `float() argument must be a string or a real number, not '${typeOf(value).name}'`);
  const text = known.trim().replaceAll(/(?<=\d)_(?=\d)/g, '');
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (word !== null) return word[2]?.toLowerCase() === 'nan' ? Number.NaN : word[1] === '-' ? -Infinity : Infinity;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    return it.raise('ValueError', `could not convert string to float: ${it.repr(known)}`);
  return Number(text);
}

function makeStr(it: Runtime, given: PyValue, encoding: PyValue): PyValue {
  if (given === UNSET) return '';
  const value = it.choose(given);
  if (value instanceof PyUnknown)
    return value.type === 'str'
      ? value
      : it.unknown(value.reason, { type: 'str', secret: value.secret, random: value.random });
  if (typeof value === 'object' && value !== null && value.kind === 'secret') return value;
  if (value instanceof PyBytes && encoding !== UNSET) return it.call(it.getattr(value, 'decode'), [encoding]);
  return it.str(value);
}

function makeDict(it: Runtime, source: PyValue, keywords: PyValue): PyValue {
  const other = source === UNSET ? UNSET : it.choose(source);
  const made = other instanceof PyDict ? copy(it, other) : new PyDict();
  update(it, made, other instanceof PyDict ? UNSET : source, keywords);
  return made;
}

function makeRange(it: Runtime, start: PyValue, stop: PyValue, step: PyValue): PyRange {
  const by = step === UNSET ? 1n : BigInt(it.int(step));
  if (by === 0n) it.raise('ValueError', 'range() arg 3 must not be zero');
  if (stop === UNSET) return new PyRange(0n, BigInt(it.int(start)), by);
  return new PyRange(BigInt(it.int(start)), BigInt(it.int(stop)), by);
}

function makeBytes(it: Runtime, source: PyValue, encoding: PyValue): PyValue {
  if (source === UNSET) return new PyBytes('');
  if (source instanceof PyBytes) return source;
  if (typeof source === 'string') {
    if (encoding === UNSET) return it.raise('TypeError', 'string argument without an encoding');
    encodingOf(it, encoding);
    return it.call(it.getattr(source, 'encode'), [encoding]);
  }
  if (typeof source === 'bigint')
    return Number(source) > 100_000 ? it.giveUp('bytes too long to follow') : new PyBytes('\0'.repeat(Number(source)));
  return new PyBytes(
    it
      .items(source)
      .map((item) => String.fromCharCode(it.int(item)))
      .join(''),
  );
}

/** `type(value)`, and `type(name, bases, namespace)`. */
function makeType(it: Runtime, value: PyValue, bases: PyValue, namespace: PyValue): PyValue {
  if (bases === UNSET) {
    const known = it.choose(value);
    return known instanceof PyUnknown && known.type !== undefined ? it.builtin(known.type) : it.typeOf(value);
  }
  const core = internal(it);
  const scope = it.scope();
  const module = scope.globals.get('__name__');
  const keywords = new PyDict();
  const cls = makeClass(
    core,
    it.text(value),
    typeof module === 'string' ? module : '',
    it.items(bases).map((base) => it.choose(base)),
    keywords,
  );
  const known = it.force(namespace);
  if (known instanceof PyDict) for (const [key, item] of it.entries(known)) it.heap.setItem(cls.attributes, key, item);
  return finish(core, cls, keywords);
}

const descriptor = (flavour: PyDescriptor['flavour']) =>
  native(`${flavour}(func=None, fset=None, fdel=None, doc=None)`, (_, func) => new PyDescriptor(flavour, func), {
    raw: true,
  });

export function fillConstructors(): void {
  const constructors: readonly (readonly [keyof typeof TYPES, ReturnType<typeof native>])[] = [
    ['int', native('int(x=..., base=...)', makeInt)],
    ['float', native('float(x=...)', makeFloat)],
    ['bool', native('bool(x=False)', (it, value) => it.truth(value), { raw: true, reveals: true })],
    ['str', native('str(object=..., encoding=..., errors=...)', makeStr, { raw: true })],
    ['list', native('list(iterable=())', (it, items) => new PyList([...it.items(items)]))],
    ['tuple', native('tuple(iterable=())', (it, items) => new PyTuple(it.items(items)))],
    ['set', native('set(iterable=())', (it, items) => new PySet(distinct(it, it.items(items))))],
    ['frozenset', native('frozenset(iterable=())', (it, items) => new PySet(distinct(it, it.items(items)), true))],
    ['dict', native('dict(source=..., /, **kwargs)', makeDict, { raw: true })],
    ['range', native('range(start, stop=..., step=...)', makeRange)],
    ['bytes', native('bytes(source=..., encoding=..., errors=...)', makeBytes)],
    ['bytearray', native('bytearray(*args)', (it) => it.giveUp('a bytearray'))],
    ['complex', native('complex(*args)', (it) => it.giveUp('a complex number'))],
    [
      'slice',
      native(
        'slice(start, stop=..., step=None)',
        (_, a, b, c) => (b === UNSET ? new PySlice(null, a, null) : new PySlice(a, b, c)),
        { raw: true },
      ),
    ],
    ['object', native('object()', () => new PyInstance(TYPES.object))],
    ['type', native('type(object, bases=..., namespace=..., **kwargs)', makeType, { raw: true })],
    ['property', descriptor('property')],
    ['staticmethod', descriptor('staticmethod')],
    ['classmethod', descriptor('classmethod')],
  ];
  for (const [name, constructor] of constructors) CONSTRUCTORS.set(TYPES[name], constructor);
}
