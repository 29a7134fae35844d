import {
  GOALS,
  type Goal,
  goalScore,
  type History,
  type HistoryPoint,
  type Report,
  type Result,
  scoreOf,
} from '../model/index.ts';
import { diffReports } from './diff.ts';

/**
 * The report among earlier ones of the same target.
 * @param earlier the oldest first
 */
export function historyOf(report: Report, earlier: readonly Report[]): History {
  const before = earlier.at(-1);
  const all = [...earlier, report];
  const points = all.map(pointOf);
  if (before === undefined) return { points, since: sinceOf(all) };
  const { new: fresh, fixed, unseen } = diffReports(before, report);
  const known = new Set(earlier.flatMap(({ results }) => results.filter(failed).map(({ fingerprint }) => fingerprint)));
  const reopened = fresh.filter(({ fingerprint }) => known.has(fingerprint));
  const changes = {
    since: before.startedAt,
    new: fresh.filter(({ fingerprint }) => !known.has(fingerprint)),
    reopened,
    fixed,
    unseen,
  };
  return { points, changes, since: sinceOf(all) };
}

function failed({ status }: Result): boolean {
  return status === 'fail';
}

function pointOf(report: Report): HistoryPoint {
  const { startedAt, target, coverage, summary, results } = report;
  const score = scoreOf(results);
  const goals = Object.keys(GOALS) as Goal[]; // the keys are the goals
  const scores = goals.flatMap((goal) => {
    const value = goalScore(report, goal);
    return value === undefined ? [] : [[goal, value] as const];
  });
  return {
    startedAt,
    ...(target.repository?.commit === undefined ? {} : { commit: target.repository.commit }),
    complete: coverage.complete,
    summary,
    ...(score === undefined ? {} : { score }),
    scores: Object.fromEntries(scores),
  };
}

/** A finding is as old as the first report of the unbroken row that has it. */
function sinceOf(all: readonly Report[]): History['since'] {
  let since: Record<string, string> = {};
  for (const { startedAt, results } of all) {
    const known = since;
    since = Object.fromEntries(
      results.filter(failed).map(({ fingerprint }) => [fingerprint, known[fingerprint] ?? startedAt]),
    );
  }
  return since;
}
