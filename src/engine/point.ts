import { GOALS, type Goal, goalScore, type HistoryPoint, type Report, scoreOf } from '../model/index.ts';
import { optional } from './plain.ts';

/** What the trend shows of a report. */
export function pointOf(report: Report, unseen: number): HistoryPoint {
  const { startedAt, target, tool, coverage, summary, results } = report;
  const goals = Object.keys(GOALS) as Goal[]; // the keys are the goals
  const scores = goals.flatMap((goal) => {
    const value = goalScore(report, goal);
    return value === undefined ? [] : [[goal, value] as const];
  });
  return {
    startedAt,
    ...optional('commit', target.repository?.commit),
    version: tool.version,
    rulesRun: coverage.rulesRun,
    complete: coverage.complete,
    summary,
    unseen,
    ...optional('score', scoreOf(results)),
    scores: Object.fromEntries(scores),
  };
}
