import type { Atom } from '../condition.ts';

/** A value that is one or the other by what the outside answers. */
interface Branching<T> {
  readonly atom: Atom;
  readonly yes: T;
  readonly no: T;
}

/** How one kind of value branches, and how many different ones may stand in a tree. */
export interface Trees<T> {
  readonly branches: (value: T) => Branching<T> | undefined;
  readonly make: (atom: Atom, yes: T, no: T) => T;
  readonly same: (a: T, b: T) => boolean;
  readonly most: number;
}

/** The same few values may stand under more answers than there are values. */
const MOST_LEAVES = 24;

/** One or the other, by an atom; the value itself where they are the same, undefined where there are too many. */
export function branched<T>(trees: Trees<T>, atom: Atom, yes: T, no: T): T | undefined {
  const left = assuming(trees, yes, atom, true);
  const right = assuming(trees, no, atom, false);
  if (trees.same(left, right)) return left;
  return fits(trees, [...leaves(trees, left), ...leaves(trees, right)]) ? trees.make(atom, left, right) : undefined;
}

/** The value when an atom's answer is known: what the other answer gives is dropped. */
function assuming<T>(trees: Trees<T>, value: T, atom: Atom, holds: boolean): T {
  const node = trees.branches(value);
  if (node === undefined) return value;
  if (node.atom.key === atom.key) return assuming(trees, holds ? node.yes : node.no, atom, holds);
  const yes = assuming(trees, node.yes, atom, holds);
  const no = assuming(trees, node.no, atom, holds);
  if (yes === node.yes && no === node.no) return value;
  return trees.same(yes, no) ? yes : trees.make(node.atom, yes, no);
}

function leaves<T>(trees: Trees<T>, value: T): T[] {
  const node = trees.branches(value);
  return node === undefined ? [value] : [...leaves(trees, node.yes), ...leaves(trees, node.no)];
}

function fits<T>({ same, most }: Trees<T>, values: readonly T[]): boolean {
  if (values.length <= most) return true;
  if (values.length > MOST_LEAVES) return false;
  const distinct = values.filter((value, index) => values.findIndex((other) => same(value, other)) === index);
  return distinct.length <= most;
}
