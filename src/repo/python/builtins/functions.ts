import { isInstanceOf } from '../interpreter/instances.ts';
import { internal } from '../interpreter/internal.ts';
import { TYPES } from '../interpreter/types.ts';
import { native, type Runtime } from '../native.ts';
import {
  type NativeFunction,
  PyClass,
  PyDict,
  PyFunction,
  PyInstance,
  PyIterator,
  PyList,
  PyMethod,
  PyModule,
  PyOpaque,
  PyTuple,
  PyUnknown,
  type PyValue,
  UNSET,
} from '../values.ts';
import { sortItems } from './list-methods.ts';
import { open } from './open.ts';

const RAW = { raw: true };
const RAW_REVEALING = { raw: true, reveals: true };

function length(it: Runtime, value: PyValue): bigint {
  const own = value instanceof PyInstance ? it.lookup(value.cls, '__len__') : undefined;
  if (own !== undefined) return BigInt(it.int(it.call(own, [value])));
  if (typeof value === 'string') return BigInt([...value].length);
  if (value instanceof PyIterator) return it.raise('TypeError', "object of type 'generator' has no len()");
  return BigInt(it.items(value).length);
}

function isinstance(it: Runtime, value: PyValue, classes: PyValue): PyValue {
  const answer = isInstanceOf(internal(it), value, classes);
  return answer ?? it.unknown('the class of a value is not known', { type: 'bool' });
}

function issubclass(it: Runtime, cls: PyValue, classes: PyValue): PyValue {
  if (!(cls instanceof PyClass)) return it.raise('TypeError', 'issubclass() arg 1 must be a class');
  const asked = classes instanceof PyTuple ? it.items(classes) : [classes];
  if (asked.some((one) => one instanceof PyClass && cls.mro.includes(one))) return true;
  return cls.opaqueBase === undefined ? false : it.giveUp(`whether ${cls.opaqueBase} is a subclass`);
}

function getattr(it: Runtime, value: PyValue, name: PyValue, fallback: PyValue): PyValue {
  const attribute = it.text(name);
  const object = it.choose(value);
  if (object instanceof PyOpaque) return it.unknown(`${object.dotted} is not in the repository`);
  if (
    object instanceof PyModule &&
    object.path === undefined &&
    object.partial &&
    object.attributes.get(attribute) === undefined
  ) {
    return it.unknown(`${object.name}.${attribute} is not in the repository`);
  }
  if (fallback === UNSET) return it.getattr(object, attribute);
  const outcome = it.attempt(() => it.lookup(object, attribute), 'AttributeError');
  return 'raised' in outcome ? fallback : (outcome.value ?? (outcome.value === null ? null : fallback));
}

function hasattr(it: Runtime, value: PyValue, name: PyValue): PyValue {
  const object = it.choose(value);
  if (object instanceof PyUnknown || object instanceof PyOpaque)
    return it.unknown('whether it has the attribute', { type: 'bool' });
  const found = it.attempt(() => it.lookup(object, it.text(name)), 'AttributeError');
  if ('raised' in found) return false;
  if (found.value instanceof PyOpaque) return it.unknown(`whether there is ${found.value.dotted}`, { type: 'bool' });
  return found.value !== undefined;
}

function extreme(it: Runtime, args: PyValue, key: PyValue, fallback: PyValue, sign: 1 | -1): PyValue {
  const given = it.items(args);
  const items = given.length === 1 ? it.items(given[0] ?? null) : given;
  let best: PyValue | undefined;
  let bestKey: PyValue = null;
  for (const item of items) {
    const by = key === null ? item : it.call(key, [item]);
    if (best === undefined || it.compare(by, bestKey) * sign > 0) [best, bestKey] = [item, by];
  }
  if (best !== undefined) return best;
  return fallback === UNSET ? it.raise('ValueError', 'iterable argument is empty') : fallback;
}

