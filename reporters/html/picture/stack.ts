import type { Slot, Way } from './order.ts';

const BETWEEN_ROWS = 18;
const SWEEPS = 6;

/** The upper edge of each slot: as near to the height of its neighbours as the others in its column let it. */
export function placed(
  columns: readonly (readonly Slot[])[],
  ways: readonly Way[],
  heightOf: (slot: Slot) => number,
): ReadonlyMap<Slot, number> {
  const near = neighboursOf(ways);
  const middles = new Map<Slot, number>();
  for (const column of columns) stack(column, heightOf, () => 0, middles);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) {
      const wanted = (slot: Slot) => {
        const all = near.get(slot) ?? [];
        const weight = all.reduce((sum, one) => sum + one.weight, 0);
        const sum = all.reduce((total, one) => total + one.weight * (middles.get(one.slot) ?? 0), 0);
        return weight === 0 ? (middles.get(slot) ?? 0) : sum / weight;
      };
      stack(column, heightOf, wanted, middles);
    }
  }
  const tops = new Map([...middles].map(([slot, middle]) => [slot, middle - heightOf(slot) / 2]));
  const highest = Math.min(...tops.values());
  return new Map([...tops].map(([slot, top]) => [slot, Math.round(top - highest)]));
}

interface Neighbour {
  readonly slot: Slot;
  readonly weight: number;
}

/** Requests pull things to one height more than anything else does: they are what is read from left to right. */
function neighboursOf(ways: readonly Way[]): ReadonlyMap<Slot, readonly Neighbour[]> {
  const near = new Map<Slot, Neighbour[]>();
  const meet = (a: Slot, b: Slot, weight: number) => near.set(a, [...(near.get(a) ?? []), { slot: b, weight }]);
  for (const { slots, link, leftward } of ways) {
    const weight = leftward ? 0.1 : link.kind === 'sends requests to' || link.kind === 'resolves to' ? 4 : 1;
    slots.slice(1).forEach((slot, index) => {
      const before = slots[index];
      if (before === undefined) return;
      meet(slot, before, weight);
      meet(before, slot, weight);
    });
  }
  return near;
}

/**
 * Puts a column's slots as near to where they want to be as their order and heights allow: neighbours that would overlap
 * are moved together, by the mean of what they want (pool adjacent violators).
 */
function stack(
  column: readonly Slot[],
  heightOf: (slot: Slot) => number,
  wanted: (slot: Slot) => number,
  middles: Map<Slot, number>,
): void {
  const blocks: { readonly slots: Slot[]; sum: number }[] = [];
  let offset = 0;
  const offsets = new Map<Slot, number>();
  for (const slot of column) {
    const half = heightOf(slot) / 2;
    offsets.set(slot, offset + half);
    offset += 2 * half + BETWEEN_ROWS;
    let block = { slots: [slot], sum: wanted(slot) - (offsets.get(slot) ?? 0) };
    for (let last = blocks.at(-1); last !== undefined && mean(last) >= mean(block); last = blocks.at(-1)) {
      blocks.pop();
      block = { slots: [...last.slots, ...block.slots], sum: last.sum + block.sum };
    }
    blocks.push(block);
  }
  for (const block of blocks) {
    for (const slot of block.slots) middles.set(slot, mean(block) + (offsets.get(slot) ?? 0));
  }
}

function mean({ slots, sum }: { readonly slots: readonly Slot[]; readonly sum: number }): number {
  return sum / slots.length;
}
