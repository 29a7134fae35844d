import { native, type Runtime } from '../native.ts';
import { type NativeFunction, PyInstance, PyIterator, PyList, type PyValue } from '../values.ts';

const RAW = { raw: true };

function listOf(it: Runtime, self: PyValue): PyList {
  const value = it.force(self);
  if (value instanceof PyList) return value;
  if (value instanceof PyInstance && value.base instanceof PyList) return value.base;
  return it.raise('TypeError', 'descriptor requires a list');
}

/** An operation that needs to know the items: when they are not known, the list stays unknown. */
function changing(change: (it: Runtime, items: PyValue[], ...args: PyValue[]) => PyValue) {
  return (it: Runtime, self: PyValue, ...args: PyValue[]) => {
    const list = listOf(it, self);
    if (typeof list.content === 'string') return it.unknown(list.content);
    const items = [...it.items(list)];
    const result = change(it, items, ...args);
    it.heap.setContent(list, items);
    return result;
  };
}

/** Extends or changes by items that may be unknown: then the list's items are no longer known. */
function extend(it: Runtime, self: PyValue, iterable: PyValue): PyValue {
  const list = listOf(it, self);
  const more = it.choose(iterable);
  if (typeof more === 'object' && more !== null && (more.kind === 'unknown' || more.kind === 'opaque')) {
    it.heap.setContent(list, more.kind === 'unknown' ? more.reason : `${more.dotted} is not in the repository`);
    return null;
  }
  if (typeof list.content === 'string') return null;
  const added = it.items(more);
  const items = it.items(list);
  if (items.length + added.length > 200_000) it.giveUp('a list is too long to follow');
  it.heap.setContent(list, [...items, ...added]);
  return null;
}

function indexOf(it: Runtime, items: readonly PyValue[], value: PyValue): number {
  return items.findIndex((item) => it.equal(item, value));
}

function position(it: Runtime, at: PyValue, length: number): number {
  const index = it.int(at);
  return index < 0 ? Math.max(0, index + length) : Math.min(index, length);
}

/** `list.sort` and `sorted`: stable, by key. */
export function sortItems(it: Runtime, items: readonly PyValue[], key: PyValue, reverse: PyValue): PyValue[] {
  const keyed = items.map((item) => ({ item, by: key === null ? item : it.call(key, [item]) }));
  const backwards = it.truth(reverse);
  if (backwards) keyed.reverse();
  keyed.sort((a, b) => it.compare(a.by, b.by));
  if (backwards) keyed.reverse();
  return keyed.map(({ item }) => item);
}

export const LIST_METHODS: readonly NativeFunction[] = [
  native(
    'append(self, object, /)',
    (it, self, item) => {
      const list = listOf(it, self);
      if (typeof list.content === 'string') return null;
      if (Array.isArray(list.content)) {
        if (list.content.length > 200_000) it.giveUp('a list is too long to follow');
        it.heap.append(list, item);
      } else it.heap.setContent(list, [...it.items(list), item]);
      return null;
    },
    RAW,
  ),
  native('extend(self, iterable, /)', extend, RAW),
  native(
    'insert(self, index, object, /)',
    changing((it, items, index, item) => {
      items.splice(position(it, index ?? null, items.length), 0, item ?? null);
      return null;
    }),
    RAW,
  ),
  native(
    'remove(self, value, /)',
    changing((it, items, value) => {
      const at = indexOf(it, items, value ?? null);
      if (at < 0) it.raise('ValueError', 'list.remove(x): x not in list');
      items.splice(at, 1);
      return null;
    }),
    RAW,
  ),
  native(
    'pop(self, index=-1, /)',
    changing((it, items, index) => {
      const at = it.int(index ?? -1n);
      const place = at < 0 ? items.length + at : at;
      const item = items[place];
      if (item === undefined)
        return it.raise('IndexError', items.length === 0 ? 'pop from empty list' : 'pop index out of range');
      items.splice(place, 1);
      return item;
    }),
    RAW,
  ),
  native('clear(self)', (it, self) => {
    it.heap.setContent(listOf(it, self), []);
    return null;
  }),
  native(
    'reverse(self)',
    changing((_, items) => {
      items.reverse();
      return null;
    }),
    RAW,
  ),
  native('sort(self, *, key=None, reverse=False)', (it, self, key, reverse) => {
    const list = listOf(it, self);
    it.heap.setContent(list, sortItems(it, it.items(list), key, reverse));
    return null;
  }),
  native('copy(self)', (it, self) => new PyList([...it.items(self)])),
  ...sequenceMethods(),
];

export const TUPLE_METHODS: readonly NativeFunction[] = sequenceMethods();

function sequenceMethods(): NativeFunction[] {
  return [
    native(
      'index(self, value, start=0, /)',
      (it, self, value, start) => {
        const items = it.items(self);
        const from = position(it, start, items.length);
        const at = indexOf(it, items.slice(from), value);
        return at < 0 ? it.raise('ValueError', 'x is not in list') : BigInt(from + at);
      },
      RAW,
    ),
    native(
      'count(self, value, /)',
      (it, self, value) => BigInt(it.items(self).filter((item) => it.equal(item, value)).length),
      RAW,
    ),
    native('__len__(self)', (it, self) => BigInt(it.items(self).length)),
    native('__iter__(self)', (it, self) => new PyIterator(it.items(self))),
    native('__getitem__(self, key)', (it, self, key) => it.getitem(it.force(plain(self)), key), RAW),
    native('__add__(self, other)', (it, self, other) => it.binary('+', self, other), RAW),
    native('__contains__(self, key)', (it, self, key) => it.items(self).some((item) => it.equal(item, key)), RAW),
  ];
}

function plain(value: PyValue): PyValue {
  return value instanceof PyInstance && value.base !== undefined ? value.base : value;
}
