import type { Goal, Report, Result, Severity } from '../../src/model/index.ts';
import { GOALS, SEVERITIES, scoreOf } from '../../src/model/index.ts';
import { type Markup, markup } from './markup.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';

/** The seven goals of the playbook by severity. A goal of which nothing was judged has no score and no zeros. */
export const scores: Section = (report) => {
  const rows = (Object.keys(GOALS) as Goal[]) // the keys are the goals
    .map((goal) => row(GOALS[goal], having(report, goal)));
  const body = markup`${table({
    caption:
      'Of 100: the share of good verdicts of each rule, weighed by its severity. What could not be told is not good; what was accepted or does not apply counts neither way. A finding that serves several goals stands in each of them.',
    columns: ['Goal', 'Score', ...SEVERITIES, 'passed', 'unknown'],
    rows: [...rows, row(markup`<b>All goals</b>`, report.results)],
    kind: 'counts',
  })}`;
  return { id: 'score', title: 'Score', body };
};

function having({ results }: Report, goal: Goal): readonly Result[] {
  return results.filter(({ goals }) => goals.includes(goal));
}

function row(name: string | Markup, results: readonly Result[]): readonly (string | Markup)[] {
  const score = scoreOf(results);
  const judged = results.some(({ status }) => status === 'pass' || status === 'fail' || status === 'unknown');
  const counts = [
    ...SEVERITIES.map((severity) => [severity, count(results, 'fail', severity)] as const),
    ['pass', count(results, 'pass')] as const,
    ['unknown', count(results, 'unknown')] as const,
  ];
  return [name, scoreCell(score), ...counts.map(([kind, n]) => countCell(kind, n, judged))];
}

function count(results: readonly Result[], status: Result['status'], severity?: Severity): number {
  return results.filter((result) => result.status === status && (severity ?? result.severity) === result.severity)
    .length;
}

function scoreCell(score: number | undefined): Markup {
  if (score === undefined) return markup`<span class="zero">not judged</span>`;
  return markup`<span class="score"><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width="${score}" height="6"/></svg><b>${score}</b></span>`;
}

function countCell(kind: string, n: number, judged: boolean): Markup {
  if (!judged) return markup`<span class="zero">–</span>`;
  return n === 0 ? markup`<span class="zero">0</span>` : markup`<span class="${kind}">${n}</span>`;
}
