import {
  hashKey,
  PyBytes,
  PyClass,
  PyDict,
  PyInstance,
  PyList,
  PyOpaque,
  PyRange,
  PySlice,
  PyTuple,
  PyUnknown,
  type PyValue,
  SecretText,
  UNSET,
} from '../values.ts';
import type { Interpreter } from './interpreter.ts';
import { withoutUnset } from './items.ts';
import { Undetermined } from './signals.ts';
import { classAttribute, plain, typeOf } from './type-of.ts';

/** `value[key]`. */
export function getItem(it: Interpreter, given: PyValue, rawKey: PyValue): PyValue {
  const value = it.choose(given);
  const key = it.choose(rawKey);
  if (value instanceof PyUnknown)
    return it.derive([value], undefined, { type: value.type === 'str' ? 'str' : undefined });
  if (value instanceof PyOpaque) return new PyOpaque(`${value.dotted}[…]`);
  if (value instanceof PyInstance) {
    const own = classAttribute(value.cls, '__getitem__');
    if (
      own !== undefined &&
      (value.base === undefined || own !== classAttribute(typeOf(plain(value)), '__getitem__'))
    ) {
      return it.call(own, [value, key]);
    }
    if (value.cls.hooks.getItem !== undefined) return value.cls.hooks.getItem(it, value, key);
    if (value.base === undefined) return noItems(it, value);
  }
  if (value instanceof PyClass) return classItem(it, value, key);
  return plainItem(it, plain(value), key, value);
}

function noItems(it: Interpreter, value: PyInstance): PyValue {
  if (value.cls.opaqueBase !== undefined) return it.unknown(`an item of a ${value.cls.opaqueBase}`);
  return it.raise('TypeError', `'${value.cls.name}' object is not subscriptable`);
}

/** `list[str]` is an annotation; an enum's members are found by name. */
function classItem(it: Interpreter, cls: PyClass, key: PyValue): PyValue {
  const hook = cls.hooks.classGetItem;
  return hook === undefined ? cls : hook(it, cls, key);
}

function plainItem(it: Interpreter, value: PyValue, key: PyValue, self: PyValue): PyValue {
  if (value instanceof PyDict) return dictItem(it, value, key, self);
  if (key instanceof PyUnknown || key instanceof PyOpaque) return it.derive([key]);
  if (key instanceof PySlice) return sliced(it, value, key);
  const items = sequence(it, value);
  const index = indexOf(it, key, value);
  const at = index < 0 ? items.length + index : index;
  const item = items[at];
  if (item === undefined) return it.raise('IndexError', `${typeOf(value).name} index out of range`);
  return item;
}

function sequence(it: Interpreter, value: PyValue): readonly PyValue[] {
  const indexable =
    typeof value === 'string' ||
    value instanceof SecretText ||
    value instanceof PyList ||
    value instanceof PyTuple ||
    value instanceof PyBytes ||
    value instanceof PyRange;
  if (!indexable) return it.raise('TypeError', `'${typeOf(value).name}' object is not subscriptable`);
  return it.items(value);
}

function indexOf(it: Interpreter, key: PyValue, value: PyValue): number {
  const index = plain(key);
  if (typeof index === 'bigint' || typeof index === 'boolean') return Number(index);
  return it.raise('TypeError', `${typeOf(value).name} indices must be integers or slices, not ${typeOf(index).name}`);
}

function dictItem(it: Interpreter, dict: PyDict, key: PyValue, self: PyValue): PyValue {
  if (key instanceof PyUnknown || key instanceof PyOpaque) return it.derive([key]);
  const found = dict.entries.get(hashKey(plainKey(key)));
  const value = found === undefined ? UNSET : withoutUnset(it, found.value);
  if (value !== UNSET) return value;
  if (dict.hole !== undefined) return it.unknown(dict.hole);
  const missing = self instanceof PyInstance ? classAttribute(self.cls, '__missing__') : undefined;
  if (missing !== undefined) return it.call(missing, [self, key]);
  throw it.raised('KeyError', [key]);
}

function plainKey(key: PyValue): PyValue {
  return key instanceof SecretText ? key.text : key;
}

/** The items that a slice takes: start, stop and step as Python computes them for a length. */
function sliceIndices(it: Interpreter, slice: PySlice, length: number): number[] {
  const part = (value: PyValue): number | undefined => {
    const known = it.force(value);
    return known === null ? undefined : it.int(known);
  };
  const step = part(slice.step) ?? 1;
  if (step === 0) it.raise('ValueError', 'slice step cannot be zero');
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (index: number | undefined, otherwise: number): number => {
    if (index === undefined) return otherwise;
    return index < 0 ? Math.max(index + length, low) : Math.min(index, high);
  };
  const start = clamp(part(slice.start), step > 0 ? low : high);
  const stop = clamp(part(slice.stop), step > 0 ? high : low);
  const indices: number[] = [];
  for (let index = start; step > 0 ? index < stop : index > stop; index += step) indices.push(index);
  return indices;
}

