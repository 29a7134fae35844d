import type { HistoryPoint } from '../../src/model/index.ts';
import { SEVERITIES } from '../../src/model/index.ts';
import { dayOf } from '../change-lists.ts';
import { total } from '../words.ts';
import { type Markup, markup } from './markup.ts';
import { dayLabels, fixed, LEFT, RIGHT, type TimeAxis, timeAxis, WIDTH } from './time-axis.ts';

/** One band of bars for each severity, under each other: they can be told apart in grey, too. */
const BAND = 36;
const BAR_HEIGHT = 28;
const FIRST = 4;

interface Band {
  readonly name: string;
  readonly kind: string;
  readonly values: readonly number[];
}

/** Findings by severity over time, all by the same measure; and those of earlier reports that a report did not see. */
export function findingsChart(points: readonly HistoryPoint[]): Markup {
  const bands = bandsOf(points);
  const most = Math.max(1, ...bands.flatMap(({ values }) => values));
  const height = FIRST + bands.length * BAND + 24;
  const [first, last] = [points[0], points.at(-1)];
  const axis = timeAxis(points, 14);
  return markup`<figure><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="findings-chart findings-chart-text">
<title id="findings-chart">Findings by severity over time</title>
<desc id="findings-chart-text">${sentence(first)} ${sentence(last)} The table below has the numbers.</desc>
${bands.map((band, index) => bandMarkup(band, FIRST + (index + 1) * BAND, most, points, axis))}${dayLabels(points, axis, height - 4)}
</svg><figcaption>Findings by severity, all by the same measure</figcaption></figure>
`;
}

function sentence(point: HistoryPoint | undefined): string {
  if (point === undefined) return '';
  const { startedAt, summary, unseen } = point;
  const counts = SEVERITIES.map((severity) => `${summary.fail[severity]} ${severity}`).join(', ');
  return `${dayOf(startedAt)}: ${total(summary.fail)} findings (${counts}), ${unseen} not seen.`;
}

function bandsOf(points: readonly HistoryPoint[]): readonly Band[] {
  const severities = SEVERITIES.map((severity) => ({
    name: severity,
    kind: severity,
    values: points.map(({ summary }) => summary.fail[severity]),
  }));
  const unseen = { name: 'not seen', kind: 'unknown', values: points.map((point) => point.unseen) };
  return [...severities, unseen].filter(({ values }) => values.some((value) => value > 0));
}

function bandMarkup(
  { name, kind, values }: Band,
  base: number,
  most: number,
  points: readonly HistoryPoint[],
  axis: TimeAxis,
): Markup {
  const width = Math.min(22, Math.max(1.5, axis.gap * 0.7));
  const bars = points.map(({ startedAt }, index) => {
    const height = ((values[index] ?? 0) / most) * BAR_HEIGHT;
    if (height === 0) return undefined;
    return markup`<rect x="${fixed(axis.x(startedAt) - width / 2)}" y="${fixed(base - height)}" width="${fixed(width)}" height="${fixed(height)}"/>`;
  });
  return markup`<text class="tick" x="${LEFT - 6}" y="${base}">${name}</text><g class="bars ${kind}">${bars}</g><line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${base}" y2="${base}"/><text class="last" x="${RIGHT + 6}" y="${base}">${values.at(-1)}</text>
`;
}
