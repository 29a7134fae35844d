import { groupBy } from '../../../src/model/index.ts';
import type { Drawing, Link, Thing } from './scene.ts';
import { byTally, sumOf } from './tally.ts';

/** Things of one kind that talk to the same others: up to so many are drawn one by one. */
const ALIKE = 3;
/** Cards in a column, from the roomiest picture to the last resort. */
const COLUMN = [8, 6, 4, 2] as const;

/**
 * Draws many as few: what is alike as one card, then of each kind in a full column those with the least severe findings.
 * What is folded keeps its lines and its findings.
 * @param lines that an eye can still follow
 */
export function folded(drawing: Drawing, lines: number): Drawing {
  let last = replaced(
    drawing,
    alike(drawing).filter((group) => group.length > ALIKE),
  );
  for (const most of COLUMN) {
    const few = replaced(last, leastOfColumns(last, most));
    if (few.links.length <= lines) return few;
    last = few;
  }
  return last;
}

function alike({ things, links }: Drawing): readonly (readonly Thing[])[] {
  const meetings = links.flatMap(({ from, to, kind, confidence }) => [
    { id: from, text: `> ${kind} ${confidence} ${to}` },
    { id: to, text: `< ${kind} ${confidence} ${from}` },
  ]);
  const neighbours = groupBy(meetings, ({ id }) => id);
  return [
    ...groupBy(things, ({ id, word, rank }) =>
      JSON.stringify([word, rank, (neighbours.get(id) ?? []).map(({ text }) => text).toSorted()]),
    ).values(),
  ];
}

/** In a column that is too full, each kind has the same number of cards; the last of them stands for the rest. */
function leastOfColumns({ things }: Drawing, most: number): readonly (readonly Thing[])[] {
  return [...groupBy(things, ({ rank }) => rank).values()]
    .filter((column) => column.length > most)
    .flatMap((column) => {
      const kinds = [...groupBy(column, ({ word }) => word).values()];
      const cards = Math.max(1, Math.floor(most / kinds.length));
      return kinds.map((kind) => kind.toSorted(bySeverity).slice(cards - 1)).filter((rest) => rest.length > 1);
    });
}

function bySeverity(a: Thing, b: Thing): number {
  return byTally(a.tally, b.tally) || (a.id < b.id ? -1 : 1);
}

/** The drawing with one thing in the place of each group, where the first of the group stood. */
function replaced({ things, links }: Drawing, groups: readonly (readonly Thing[])[]): Drawing {
  const ofMember = new Map<string, Thing>();
  for (const group of groups) {
    const one = together(group);
    for (const { id } of group) ofMember.set(id, one);
  }
  const there = (id: string) => ofMember.get(id)?.id ?? id;
  const kept = new Map<string, Link>();
  for (const link of links) {
    const moved = { ...link, from: there(link.from), to: there(link.to) };
    const key = JSON.stringify([moved.from, moved.to, moved.kind]);
    const known = kept.get(key);
    kept.set(key, known === undefined || known.confidence !== 'high' ? moved : known);
  }
  return {
    things: [...new Set(things.map((thing) => ofMember.get(thing.id) ?? thing))],
    links: [...kept.values()],
  };
}

function together(group: readonly Thing[]): Thing {
  const [first] = group;
  if (first === undefined) throw new Error('a group has things');
  const members = group.flatMap(({ name, members: own }) => own ?? [name]);
  return {
    id: `${first.id} and others`,
    word: first.word,
    icon: first.icon,
    name: members.join(', '),
    tally: sumOf(group.flatMap(({ tally, extras }) => [tally, ...extras.map((extra) => extra.tally)])),
    rank: first.rank,
    extras: [],
    members,
  };
}
