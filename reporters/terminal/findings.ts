import type { Goal, Report, Result } from '../../src/model/index.ts';
import { atLeast, bySeverity, GOALS, groupBy } from '../../src/model/index.ts';
import { count, having, severities } from '../words.ts';
import { briefLines, findingLines } from './finding.ts';
import { wrap } from './layout.ts';
import { heading, type Page } from './page.ts';

/** So many findings are read whole, whatever they are. */
const READABLE = 20;
/** Findings of one rule that are shown whole where there are more than that. */
const OF_ONE_RULE = 3;

/** The findings by goal, the goal with the most severe first, and in each the most severe first. */
export function findingsByGoal(report: Report, page: Page): readonly string[] {
  const failed = having(report, 'fail');
  const whole = shownWhole(failed, page);
  const groups = (Object.keys(GOALS) as Goal[]) // the keys are the goals
    .map((goal) => ({ goal, results: failed.filter(({ goals }) => goals[0] === goal) }))
    .filter(({ results }) => results.length > 0)
    .toSorted((a, b) => bySeverity(a.results[0]?.severity ?? 'info', b.results[0]?.severity ?? 'info'));
  return [
    ...groups.flatMap(({ goal, results }) => goalLines(goal, results, whole, page)),
    ...briefNote(failed.length - whole.size, page),
  ];
}

/**
 * Where there are many, a reader needs the worst whole and of the others what they are: critical and high ones are whole,
 * the first ones of each rule.
 */
function shownWhole(failed: readonly Result[], { verbose }: Page): ReadonlySet<Result> {
  if (verbose || failed.length <= READABLE) return new Set(failed);
  const severe = failed.filter(({ severity }) => atLeast(severity, 'high'));
  return new Set([...groupBy(severe, ({ rule }) => rule).values()].flatMap((alike) => alike.slice(0, OF_ONE_RULE)));
}

function goalLines(goal: Goal, results: readonly Result[], whole: ReadonlySet<Result>, page: Page): readonly string[] {
  const long = results.filter((result) => whole.has(result));
  const brief = results.filter((result) => !whole.has(result));
  return [
    ...heading(GOALS[goal], tallyOf(results), page),
    '',
    ...long.flatMap((result) => findingLines(result, page)),
    ...brief.flatMap((result) => briefLines(result, page)),
    ...(brief.length > 0 ? [''] : []),
  ];
}

function tallyOf(results: readonly Result[]): string {
  const fail = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of results) fail[severity] += 1;
  return severities(fail, ' · ');
}

function briefNote(brief: number, { theme, width }: Page): readonly string[] {
  if (brief === 0) return [];
  const text = `${count(brief, 'finding')} in brief: --verbose shows them whole, djaudit explain RULE says how to mend them.`;
  return [...wrap(text, width - 2).map((line) => `  ${theme.faint(line)}`), ''];
}
