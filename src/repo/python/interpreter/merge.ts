import type { Atom } from '../condition.ts';
import { type DictEntry, ItemsChoice, type ListContent, type PyValue, UNSET } from '../values.ts';
import { at, choice, mayBeUnset, same } from './choice.ts';

export interface DictState {
  readonly entries: ReadonlyMap<string, DictEntry>;
  readonly hole: string | undefined;
  readonly isNamespace: boolean;
}

const MOST_CONTENTS = 8;

export function mergeContent(atom: Atom, yes: ListContent, no: ListContent): ListContent {
  if (yes === no) return yes;
  if (Array.isArray(yes) && Array.isArray(no) && yes.length === no.length) {
    if (yes.every((item, index) => same(item, at(no, index)))) return yes;
  }
  if (typeof yes === 'string' && typeof no === 'string') return yes;
  if (contents(yes) + contents(no) > MOST_CONTENTS)
    return `its items are one of more than ${MOST_CONTENTS} lists, by the environment`;
  return new ItemsChoice(atom, yes, no);
}

function contents(content: ListContent): number {
  return content instanceof ItemsChoice ? contents(content.yes) + contents(content.no) : 1;
}

export function mergeDict(atom: Atom, yes: DictState, no: DictState): DictState {
  const entries = new Map<string, DictEntry>();
  let hole = yes.hole ?? no.hole;
  for (const hash of new Set([...yes.entries.keys(), ...no.entries.keys()])) {
    const left = yes.entries.get(hash);
    const right = no.entries.get(hash);
    const { key } = left ?? right ?? { key: UNSET };
    const [yesValue, noValue] = [valueOf(left), valueOf(right)];
    const value = choice(atom, yesValue, noValue);
    const maybe = mayBeUnset(yesValue) || mayBeUnset(noValue);
    if (maybe && !yes.isNamespace && !mayBeUnset(value)) hole ??= 'which keys there are depends on the environment';
    entries.set(hash, { key, value });
  }
  return { entries, hole, isNamespace: yes.isNamespace };
}

function valueOf(entry: DictEntry | undefined): PyValue {
  return entry === undefined ? UNSET : entry.value;
}
