import { count } from '../words.ts';
import { length, table } from './words.ts';

/** A table of as many rows as there is room for; the others are counted. */
export function fittingTable(titles: readonly string[], rows: readonly (readonly string[])[], room: number): string {
  const lines = rows.map((row) => row.join(' | '));
  const shown = rows.slice(0, fitting(lines, room).length);
  return [table(titles, shown), ...more(rows, shown, 'row', '')].join('\n\n');
}

/** The first of them, as many as there is room for. */
export function fitting(lines: readonly string[], room: number): readonly string[] {
  let left = room;
  const end = lines.findIndex((line) => (left -= length(line) + 4) < 0);
  return end < 0 ? lines : lines.slice(0, end);
}

/** How many are not shown. */
export function more(
  all: readonly unknown[],
  shown: readonly unknown[],
  noun: string,
  bullet: string,
): readonly string[] {
  const rest = all.length - shown.length;
  return rest > 0 ? [`${bullet}*${count(rest, `more ${noun}`)} in the full report.*`] : [];
}
