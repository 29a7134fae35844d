import type { HistoryPoint } from '../../src/model/index.ts';
import { type Markup, markup } from './markup.ts';

/** A chart's own measures, in its own units: about pixels on a phone. */
export const WIDTH = 400;
export const LEFT = 58;
export const RIGHT = 372;
/** What a label of a day needs. */
const LABEL = 62;

/** Reports that a chart and its table show: more would lie on each other. */
const SHOWN = 20;

/** The last report always, and of many as many before it as can be told apart, evenly. */
export function thinned(points: readonly HistoryPoint[]): readonly HistoryPoint[] {
  const step = Math.ceil(points.length / SHOWN);
  return points.filter((_, index) => (points.length - 1 - index) % step === 0);
}

export interface TimeAxis {
  readonly x: (startedAt: string) => number;
  /** Between two neighbours that are closest. */
  readonly gap: number;
}

/** True to time: a month without a report is a gap. */
export function timeAxis(points: readonly HistoryPoint[], inset: number): TimeAxis {
  const times = points.map(({ startedAt }) => Date.parse(startedAt));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const scale = (RIGHT - LEFT - 2 * inset) / Math.max(1, last - first);
  const x = (startedAt: string) => LEFT + inset + (Date.parse(startedAt) - first) * scale;
  const gaps = points.slice(1).map(({ startedAt }, index) => x(startedAt) - x(points[index]?.startedAt ?? startedAt));
  return { x, gap: Math.min(...gaps) };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The days of reports below the axis, the last one first in importance: no two labels touch. */
export function dayLabels(points: readonly HistoryPoint[], { x }: TimeAxis, y: number): Markup {
  const years = new Set(points.map(({ startedAt }) => startedAt.slice(0, 4)));
  const chosen: HistoryPoint[] = [];
  for (const point of [...points.slice(-1), ...points.slice(0, -1)]) {
    if (chosen.every((other) => Math.abs(x(other.startedAt) - x(point.startedAt)) >= LABEL)) chosen.push(point);
  }
  return markup`${chosen.map(
    ({ startedAt }) =>
      markup`<text class="day" x="${fixed(x(startedAt))}" y="${y}">${dayName(startedAt, years.size > 1)}</text>`,
  )}`;
}

/** "28 Oct", "28 Oct 26". */
function dayName(iso: string, withYear: boolean): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return [String(Number(day)), MONTHS[Number(month) - 1] ?? '', ...(withYear ? [year.slice(2)] : [])].join(' ');
}

/** A number as a coordinate. */
export function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