/** Half to even, as Python rounds. */
function round(it: Runtime, value: PyValue, digits: PyValue): PyValue {
  if (typeof value === 'bigint' || typeof value === 'boolean')
    return digits === null || it.int(digits) >= 0 ? BigInt(value) : it.giveUp('rounding to tens');
  if (typeof value !== 'number') return it.giveUp('rounding of an object');
  if (digits === null) return BigInt(halfEven(value));
  const places = it.int(digits);
  if (places < 0 || places > 15) return it.giveUp('rounding to rare places');
  return roundTo(value, places);
}

/** `toFixed` is exact, and takes the larger of two that are as near; Python takes the even one. */
function roundTo(value: number, places: number): number {
  if (Math.abs(value) >= 1e21) return value;
  const rounded = Math.abs(value).toFixed(places);
  const [, rest = ''] = Math.abs(value).toFixed(100).split('.');
  const isTie = /^50*$/.test(rest.slice(places));
  const odd = Number(rounded.at(-1)) % 2 === 1;
  const magnitude = isTie && odd ? Number(rounded) - 10 ** -places : Number(rounded);
  return Math.sign(value) * Number(magnitude.toFixed(places));
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function next(it: Runtime, iterator: PyValue, fallback: PyValue): PyValue {
  if (!(iterator instanceof PyIterator)) return it.giveUp('next() of an object');
  const item = iterator.items[iterator.position];
  if (item !== undefined) {
    it.heap.advance(iterator, iterator.position + 1);
    return item;
  }
  return fallback === UNSET ? it.raise('StopIteration') : fallback;
}

function vars(it: Runtime, object: PyValue): PyValue {
  if (object === UNSET) return it.scope().locals;
  const value = it.force(object);
  if (
    value instanceof PyInstance ||
    value instanceof PyModule ||
    value instanceof PyClass ||
    value instanceof PyFunction
  )
    return value.attributes;
  return it.raise('TypeError', 'vars() argument must have __dict__ attribute');
}

function dir(it: Runtime, object: PyValue): PyValue {
  const value = object === UNSET ? UNSET : it.force(object);
  const namespaces: PyDict[] =
    value === UNSET
      ? [it.scope().locals]
      : value instanceof PyModule
        ? [value.attributes]
        : value instanceof PyClass
          ? value.mro.map(({ attributes }) => attributes)
          : value instanceof PyInstance
            ? [value.attributes, ...value.cls.mro.map(({ attributes }) => attributes)]
            : it.giveUp('dir() of a value');
  if (value instanceof PyModule && value.path === undefined) return it.giveUp(`dir(${value.name})`);
  const names = namespaces.flatMap((namespace) => it.entries(namespace).map(([key]) => String(key)));
  return new PyList([...new Set(names)].toSorted());
}

function superOf(it: Runtime, cls: PyValue, self: PyValue): PyValue {
  const frame = internal(it).frames.at(-1);
  const owner = cls === UNSET ? frame?.func?.owner : it.force(cls);
  const object = self === UNSET ? frame?.self : it.choose(self);
  if (!(owner instanceof PyClass) || object === undefined) return it.giveUp('super() of something unknown');
  const made = new PyInstance(SUPER, { owner, object });
  return made;
}

interface SuperPayload {
  readonly owner: PyClass;
  readonly object: PyValue;
}

const SUPER = new PyClass('super', 'builtins', [], {
  attribute: (it, self, name) => superAttribute(it, self.payload as SuperPayload, name),
});
SUPER.mro = [SUPER];

function superAttribute(it: Runtime, { owner, object }: SuperPayload, name: string): PyValue | undefined {
  const cls = object instanceof PyClass ? object : it.typeOf(object);
  const after = cls.mro.slice(cls.mro.indexOf(owner) + 1);
  for (const ancestor of after) {
    const found = ancestor.attributes.get(name);
    if (found === undefined) continue;
    return internal(it).bindSuper(found, object, cls, name);
  }
  if (name === '__init__' || name === '__init_subclass__' || name === '__post_init__') return NOTHING;
  if (name === '__new__') return NEW;
  if (name === '__setattr__' && object instanceof PyInstance) return new PyMethod(object, SETATTR);
  if (cls.opaqueBase !== undefined) return new PyOpaque(`${cls.opaqueBase}.${name}`);
  return undefined;
}

const NOTHING = native('__init__(*args, **kwargs)', () => null, RAW);
/** `object.__setattr__` too, which frozen dataclasses use. */
export const SETATTR = native(
  '__setattr__(self, name, value)',
  (it, self, name, value) => {
    if (self instanceof PyInstance) it.heap.setItem(self.attributes, name, value);
    return null;
  },
  RAW,
);
export const NEW: NativeFunction = native(
  '__new__(cls, *args, **kwargs)',
  (it, cls, args, keywords) => {
    if (!(cls instanceof PyClass) || !(keywords instanceof PyDict)) return it.giveUp('__new__ of something unknown');
    return internal(it).allocate(cls, it.items(args), keywords);
  },
  RAW,
);

function exec(it: Runtime, code: PyValue, namespace: PyValue): PyValue {
  const target = namespace === null || namespace === UNSET ? it.scope().globals : it.force(namespace);
  if (!(target instanceof PyDict)) return it.giveUp('exec in something unknown');
  const known = it.choose(code);
  if (known instanceof PyUnknown || known instanceof PyOpaque) {
    it.heap.mayOverwrite(target, 'code that is not in the repository runs here');
    return null;
  }
  internal(it).execText(it.text(known), target);
  return null;
}

const identity = native('compile(source, *args, **kwargs)', (_, source) => source, RAW);

function iterate(it: Runtime, value: PyValue): PyIterator {
  return value instanceof PyIterator ? value : new PyIterator(it.items(value));
}

function zip(it: Runtime, args: PyValue): PyIterator {
  const columns = it.items(args).map((column) => it.items(column));
  const rows = columns.length === 0 ? 0 : Math.min(...columns.map((column) => column.length));
  return new PyIterator(
    Array.from({ length: rows }, (_, row) => new PyTuple(columns.map((column) => column[row] ?? null))),
  );
}

function mapAll(it: Runtime, callee: PyValue, args: PyValue): PyIterator {
  const [first = null, ...more] = it.items(args);
  if (more.length === 0) return new PyIterator(it.items(first).map((item) => it.call(callee, [item])));
  return new PyIterator(zip(it, args).items.map((row) => it.call(callee, it.items(row))));
}

function radix(prefix: string, base: number) {
  return (it: Runtime, value: PyValue) => {
    const number = BigInt(it.int(value));
    return `${number < 0n ? '-' : ''}${prefix}${(number < 0n ? -number : number).toString(base)}`;
  };
}

export const FUNCTIONS: readonly NativeFunction[] = [
  native('print(*args, **kwargs)', () => null, RAW),
  native('len(object, /)', length, { reveals: true }),
  native('isinstance(object, classinfo, /)', isinstance, RAW_REVEALING),
  native('issubclass(cls, classinfo, /)', issubclass),
  native('getattr(object, name, default=..., /)', getattr, RAW),
  native('hasattr(object, name, /)', hasattr, RAW),
  native(
    'setattr(object, name, value, /)',
    (it, object, name, value) => {
      it.setattr(object, it.text(name), value);
      return null;
    },
    RAW,
  ),
  native(
    'delattr(object, name, /)',
    (it, object, name) => {
      const value = it.force(object);
      if (value instanceof PyInstance || value instanceof PyModule || value instanceof PyClass)
        it.heap.deleteItem(value.attributes, name);
      return null;
    },
    RAW,
  ),
  native('callable(object, /)', (it, object) => callable(it, object), RAW_REVEALING),
  native('enumerate(iterable, start=0)', (it, items, start) => {
    const first = BigInt(it.int(start));
    return new PyIterator(it.items(items).map((item, index) => new PyTuple([first + BigInt(index), item])));
  }),
  native('zip(*iterables, strict=False)', zip),
  native('map(function, *iterables)', mapAll),
  native(
    'filter(function, iterable)',
    (it, callee, items) =>
      new PyIterator(it.items(items).filter((item) => it.truth(callee === null ? item : it.call(callee, [item])))),
  ),
  native(
    'sorted(iterable, /, *, key=None, reverse=False)',
    (it, items, key, reverse) => new PyList(sortItems(it, it.items(items), key, reverse)),
  ),
  native('reversed(sequence)', (it, items) => new PyIterator(it.items(items).toReversed())),
  native('min(*args, key=None, default=...)', (it, args, key, fallback) => extreme(it, args, key, fallback, -1)),
  native('max(*args, key=None, default=...)', (it, args, key, fallback) => extreme(it, args, key, fallback, 1)),
  native('sum(iterable, /, start=0)', (it, items, start) =>
    it.items(items).reduce((total, item) => it.binary('+', total, item), start),
  ),
  native('any(iterable, /)', (it, items) => it.items(items).some((item) => it.truth(item)), { reveals: true }),
  native('all(iterable, /)', (it, items) => it.items(items).every((item) => it.truth(item)), { reveals: true }),
  native('abs(x, /)', (it, x) => (it.compare(x, 0n) < 0 ? it.binary('-', 0n, x) : x)),
  native('round(number, ndigits=None)', round),
  native('divmod(a, b, /)', (it, a, b) => new PyTuple([it.binary('//', a, b), it.binary('%', a, b)])),
  native('pow(base, exp, mod=None)', (it, a, b, mod) =>
    mod === null ? it.binary('**', a, b) : it.giveUp('pow with a modulus'),
  ),
  native('chr(i, /)', (it, i) => String.fromCodePoint(it.int(i))),
  native('ord(c, /)', (it, c) => BigInt(it.text(c).codePointAt(0) ?? 0)),
  native('hex(x, /)', radix('0x', 16)),
  native('oct(x, /)', radix('0o', 8)),
  native('bin(x, /)', radix('0b', 2)),
  native('repr(object, /)', (it, value) => it.repr(value)),
  native('ascii(object, /)', (it, value) => it.repr(value)),
  native("format(value, format_spec='', /)", (it, value, spec) => it.format(value, it.text(spec))),
  native('iter(object, /)', iterate),
  native('next(iterator, default=..., /)', next),
  native('id(object, /)', (it) => it.unknown('an address differs from run to run'), RAW),
  native('hash(object, /)', (it) => it.unknown('a hash differs from run to run'), RAW),
  native('input(prompt=None, /)', (it) => it.unknown('it is typed in')),
  native('globals()', (it) => it.scope().globals),
  native('locals()', (it) => it.scope().locals),
  native('vars(object=..., /)', vars, RAW),
  native('dir(object=..., /)', dir, RAW),
  native('super(cls=..., self=..., /)', superOf, RAW),
  native('exec(source, globals=None, locals=None)', exec, RAW),
  native('eval(source, globals=None, locals=None)', (it) => it.giveUp('the result of eval()')),
  native('__import__(name, globals=None, locals=None, fromlist=(), level=0)', (it, name, _g, _l, fromlist) => {
    const module = it.importModule(it.text(name));
    return it.items(fromlist).length > 0 ? module : it.importModule(it.text(name).split('.')[0] ?? '');
  }),
  native('exit(code=None)', (it) => it.raise('SystemExit')),
  native('quit(code=None)', (it) => it.raise('SystemExit')),
  native('breakpoint(*args)', () => null),
  identity,
  open,
];

function callable(it: Runtime, object: PyValue): PyValue {
  const value = it.choose(object);
  if (value instanceof PyUnknown || value instanceof PyOpaque)
    return it.unknown('whether it can be called', { type: 'bool' });
  if (value instanceof PyInstance)
    return it.lookup(value.cls, '__call__') !== undefined || value.cls.hooks.call !== undefined;
  const type = it.typeOf(value);
  return (
    [TYPES.function, TYPES.method, TYPES.builtin_function_or_method, TYPES.type].includes(type) ||
    value instanceof PyClass
  );
}
