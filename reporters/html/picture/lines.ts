import type { Slot, Way } from './order.ts';
import type { Box, Lefts, Point } from './place.ts';
import type { Link } from './scene.ts';

export interface Line {
  readonly link: Link;
  readonly leftward: boolean;
  /** From the left end to the right one. Every second stretch, from the first on, bends; the others are level. */
  readonly points: readonly Point[];
}

/** The word beside the ends of lines: once for all lines of a kind into a thing. */
export interface Label extends Point {
  readonly text: string;
  readonly anchor: 'start' | 'end';
}

/** Words that are shorter than the kind and say the same. */
const WORDS: Readonly<Record<string, string>> = { 'sends requests to': 'requests', runs: 'runs it', requests: '' };
/** Of a label above its line. */
const ABOVE = 5;
/** Between a label and the card. */
const BESIDE = 9;
/** Lines to the code leave a service above its lower left corner, apart from the requests that come in. */
const LOW = 18;

function labelOf({ kind }: Link): string {
  return WORDS[kind] ?? kind;
}

/** The level stretch of a line along its label, before the card that it leads to. */
export function levelOf(link: Link): number {
  const text = labelOf(link);
  return text === '' ? BESIDE : Math.round(text.length * 5.4) + BESIDE + 4;
}

/**
 * The lines of the ways between the cards. A line leaves a card in the middle of its side and comes in at a place of its
 * kind, so that all that lead to a thing for one reason become one.
 * @param laneOf the height of a way through a column
 */
export function linesOf(
  ways: readonly Way[],
  boxes: readonly Box[],
  laneOf: (slot: Slot) => number,
  lefts: Lefts,
): { readonly lines: readonly Line[]; readonly labels: readonly Label[] } {
  const byId = new Map(boxes.map((box) => [box.thing.id, box]));
  const heights = portsOf(ways, byId);
  const labels = new Map<string, Label>();
  const lines = ways.flatMap(({ link, slots, leftward }): readonly Line[] => {
    const from = byId.get(link.from);
    const to = byId.get(link.to);
    if (from === undefined || to === undefined) return [];
    const port = portOf(link, leftward);
    const end = { x: leftward ? to.x + to.width : to.x, y: heights.get(port) ?? 0 };
    const turn = { x: end.x + (leftward ? levelOf(link) : -levelOf(link)), y: end.y };
    const start = leftward
      ? { x: from.x, y: from.y + from.height - LOW }
      : { x: from.x + from.width, y: Math.round(from.y + from.height / 2) };
    const through = slots.slice(1, -1).flatMap((slot) => lane(laneOf(slot), lefts[slot.column]));
    const side = leftward ? BESIDE : -BESIDE;
    labels.set(port, {
      text: labelOf(link),
      anchor: leftward ? 'start' : 'end',
      x: end.x + side,
      y: end.y - ABOVE,
    });
    return [{ link, leftward, points: leftward ? [end, turn, ...through, start] : [start, ...through, turn, end] }];
  });
  return { lines, labels: [...labels.values()].filter(({ text }) => text !== '') };
}

function lane(y: number, column: Lefts[number] = { x: 0, width: 0 }): readonly Point[] {
  return [
    { x: column.x, y },
    { x: column.x + column.width, y },
  ];
}

/** Where lines of each kind come into a card: evenly spread over its side. */
function portsOf(ways: readonly Way[], boxes: ReadonlyMap<string, Box>): ReadonlyMap<string, number> {
  const kinds = new Map<string, Set<string>>();
  for (const { link, leftward } of ways) {
    const side = JSON.stringify([link.to, leftward]);
    kinds.set(side, (kinds.get(side) ?? new Set()).add(portOf(link, leftward)));
  }
  const heights = new Map<string, number>();
  for (const { link, leftward } of ways) {
    const ports = [...(kinds.get(JSON.stringify([link.to, leftward])) ?? [])];
    const port = portOf(link, leftward);
    const box = boxes.get(link.to);
    if (box === undefined) continue;
    heights.set(port, Math.round(box.y + (box.height * (ports.indexOf(port) + 1)) / (ports.length + 1)));
  }
  return heights;
}

function portOf({ to, kind }: Link, leftward: boolean): string {
  return JSON.stringify([to, leftward, kind]);
}
