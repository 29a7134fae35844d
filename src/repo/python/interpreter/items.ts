import {
  ItemsChoice,
  type ListContent,
  PyBytes,
  PyClass,
  PyDict,
  PyInstance,
  PyIterator,
  PyList,
  PyRange,
  PySet,
  PyTuple,
  type PyValue,
  PyView,
  SecretText,
  UNSET,
} from '../values.ts';
import type { Interpreter } from './interpreter.ts';
import { Fork, Undetermined } from './signals.ts';
import { classAttribute, plain, typeOf } from './type-of.ts';

const MOST_ITEMS = 100_000;

/** The items that a list or set has on this branch. */
function contentOf(it: Interpreter, target: PyList | PySet): PyValue[] {
  let content: ListContent = target.content;
  while (content instanceof ItemsChoice) {
    const answer = it.path.decide(content.atom);
    if (answer === undefined) throw new Fork(content.atom);
    content = answer ? content.yes : content.no;
  }
  if (typeof content === 'string') throw new Undetermined(content);
  return content;
}

export function itemsOf(it: Interpreter, given: PyValue): readonly PyValue[] {
  const value = it.force(given);
  if (value instanceof PyTuple) return value.items;
  if (value instanceof PyList || value instanceof PySet) return [...contentOf(it, value)];
  if (value instanceof PyDict) return entriesOf(it, value).map(([key]) => key);
  if (typeof value === 'string') return [...value];
  if (value instanceof SecretText) return [...value.text].map((char) => new SecretText(char, value.source));
  if (value instanceof PyBytes) return [...value.latin1].map((char) => BigInt(char.charCodeAt(0)));
  if (value instanceof PyRange) return rangeItems(value);
  if (value instanceof PyIterator) return rest(it, value);
  if (value instanceof PyView) return viewItems(it, value);
  if (value instanceof PyInstance) return instanceItems(it, value);
  if (value instanceof PyClass && value.hooks.classItems !== undefined) return value.hooks.classItems(it, value);
  return it.raise('TypeError', `'${typeOf(value).name}' object is not iterable`);
}

function instanceItems(it: Interpreter, value: PyInstance): readonly PyValue[] {
  const own = classAttribute(value.cls, '__iter__');
  if (own !== undefined && value.base === undefined) return itemsOf(it, it.call(own, [value]));
  if (value.cls.hooks.items !== undefined) return value.cls.hooks.items(it, value);
  if (value.base !== undefined) return itemsOf(it, plain(value));
  if (value.cls.opaqueBase !== undefined) throw new Undetermined(`the items of a ${value.cls.opaqueBase}`);
  return it.raise('TypeError', `'${value.cls.name}' object is not iterable`);
}

function rest(it: Interpreter, iterator: PyIterator): readonly PyValue[] {
  const items = iterator.items.slice(iterator.position);
  it.heap.advance(iterator, iterator.items.length);
  return items;
}

export function rangeLength(range: PyRange): number {
  const span = range.step > 0n ? range.stop - range.start : range.start - range.stop;
  const step = range.step > 0n ? range.step : -range.step;
  return span <= 0n ? 0 : Number((span + step - 1n) / step);
}

function rangeItems(range: PyRange): PyValue[] {
  const length = rangeLength(range);
  if (length > MOST_ITEMS) throw new Undetermined(`a range of ${length} numbers is too long to follow`);
  return Array.from({ length }, (_, index) => range.start + BigInt(index) * range.step);
}

function viewItems(it: Interpreter, view: PyView): PyValue[] {
  const entries = entriesOf(it, view.dict);
  if (view.part === 'keys') return entries.map(([key]) => key);
  return entries.map(([key, value]) => (view.part === 'values' ? value : new PyTuple([key, value])));
}

/** The entries that are there on this branch. */
export function entriesOf(it: Interpreter, dict: PyDict): (readonly [PyValue, PyValue])[] {
  if (dict.hole !== undefined) throw new Undetermined(dict.hole);
  const entries: (readonly [PyValue, PyValue])[] = [];
  for (const { key, value } of dict.entries.values()) {
    const present = withoutUnset(it, value);
    if (present !== UNSET) entries.push([key, present]);
  }
  return entries;
}

/** The value when it may not be absent; otherwise decides whether it is. */
export function withoutUnset(it: Interpreter, value: PyValue): PyValue {
  return maybeUnset(value) ? it.choose(value) : value;
}

function maybeUnset(value: PyValue): boolean {
  if (value === UNSET) return true;
  return (
    value !== null &&
    typeof value === 'object' &&
    value.kind === 'choice' &&
    (maybeUnset(value.yes) || maybeUnset(value.no))
  );
}
