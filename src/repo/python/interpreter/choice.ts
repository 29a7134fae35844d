import type { Atom } from '../condition.ts';
import { hashKey, PyChoice, PyTuple, PyUnknown, type PyValue, SecretText, UNSET } from '../values.ts';
import { branched, type Trees } from './decision-tree.ts';

const VALUES: Trees<PyValue> = {
  branches: (value) => (value instanceof PyChoice ? value : undefined),
  make: (atom, yes, no) => new PyChoice(atom, yes, no),
  same,
  most: 10,
};

/** One value or the other, by an atom; the value itself when they are the same. */
export function choice(atom: Atom, yes: PyValue, no: PyValue): PyValue {
  const value = branched(VALUES, atom, yes, no);
  if (value !== undefined) return value;
  return new PyUnknown(`it is one of more than ${VALUES.most} values, by the environment`, -1);
}

/** May the value be absent on one side? */
export function mayBeUnset(value: PyValue): boolean {
  return value === UNSET || (value instanceof PyChoice && (mayBeUnset(value.yes) || mayBeUnset(value.no)));
}

/** The same object, or equal immutable values of the same type. */
export function same(a: PyValue, b: PyValue): boolean {
  if (a === b || (typeof a === 'number' && Object.is(a, b))) return true;
  if (a instanceof SecretText) return b instanceof SecretText && a.text === b.text && a.source === b.source;
  if (a instanceof PyTuple && b instanceof PyTuple) {
    return a.items.length === b.items.length && a.items.every((item, index) => same(item, at(b.items, index)));
  }
  if (a instanceof PyChoice && b instanceof PyChoice) {
    return a.atom.key === b.atom.key && same(a.yes, b.yes) && same(a.no, b.no);
  }
  if (a instanceof PyUnknown && b instanceof PyUnknown) return a.id === b.id && a.id >= 0 && a.env === b.env;
  return (
    typeof a === 'object' &&
    typeof b === 'object' &&
    a?.kind === b?.kind &&
    a?.kind === 'opaque' &&
    hashKey(a) === hashKey(b)
  );
}

/** An item that is there; None is `null`, so that `??` would not do. */
export function at(items: readonly PyValue[], index: number): PyValue {
  const item = items[index];
  return item === undefined ? UNSET : item;
}
