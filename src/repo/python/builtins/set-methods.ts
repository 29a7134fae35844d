import { native, type Runtime } from '../native.ts';
import { hashKey, type NativeFunction, PyIterator, PySet, PyTuple, type PyValue } from '../values.ts';

function setOf(it: Runtime, self: PyValue): PySet {
  const value = it.force(self);
  return value instanceof PySet ? value : it.raise('TypeError', 'descriptor requires a set');
}

/** Items, each once. A choice or an unknown item leaves open how many there are. */
export function distinct(it: Runtime, items: readonly PyValue[]): PyValue[] {
  const found = new Map<string, PyValue>();
  for (const given of items) {
    const item = it.choose(given);
    const key = hashKey(item);
    if (
      typeof item === 'object' &&
      item !== null &&
      (item.kind === 'list' || item.kind === 'dict' || (item.kind === 'set' && !item.frozen))
    ) {
      it.raise('TypeError', `unhashable type: '${item.kind}'`);
    }
    if (!found.has(key)) found.set(key, item);
  }
  return [...found.values()];
}

const others = (it: Runtime, given: PyValue) => it.items(given).flatMap((other) => it.items(other));
const keys = (items: readonly PyValue[]) => new Set(items.map(hashKey));

function combine(choose: (mine: readonly PyValue[], theirs: readonly PyValue[]) => readonly PyValue[]) {
  return (it: Runtime, self: PyValue, given: PyValue) => {
    const set = setOf(it, self);
    return new PySet(distinct(it, choose(it.items(set), others(it, given))), set.frozen);
  };
}

function change(choose: (mine: readonly PyValue[], theirs: readonly PyValue[]) => readonly PyValue[]) {
  return (it: Runtime, self: PyValue, given: PyValue) => {
    const set = setOf(it, self);
    it.heap.setContent(set, distinct(it, choose(it.items(set), others(it, given))));
    return null;
  };
}

type Items = readonly PyValue[];
const union = (mine: Items, theirs: Items) => [...mine, ...theirs];
const difference = (mine: Items, theirs: Items) => mine.filter((item) => !keys(theirs).has(hashKey(item)));
const symmetric = (mine: Items, theirs: Items) => [...difference(mine, theirs), ...difference(theirs, mine)];

function intersection(it: Runtime, self: PyValue, given: PyValue): PySet {
  const set = setOf(it, self);
  const all = it.items(given).map((other) => keys(it.items(other)));
  return new PySet(
    it.items(set).filter((item) => all.every((one) => one.has(hashKey(item)))),
    set.frozen,
  );
}

export const SET_METHODS: readonly NativeFunction[] = [
  native('union(self, *others)', combine(union)),
  native('difference(self, *others)', combine(difference)),
  native('symmetric_difference(self, *others)', combine(symmetric)),
  native('intersection(self, *others)', intersection),
  native('update(self, *others)', change(union)),
  native('difference_update(self, *others)', change(difference)),
  native('intersection_update(self, *others)', (it, self, given) => {
    it.heap.setContent(setOf(it, self), [...it.items(intersection(it, self, given))]);
    return null;
  }),
  native('add(self, item)', (it, self, item) => change(union)(it, self, new PyTuple([new PyTuple([item])]))),
  native('discard(self, item)', (it, self, item) => change(difference)(it, self, new PyTuple([new PyTuple([item])]))),
  native('remove(self, item)', (it, self, item) => {
    if (!keys(it.items(self)).has(hashKey(item))) it.raise('KeyError', it.textOrUndefined(item) ?? '');
    return change(difference)(it, self, new PyTuple([new PyTuple([item])]));
  }),
  native('pop(self)', (it) => it.giveUp('which item a set pops differs from run to run')),
  native('clear(self)', (it, self) => {
    it.heap.setContent(setOf(it, self), []);
    return null;
  }),
  native('copy(self)', (it, self) => new PySet([...it.items(self)], setOf(it, self).frozen)),
  native('issubset(self, other)', (it, self, other) => difference(it.items(self), it.items(other)).length === 0),
  native('issuperset(self, other)', (it, self, other) => difference(it.items(other), it.items(self)).length === 0),
  native(
    'isdisjoint(self, other)',
    (it, self, other) => difference(it.items(self), it.items(other)).length === it.items(self).length,
  ),
  native('__len__(self)', (it, self) => BigInt(it.items(self).length)),
  native('__iter__(self)', (it, self) => new PyIterator(it.items(self))),
];
