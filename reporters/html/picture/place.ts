import { type Card, cardOf } from './card.ts';
import { type Label, type Line, levelOf, linesOf } from './lines.ts';
import { ordered, type Slot, type Way } from './order.ts';
import type { Drawing, Thing } from './scene.ts';
import { placed } from './stack.ts';

/** Pixels from the left upper corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly thing: Thing;
  readonly card: Card;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
}

const WIDTH = 160;
/** The card of those who ask holds one word. */
const NARROW = 60;
/** What the bends of lines between two columns need, with or without many of them. */
const BEND = 26;
const PER_LINE = 3;
const MOST_BEND = 60;
const MARGIN = 8;
/** The way of a line between two cards. */
const LANE = 10;

/** Where everything stands. No two cards overlap, and no line passes through one. */
export function layoutOf(drawing: Drawing): Layout {
  const { columns, ways } = ordered(drawing);
  const cards = new Map(drawing.things.map((thing) => [thing.id, cardOf(thing)]));
  const heightOf = ({ thing }: Slot) => (thing === undefined ? LANE : (cards.get(thing.id)?.height ?? 0));
  const tops = placed(columns, ways, heightOf);
  const topOf = (slot: Slot) => (tops.get(slot) ?? 0) + MARGIN;
  const lefts = leftsOf(columns, ways);
  const boxes = columns.flatMap((column, index) =>
    column.flatMap((slot): readonly Box[] => {
      const card = slot.thing === undefined ? undefined : cards.get(slot.thing.id);
      if (slot.thing === undefined || card === undefined) return [];
      const { x, width } = lefts[index] ?? { x: 0, width: 0 };
      return [{ thing: slot.thing, card, x, y: topOf(slot), width, height: card.height }];
    }),
  );
  const last = lefts.at(-1) ?? { x: 0, width: 0 };
  const bottoms = columns.flat().map((slot) => topOf(slot) + heightOf(slot));
  return {
    width: last.x + last.width + MARGIN,
    height: Math.max(0, ...bottoms) + MARGIN,
    boxes,
    ...linesOf(ways, boxes, (slot) => topOf(slot) + LANE / 2, lefts),
  };
}

/** Left edge and width of each column. */
export type Lefts = readonly { readonly x: number; readonly width: number }[];

/** Columns stand apart by the longest label between them and by what the bends of the lines need. */
function leftsOf(columns: readonly (readonly Slot[])[], ways: readonly Way[]): Lefts {
  let x = MARGIN;
  return columns.map((column, index) => {
    const width = column.every(({ thing }) => thing === undefined || thing.icon === 'people') ? NARROW : WIDTH;
    const left = { x, width };
    const across = ways.filter(({ slots }) => (slots[0]?.column ?? 0) <= index && (slots.at(-1)?.column ?? 0) > index);
    const ending = across.filter(({ slots, leftward }) =>
      leftward ? slots[0]?.column === index : slots.at(-1)?.column === index + 1,
    );
    const level = Math.max(0, ...ending.map(({ link }) => levelOf(link)));
    x += width + level + Math.min(BEND + PER_LINE * across.length, MOST_BEND);
    return left;
  });
}
