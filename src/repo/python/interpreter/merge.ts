import type { Atom } from '../condition.ts';
import { type DictEntry, ItemsChoice, type ListContent, type PyValue, UNSET } from '../values.ts';
import { at, choice, mayBeUnset, same } from './choice.ts';

export interface DictState {
  readonly entries: ReadonlyMap<string, DictEntry>;
  readonly hole: string | undefined;
  readonly isNamespace: boolean;
}

const MOST_CONTENTS = 10;
/** The same few lists may stand under more answers than there are lists. */
const MOST_LEAVES = 24;

export function mergeContent(atom: Atom, yes: ListContent, no: ListContent): ListContent {
  const left = assuming(yes, atom, true);
  const right = assuming(no, atom, false);
  if (sameContent(left, right)) return left;
  if (fits([...leaves(left), ...leaves(right)])) return new ItemsChoice(atom, left, right);
  return `its items are one of more than ${MOST_CONTENTS} lists, by the environment`;
}

/** The content when an atom's answer is known: what the other answer gives is dropped. */
function assuming(content: ListContent, atom: Atom, holds: boolean): ListContent {
  if (!(content instanceof ItemsChoice)) return content;
  if (content.atom.key === atom.key) return assuming(holds ? content.yes : content.no, atom, holds);
  const yes = assuming(content.yes, atom, holds);
  const no = assuming(content.no, atom, holds);
  if (yes === content.yes && no === content.no) return content;
  return sameContent(yes, no) ? yes : new ItemsChoice(content.atom, yes, no);
}

function sameContent(a: ListContent, b: ListContent): boolean {
  if (a === b || (typeof a === 'string' && typeof b === 'string')) return true;
  if (a instanceof ItemsChoice && b instanceof ItemsChoice)
    return a.atom.key === b.atom.key && sameContent(a.yes, b.yes) && sameContent(a.no, b.no);
  return (
    Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, at(b, index)))
  );
}

function leaves(content: ListContent): ListContent[] {
  return content instanceof ItemsChoice ? [...leaves(content.yes), ...leaves(content.no)] : [content];
}

function fits(contents: readonly ListContent[]): boolean {
  if (contents.length <= MOST_CONTENTS) return true;
  if (contents.length > MOST_LEAVES) return false;
  const distinct = contents.filter(
    (content, index) => contents.findIndex((other) => sameContent(content, other)) === index,
  );
  return distinct.length <= MOST_CONTENTS;
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
