import {
  hashKey,
  PyBytes,
  PyClass,
  PyDict,
  PyInstance,
  PyOpaque,
  PySet,
  PyUnknown,
  type PyValue,
  PyView,
  SecretText,
  UNSET,
} from '../values.ts';
import { equal } from './compare.ts';
import type { Interpreter } from './interpreter.ts';
import { withoutUnset } from './items.ts';
import { Undetermined } from './signals.ts';
import { classAttribute, plain, typeOf } from './type-of.ts';

/** `item in container`. */
export function contains(it: Interpreter, item: PyValue, given: PyValue): boolean {
  const container = it.choose(given);
  if (container instanceof PyInstance) {
    const own = classAttribute(container.cls, '__contains__');
    if (own !== undefined && container.base === undefined) return it.truth(it.call(own, [container, item]));
  }
  const value = plain(container);
  if (value instanceof PyUnknown || value instanceof PyOpaque) it.force(value);
  if (value instanceof PyDict) return hasKey(it, value, item);
  if (value instanceof PyView && value.part === 'keys') return hasKey(it, value.dict, item);
  if (typeof value === 'string' || value instanceof SecretText) return textContains(it, value, item);
  if (value instanceof PyBytes) return value.latin1.includes(it.textOrUndefined(item) ?? it.giveUp('an int in bytes'));
  if (value instanceof PySet && isPlainKey(it.choose(item))) return setContains(it, value, item);
  if (value instanceof PyClass && value.hooks.classItems === undefined)
    return it.raise('TypeError', "argument of type 'type' is not iterable");
  return anyEqual(it, item, it.items(value));
}

function isPlainKey(value: PyValue): boolean {
  return value === null || ['string', 'bigint', 'boolean'].includes(typeof value);
}

function setContains(it: Interpreter, set: PySet, item: PyValue): boolean {
  const items = it.items(set);
  const key = hashKey(it.choose(item));
  if (items.some((one) => hashKey(one) === key)) return true;
  return anyEqual(
    it,
    item,
    items.filter((one) => !isPlainKey(one)),
  );
}

function hasKey(it: Interpreter, dict: PyDict, item: PyValue): boolean {
  const key = it.choose(item);
  if (key instanceof PyUnknown || key instanceof PyOpaque) {
    if (dict.hole !== undefined) throw new Undetermined(dict.hole, { type: 'bool' });
    return anyEqual(it, key, it.items(dict));
  }
  const found = dict.entries.get(hashKey(key));
  if (found !== undefined && withoutUnset(it, found.value) !== UNSET) return true;
  if (dict.hole !== undefined) throw new Undetermined(dict.hole, { type: 'bool' });
  return false;
}

function textContains(it: Interpreter, text: string | SecretText, item: PyValue): boolean {
  const part = it.force(item);
  const needle = it.textOrUndefined(part);
  if (needle === undefined)
    return it.raise('TypeError', `'in <string>' requires string as left operand, not ${typeOf(part).name}`);
  return (typeof text === 'string' ? text : text.text).includes(needle);
}

/** An item that is not known makes the answer unknown, unless another one is equal for certain. */
function anyEqual(it: Interpreter, item: PyValue, items: readonly PyValue[]): boolean {
  let doubt: Undetermined | undefined;
  for (const one of items) {
    try {
      if (equal(it, one, item)) return true;
    } catch (signal) {
      if (!(signal instanceof Undetermined)) throw signal;
      doubt = signal;
    }
  }
  if (doubt !== undefined) throw new Undetermined(doubt.reason, { type: 'bool' });
  return false;
}