function sliced(it: Interpreter, value: PyValue, slice: PySlice): PyValue {
  if (typeof value === 'string' || value instanceof SecretText) {
    const chars = [...(typeof value === 'string' ? value : value.text)];
    const text = sliceIndices(it, slice, chars.length)
      .map((index) => chars[index])
      .join('');
    return typeof value === 'string' ? text : it.secret(text, value.source);
  }
  if (value instanceof PyBytes) {
    const bytes = sliceIndices(it, slice, value.latin1.length)
      .map((index) => value.latin1[index])
      .join('');
    return new PyBytes(bytes, value.source);
  }
  const items = sequence(it, value);
  const taken = sliceIndices(it, slice, items.length).map((index) => items[index] ?? null);
  return value instanceof PyTuple ? new PyTuple(taken) : new PyList(taken);
}

/** `target[key] = value`. */
export function setItem(it: Interpreter, given: PyValue, rawKey: PyValue, value: PyValue): void {
  const target = it.choose(given);
  const key = it.choose(rawKey);
  if (target instanceof PyUnknown) return it.changeUnknown(target);
  if (target instanceof PyOpaque) return;
  if (target instanceof PyInstance) {
    const own = classAttribute(target.cls, '__setitem__');
    if (
      own !== undefined &&
      (target.base === undefined || own !== classAttribute(typeOf(plain(target)), '__setitem__'))
    ) {
      it.call(own, [target, key, value]);
      return;
    }
    if (target.base === undefined && target.cls.opaqueBase !== undefined) return;
  }
  const base = plain(target);
  if (base instanceof PyDict && key instanceof SecretText) it.heap.setHole(base, 'a key is a secret');
  else if (base instanceof PyDict) it.heap.setItem(base, plainKey(key), value);
  else if (base instanceof PyList) setListItem(it, base, key, value);
  else it.raise('TypeError', `'${typeOf(target).name}' object does not support item assignment`);
}

function setListItem(it: Interpreter, list: PyList, key: PyValue, value: PyValue): void {
  if (key instanceof PyUnknown || key instanceof PyOpaque) {
    it.heap.setContent(list, 'an item at an unknown place was set');
    return;
  }
  const items = [...it.items(list)];
  if (key instanceof PySlice) {
    const indices = sliceIndices(it, key, items.length);
    if (key.step !== null && key.step !== 1n) throw new Undetermined('a slice with a step was set');
    const start = indices[0] ?? startOf(it, key, items.length);
    items.splice(start, indices.length, ...it.items(value));
  } else {
    const index = indexOf(it, key, list);
    const at = index < 0 ? items.length + index : index;
    if (at < 0 || at >= items.length) it.raise('IndexError', 'list assignment index out of range');
    items[at] = value;
  }
  it.heap.setContent(list, items);
}

/** `del target[key]`. */
export function deleteItem(it: Interpreter, given: PyValue, rawKey: PyValue): void {
  const target = plain(it.choose(given));
  const key = it.choose(rawKey);
  if (target instanceof PyUnknown) return it.changeUnknown(target);
  if (target instanceof PyOpaque) return;
  if (target instanceof PyInstance) {
    it.call(it.getattr(target, '__delitem__'), [key]);
    return;
  }
  if (target instanceof PyDict) deleteKey(it, target, key);
  else if (target instanceof PyList) {
    const items = [...it.items(target)];
    const doomed = new Set(
      key instanceof PySlice ? sliceIndices(it, key, items.length) : [listIndex(it, key, items.length)],
    );
    it.heap.setContent(
      target,
      items.filter((_, index) => !doomed.has(index)),
    );
  } else it.raise('TypeError', `'${typeOf(target).name}' object doesn't support item deletion`);
}

function listIndex(it: Interpreter, key: PyValue, length: number): number {
  const index = it.int(key);
  const at = index < 0 ? length + index : index;
  return at < 0 || at >= length ? it.raise('IndexError', 'list assignment index out of range') : at;
}

function deleteKey(it: Interpreter, dict: PyDict, key: PyValue): void {
  if (key instanceof PyUnknown || key instanceof PyOpaque) {
    it.heap.mayOverwrite(dict, 'an unknown key was deleted');
    return;
  }
  const found = dict.entries.get(hashKey(key));
  if (found === undefined || withoutUnset(it, found.value) === UNSET) {
    if (dict.hole !== undefined) return;
    throw it.raised('KeyError', [key]);
  }
  it.heap.deleteItem(dict, key);
}

/** Where an empty slice stands. */
function startOf(it: Interpreter, slice: PySlice, length: number): number {
  const start = it.force(slice.start);
  if (start === null) return 0;
  const index = it.int(start);
  return index < 0 ? Math.max(0, index + length) : Math.min(index, length);
}
