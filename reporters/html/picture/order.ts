import type { Drawing, Link, Thing } from './scene.ts';

/** A place in a column: a thing, or the way of a line that passes between the things. */
export interface Slot {
  readonly thing?: Thing;
  readonly column: number;
}

/** A line as a way through the columns, from its left end to its right one. */
export interface Way {
  readonly link: Link;
  readonly slots: readonly Slot[];
  /** Whether the arrow points to the left: from a service to the code that it runs. */
  readonly leftward: boolean;
}

export interface Ordered {
  readonly columns: readonly (readonly Slot[])[];
  readonly ways: readonly Way[];
}

const SWEEPS = 8;

/** Puts the things into columns and orders each of them so that few lines cross. The same drawing always gives the same order. */
export function ordered({ things, links }: Drawing): Ordered {
  const ranks = [...new Set(things.map(({ rank }) => rank))].toSorted((a, b) => a - b);
  const slots = new Map(things.map((thing) => [thing.id, { thing, column: ranks.indexOf(thing.rank) }]));
  const ways = links.flatMap((link) => wayOf(link, slots));
  const all: readonly Slot[] = [...slots.values(), ...ways.flatMap(({ slots: way }) => way.slice(1, -1))];
  const columns = ranks.map((_, column) => all.filter((slot) => slot.column === column));
  return { columns: untangled(columns, ways, codeOf(links)), ways };
}

function wayOf(link: Link, slots: ReadonlyMap<string, Slot>): readonly Way[] {
  const from = slots.get(link.from);
  const to = slots.get(link.to);
  if (from === undefined || to === undefined || from.column === to.column) return [];
  const leftward = from.column > to.column;
  const [left, right] = leftward ? [to, from] : [from, to];
  const between = Array.from({ length: right.column - left.column - 1 }, (_, index) => ({
    column: left.column + 1 + index,
  }));
  return [{ link, slots: [left, ...between, right], leftward }];
}

/** The code stands below the load balancers, so that the two kinds of lines do not mix. */
function codeOf(links: readonly Link[]): ReadonlySet<string> {
  return new Set(links.filter(({ kind }) => kind === 'image' || kind === 'runs').map(({ to }) => to));
}

type Columns = readonly (readonly Slot[])[];
type Neighbours = ReadonlyMap<Slot, readonly Slot[]>;

/** Orders each column by the middle of its neighbours, to and fro; the order with the fewest crossings stays. */
function untangled(columns: Columns, ways: readonly Way[], code: ReadonlySet<string>): Columns {
  const left = new Map<Slot, Slot[]>();
  const right = new Map<Slot, Slot[]>();
  for (const { slots } of ways) {
    slots.slice(1).forEach((slot, index) => {
      const before = slots[index];
      if (before === undefined) return;
      left.set(slot, [...(left.get(slot) ?? []), before]);
      right.set(before, [...(right.get(before) ?? []), slot]);
    });
  }
  let now: Columns = columns.map((column) => sorted(column, () => 0, code));
  let best = now;
  let fewest = crossings(now, right);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    now = swept(now, sweep % 2 === 0 ? left : right, sweep % 2 === 0, code);
    const count = crossings(now, right);
    if (count < fewest) [best, fewest] = [now, count];
  }
  return best;
}

function swept(columns: Columns, neighbours: Neighbours, forward: boolean, code: ReadonlySet<string>): Columns {
  const next: (readonly Slot[])[] = [...columns];
  const at = new Map<Slot, number>();
  for (const index of forward ? columns.keys() : [...columns.keys()].toReversed()) {
    const column = columns[index] ?? [];
    const places = new Map(column.map((slot, place) => [slot, (place + 0.5) / column.length]));
    const wanted = (slot: Slot) => middle((neighbours.get(slot) ?? []).map((one) => at.get(one) ?? 0));
    const order = sorted(column, (slot) => wanted(slot) ?? places.get(slot) ?? 0, code);
    next[index] = order;
    for (const [place, slot] of order.entries()) at.set(slot, (place + 0.5) / order.length);
  }
  return next;
}

/** Stable: what has no reason to move stays. */
function sorted(column: readonly Slot[], keyOf: (slot: Slot) => number, code: ReadonlySet<string>): Slot[] {
  const low = ({ thing }: Slot) => (thing !== undefined && code.has(thing.id) ? 1 : 0);
  const keys = new Map(column.map((slot) => [slot, keyOf(slot)]));
  return column.toSorted((a, b) => low(a) - low(b) || (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
}

function middle(places: readonly number[]): number | undefined {
  return places.length === 0 ? undefined : places.reduce((sum, one) => sum + one, 0) / places.length;
}

function crossings(columns: Columns, right: Neighbours): number {
  let count = 0;
  columns.slice(1).forEach((column, index) => {
    const at = new Map(column.map((slot, place) => [slot, place]));
    const ends = (columns[index] ?? []).map((slot) => (right.get(slot) ?? []).map((one) => at.get(one) ?? 0));
    ends.forEach((a, place) => {
      for (const b of ends.slice(place + 1))
        count += a.reduce((sum, one) => sum + b.filter((other) => other < one).length, 0);
    });
  });
  return count;
}
