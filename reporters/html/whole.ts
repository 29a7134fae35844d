import { groupBy } from '../../src/model/group-by.ts';
import type { Result } from '../../src/model/index.ts';

/** Characters that details may take: at most so many, `each` fewer for every result that wants its own line, never fewer than `least`. */
export interface Room {
  readonly most: number;
  readonly each: number;
  readonly least: number;
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
  const groups = [...groupBy(results, ({ rule }) => rule).values()];
  const order = [...groups.flatMap((group) => group.slice(0, 1)), ...groups.flatMap((group) => group.slice(1))];
  const whole = new Set<Result>();
  let left = Math.max(room.least, room.most - room.each * results.length);
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
