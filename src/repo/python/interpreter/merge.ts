import type { Atom } from '../condition.ts';
import { type DictEntry, ItemsChoice, type ListContent, type PyValue, UNSET } from '../values.ts';
import { at, choice, mayBeUnset, same } from './choice.ts';
import { branched, type Trees } from './decision-tree.ts';

export interface DictState {
  readonly entries: ReadonlyMap<string, DictEntry>;
  readonly hole: string | undefined;
  readonly isNamespace: boolean;
}

const CONTENTS: Trees<ListContent> = {
  branches: (content) => (content instanceof ItemsChoice ? content : undefined),
  make: (atom, yes, no) => new ItemsChoice(atom, yes, no),
  same: sameContent,
  most: 10,
};

export function mergeContent(atom: Atom, yes: ListContent, no: ListContent): ListContent {
  const content = branched(CONTENTS, atom, yes, no);
  return content ?? `its items are one of more than ${CONTENTS.most} lists, by the environment`;
}

function sameContent(a: ListContent, b: ListContent): boolean {
  if (a === b || (typeof a === 'string' && typeof b === 'string')) return true;
  if (a instanceof ItemsChoice && b instanceof ItemsChoice)
    return a.atom.key === b.atom.key && sameContent(a.yes, b.yes) && sameContent(a.no, b.no);
  return (
    Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, at(b, index)))
  );
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
