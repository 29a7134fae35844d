import type { Goal, Report, Result } from '../../src/model/index.ts';
import { GOALS } from '../../src/model/index.ts';
import { count, having } from '../words.ts';
import { details, row } from './finding.ts';
import { length } from './words.ts';

/** The heading of a goal and what says how much is left out. */
const FRAME = 120;
/** The part of the room that lines leave for evidence and fixes. */
const FOR_DETAILS = 1 / 3;

/**
 * By goal, the most severe first. Where there is no room for all, the most severe of any goal have their evidence and fix,
 * the next a line, and the rest is counted.
 */
export function findings(report: Report, room: number): readonly string[] {
  const shown = fitted(having(report, 'fail'), room - FRAME * Object.keys(GOALS).length);
  return (Object.keys(GOALS) as Goal[]).flatMap((goal) => section(goal, report, shown)); // its keys are the goals
}

/** What is written of each finding that is shown. */
function fitted(found: readonly Result[], room: number): ReadonlyMap<Result, string> {
  const shown = new Map<Result, string>();
  let left = room;
  for (const result of found) {
    const line = row(result);
    if (left - length(line) < room * FOR_DETAILS) break;
    left -= length(line);
    shown.set(result, line);
  }
  for (const [result, line] of shown) {
    const whole = details(result);
    left -= length(whole) - length(line);
    if (left < 0) break;
    shown.set(result, whole);
  }
  return shown;
}

function section(goal: Goal, report: Report, shown: ReadonlyMap<Result, string>): readonly string[] {
  const results = having(report, 'fail').filter(({ goals: [first] }) => first === goal);
  if (results.length === 0) return [];
  const blocks = results.flatMap((result) => shown.get(result) ?? []);
  const rest = results.length - blocks.length;
  const more = rest > 0 ? [`*${count(rest, 'more finding')} in the full report.*`] : [];
  return [`### ${GOALS[goal]} (${results.length})`, ...blocks, ...more];
}
