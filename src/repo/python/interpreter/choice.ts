import type { Atom } from '../condition.ts';
import { hashKey, PyChoice, PyTuple, PyUnknown, type PyValue, SecretText, UNSET } from '../values.ts';

const MOST_ALTERNATIVES = 10;
/** The same few values may stand under more answers than there are values. */
const MOST_LEAVES = 24;

/** One value or the other, by an atom; the value itself when they are the same. */
export function choice(atom: Atom, yes: PyValue, no: PyValue): PyValue {
  const left = assuming(yes, atom, true);
  const right = assuming(no, atom, false);
  if (same(left, right)) return left;
  if (fits([...leaves(left), ...leaves(right)])) return new PyChoice(atom, left, right);
  return new PyUnknown(`it is one of more than ${MOST_ALTERNATIVES} values, by the environment`, -1);
}

/** May the value be absent on one side? */
export function mayBeUnset(value: PyValue): boolean {
  return value === UNSET || (value instanceof PyChoice && (mayBeUnset(value.yes) || mayBeUnset(value.no)));
}

/** The value when an atom's answer is known: what the other answer gives is dropped. */
function assuming(value: PyValue, atom: Atom, holds: boolean): PyValue {
  if (!(value instanceof PyChoice)) return value;
  if (value.atom.key === atom.key) return assuming(holds ? value.yes : value.no, atom, holds);
  const yes = assuming(value.yes, atom, holds);
  const no = assuming(value.no, atom, holds);
  if (yes === value.yes && no === value.no) return value;
  return same(yes, no) ? yes : new PyChoice(value.atom, yes, no);
}

function leaves(value: PyValue): PyValue[] {
  return value instanceof PyChoice ? [...leaves(value.yes), ...leaves(value.no)] : [value];
}

function fits(values: readonly PyValue[]): boolean {
  if (values.length <= MOST_ALTERNATIVES) return true;
  if (values.length > MOST_LEAVES) return false;
  const distinct = values.filter((value, index) => values.findIndex((other) => same(value, other)) === index);
  return distinct.length <= MOST_ALTERNATIVES;
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
