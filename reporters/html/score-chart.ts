import type { HistoryPoint } from '../../src/model/index.ts';
import { dayOf } from '../change-lists.ts';
import { type Markup, markup } from './markup.ts';
import { dayLabels, fixed, LEFT, RIGHT, type TimeAxis, timeAxis, WIDTH } from './time-axis.ts';

const TOP = 16;
const BOTTOM = 156;
const HEIGHT = 184;

interface Scored extends HistoryPoint {
  readonly score: number;
}

/** The score over time. Where a report did not see findings of earlier ones the line is broken: more is no improvement there. */
export function scoreChart(points: readonly HistoryPoint[]): Markup | undefined {
  const scored = points.filter((point): point is Scored => point.score !== undefined);
  const [first, last] = [scored[0], scored.at(-1)];
  if (first === undefined || last === undefined || scored.length < 2) return undefined;
  const axis = timeAxis(points, 6);
  return markup`<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="score-chart score-chart-text">
<title id="score-chart">Score over time</title>
<desc id="score-chart-text">From ${first.score} on ${dayOf(first.startedAt)} to ${last.score} on ${dayOf(last.startedAt)}, of 100, in ${scored.length} reports. The table below has the numbers.</desc>
${[0, 25, 50, 75, 100].map(gridLine)}${scored.slice(1).map((point, index) => segment(scored[index] ?? point, point, axis))}
${scored.map((point) => dot(point, axis))}
${[first, last].map((point) => valueLabel(point, axis))}${dayLabels(points, axis, BOTTOM + 20)}
</svg><figcaption>Score over time, of 100</figcaption></figure>
`;
}

function y(score: number): number {
  return BOTTOM - (score / 100) * (BOTTOM - TOP);
}

function gridLine(score: number): Markup {
  return markup`<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${fixed(y(score))}" y2="${fixed(y(score))}"/><text class="tick" x="${LEFT - 6}" y="${fixed(y(score) + 4)}">${score}</text>
`;
}

function segment(from: Scored, to: Scored, { x }: TimeAxis): Markup {
  const kind = from.unseen > 0 || to.unseen > 0 ? 'line broken' : 'line';
  return markup`<line class="${kind}" x1="${fixed(x(from.startedAt))}" y1="${fixed(y(from.score))}" x2="${fixed(x(to.startedAt))}" y2="${fixed(y(to.score))}"/>`;
}

function dot(point: Scored, { x }: TimeAxis): Markup {
  const { startedAt, score, complete } = point;
  return markup`<circle class="${complete ? 'dot' : 'dot hollow'}" cx="${fixed(x(startedAt))}" cy="${fixed(y(score))}" r="3.5"/>`;
}

/** Above its point, below where there is no room. */
function valueLabel({ startedAt, score }: Scored, { x }: TimeAxis): Markup {
  const place = score > 90 ? y(score) + 18 : y(score) - 9;
  return markup`<text class="value" x="${fixed(x(startedAt))}" y="${fixed(place)}">${score}</text>`;
}
