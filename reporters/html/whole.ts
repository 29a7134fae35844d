import { groupBy } from '../../src/model/group-by.ts';
import type { Result } from '../../src/model/index.ts';

/** Characters that details may take: where all fit, all are shown; else some, so that there is room for the names of the rest. */
export interface Room {
  readonly all: number;
  readonly some: number;
}

/**
 * The results that are shown whole: the first of each rule, then the others in their order, as long as there is room. A page
 * of thousands of results stays one that opens and prints; what each of them rests on is in the JSON report.
 * @param cost the characters that a result takes
 */
export function shownWhole(
  results: readonly Result[],
  cost: (result: Result) => number,
  room: Room,
): ReadonlySet<Result> {
  if (results.reduce((sum, result) => sum + cost(result), 0) <= room.all) return new Set(results);
  const groups = [...groupBy(results, ({ rule }) => rule).values()];
  const order = [...groups.flatMap((group) => group.slice(0, 1)), ...groups.flatMap((group) => group.slice(1))];
  const whole = new Set<Result>();
  let left = room.some;
  for (const result of order) {
    left -= cost(result);
    if (left < 0) break;
    whole.add(result);
  }
  return whole;
}

/** Characters of what a finding rests on. */
export function evidenceCost({ evidence }: Result): number {
  return evidence.reduce((sum, { label, value, source }) => sum + label.length + value.length + source.length + 60, 0);
}
