import type { HistoryPoint } from '../../src/model/index.ts';
import { SEVERITIES } from '../../src/model/index.ts';
import { count } from '../words.ts';
import { findingsChart } from './findings-chart.ts';
import { type Markup, markup } from './markup.ts';
import { scoreChart } from './score-chart.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';
import { time } from './time.ts';
import { thinned } from './time-axis.ts';

/** How score and findings went over the reports of this target. */
export const trend: Section = (_, { history }) => {
  const all = history?.points ?? [];
  const points = thinned(all);
  if (points.length < 2) return undefined;
  const body = markup`${reading(points, all.length)}<div class="trend">${scoreChart(points)}${findingsChart(points)}</div>
<details class="checked"><summary><h3 id="trend-numbers">The numbers</h3> <span class="muted">${count(points.length, 'report')}</span></summary>
${numbers(points)}</details>
`;
  return { id: 'trend', title: 'Trend', tally: all.length, body };
};

/** How the charts are to be read; only what they hold is explained. */
function reading(points: readonly HistoryPoint[], all: number): Markup {
  const sentences = [
    ...(points.length < all ? [`${points.length} of ${all} reports are shown, evenly over time.`] : []),
    ...(points.some(({ complete }) => !complete)
      ? ['A hollow point is a report whose evidence was incomplete: something could not be told.']
      : []),
    ...(points.some(({ unseen }) => unseen > 0)
      ? [
          'A dashed line leads to or from a report that could not see findings of earlier ones: a higher score or fewer findings are no improvement there.',
        ]
      : []),
    ...(new Set(points.map(({ rulesRun }) => rulesRun)).size > 1
      ? ['Not all reports judged as many rules: new rules can bring findings that were there before.']
      : []),
  ];
  return markup`${sentences.length === 0 ? undefined : markup`<p>${sentences.join(' ')}</p>`}
`;
}

function numbers(points: readonly HistoryPoint[]): Markup {
  return table({
    caption: 'The newest report first.',
    columns: ['Report', 'Score', ...SEVERITIES, 'not seen', 'unknown', 'rules'],
    rows: points.toReversed().map((point) => {
      const { startedAt, score, summary, unseen, rulesRun, complete } = point;
      return [
        markup`${time(startedAt)}${complete ? undefined : markup` <small>evidence incomplete</small>`}`,
        score ?? markup`<span class="zero">–</span>`,
        ...SEVERITIES.map((severity) => summary.fail[severity]),
        unseen,
        summary.unknown,
        rulesRun,
      ];
    }),
    kind: 'counts',
  });
}
