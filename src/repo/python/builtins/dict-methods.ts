import { native, type Runtime } from '../native.ts';
import {
  hashKey,
  type NativeFunction,
  PyDict,
  PyInstance,
  PyIterator,
  PyOpaque,
  PyTuple,
  PyUnknown,
  type PyValue,
  PyView,
  SecretText,
  UNSET,
} from '../values.ts';

const RAW = { raw: true };

export function dictOf(it: Runtime, self: PyValue): PyDict {
  const value = it.force(self);
  if (value instanceof PyDict) return value;
  if (value instanceof PyInstance && value.base instanceof PyDict) return value.base;
  return it.raise('TypeError', 'descriptor requires a dict');
}

/** The value of a key, or UNSET; a key that is not known, or a dict with a hole, ends the call. */
function find(it: Runtime, dict: PyDict, given: PyValue): PyValue {
  const key = it.force(given);
  const stored = dict.entries.get(hashKey(key instanceof SecretText ? key.text : key))?.value;
  const value = stored === undefined ? UNSET : chosen(it, stored);
  if (value === UNSET && dict.hole !== undefined) it.giveUp(dict.hole);
  return value;
}

/** A choice flows on as one, unless one of its sides is that the key is absent. */
function chosen(it: Runtime, value: PyValue): PyValue {
  return maybeUnset(value) ? it.choose(value) : value;
}

function maybeUnset(value: PyValue): boolean {
  if (value === UNSET) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    value.kind === 'choice' &&
    (maybeUnset(value.yes) || maybeUnset(value.no))
  );
}

/** `dict.update(mapping_or_pairs, **kwargs)`: what is not known leaves a hole. */
export function update(it: Runtime, dict: PyDict, given: PyValue, keywords: PyValue): void {
  const other = given === UNSET ? UNSET : it.choose(given);
  if (other instanceof PyUnknown || other instanceof PyOpaque) {
    it.heap.mayOverwrite(dict, other instanceof PyUnknown ? other.reason : `${other.dotted} is not in the repository`);
  } else if (other !== UNSET) for (const [key, value] of pairsOf(it, other)) it.heap.setItem(dict, key, value);
  if (keywords instanceof PyDict) {
    if (keywords.hole !== undefined) it.heap.mayOverwrite(dict, keywords.hole);
    for (const { key, value } of keywords.entries.values()) it.heap.setItem(dict, key, value);
  }
}

function pairsOf(it: Runtime, other: PyValue): readonly (readonly [PyValue, PyValue])[] {
  if (other instanceof PyDict) return it.entries(other);
  if (other instanceof PyInstance && other.base instanceof PyDict) return it.entries(other.base);
  const keys = it.lookup(other, 'keys');
  if (keys !== undefined) return it.items(it.call(keys)).map((key) => [key, it.getitem(other, key)] as const);
  return it.items(other).map((pair) => {
    const [key, value, ...rest] = it.items(pair);
    if (key === undefined || value === undefined || rest.length > 0) {
      return it.raise('ValueError', 'dictionary update sequence element has the wrong length; 2 is required');
    }
    return [key, value] as const;
  });
}

function pop(it: Runtime, self: PyValue, key: PyValue, fallback: PyValue): PyValue {
  const dict = dictOf(it, self);
  const value = find(it, dict, key);
  if (value !== UNSET) {
    it.heap.deleteItem(dict, it.force(key));
    return value;
  }
  return fallback === UNSET ? it.raise('KeyError', it.textOrUndefined(key) ?? '') : fallback;
}

export const DICT_METHODS: readonly NativeFunction[] = [
  native(
    'get(self, key, default=None, /)',
    (it, self, key, fallback) => {
      const value = find(it, dictOf(it, self), key);
      return value === UNSET ? fallback : value;
    },
    RAW,
  ),
  native('keys(self)', (it, self) => new PyView(dictOf(it, self), 'keys')),
  native('values(self)', (it, self) => new PyView(dictOf(it, self), 'values')),
  native('items(self)', (it, self) => new PyView(dictOf(it, self), 'items')),
  native(
    'update(self, other=..., /, **kwargs)',
    (it, self, other, keywords) => {
      update(it, dictOf(it, self), other, keywords);
      return null;
    },
    RAW,
  ),
  native(
    'setdefault(self, key, default=None, /)',
    (it, self, key, fallback) => {
      const dict = dictOf(it, self);
      const value = find(it, dict, key);
      if (value !== UNSET) return value;
      it.heap.setItem(dict, it.force(key), fallback);
      return fallback;
    },
    RAW,
  ),
  native('pop(self, key, default=..., /)', pop, RAW),
  native('popitem(self)', (it, self) => {
    const dict = dictOf(it, self);
    const last = it.entries(dict).at(-1);
    if (last === undefined) return it.raise('KeyError', 'popitem(): dictionary is empty');
    it.heap.deleteItem(dict, last[0]);
    return new PyTuple(last);
  }),
  native('clear(self)', (it, self) => {
    it.heap.clear(dictOf(it, self));
    return null;
  }),
  native('copy(self)', (it, self) => copy(it, dictOf(it, self))),
  native('__len__(self)', (it, self) => BigInt(it.entries(dictOf(it, self)).length)),
  native('__iter__(self)', (it, self) => new PyIterator(it.entries(dictOf(it, self)).map(([key]) => key))),
  native('__contains__(self, key)', (it, self, key) => find(it, dictOf(it, self), key) !== UNSET, RAW),
  native(
    '__getitem__(self, key)',
    (it, self, key) => {
      const value = find(it, dictOf(it, self), key);
      return value === UNSET ? it.raise('KeyError', it.textOrUndefined(key) ?? '') : value;
    },
    RAW,
  ),
  native(
    '__setitem__(self, key, value)',
    (it, self, key, value) => {
      it.heap.setItem(dictOf(it, self), it.choose(key), value);
      return null;
    },
    RAW,
  ),
  native(
    '__delitem__(self, key)',
    (it, self, key) => {
      pop(it, self, key, UNSET);
      return null;
    },
    RAW,
  ),
];

/** A shallow copy; what may be there may be there in the copy. */
export function copy(it: Runtime, dict: PyDict): PyDict {
  const made = new PyDict();
  for (const [hash, { key, value }] of dict.entries) made.entries.set(hash, { key, value });
  if (dict.hole !== undefined) it.heap.setHole(made, dict.hole);
  return made;
}

export const FROMKEYS = native('fromkeys(cls, iterable, value=None)', (it, _, iterable, value) => {
  const made = new PyDict();
  for (const key of it.items(iterable)) it.heap.setItem(made, it.choose(key), value);
  return made;
});
