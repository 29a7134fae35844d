const CONTEXT = 3;

/**
 * A unified diff of two texts, as `patch` takes it; empty when they are equal. Meant for a few changed lines.
 * @param shown what people may see of a text, line by line
 */
export function unifiedDiff(
  path: string,
  before: string,
  after: string,
  shown: (text: string) => readonly string[] = (text) => text.split('\n'),
): string {
  if (before === after) return '';
  const hunks = hunksOf(linesOf(before, shown(before)), linesOf(after, shown(after)));
  return [`--- a/${path}`, `+++ b/${path}`, ...hunks, ''].join('\n');
}

/** Compared as it is, written as it may be seen. */
interface Line {
  readonly text: string;
  readonly shown: string;
}

type Change = readonly [mark: ' ' | '-' | '+', line: Line];

function linesOf(text: string, shown: readonly string[]): readonly Line[] {
  const ends = text.endsWith('\n');
  const lines = (ends ? text.slice(0, -1) : text).split('\n');
  return lines.map((line, at) => {
    const end = ends || at < lines.length - 1 ? '' : '\n\\ No newline at end of file';
    return { text: line + end, shown: (shown[at] ?? '') + end };
  });
}

function hunksOf(before: readonly Line[], after: readonly Line[]): readonly string[] {
  const changes = changesOf(before, after);
  const changed = changes.flatMap(([mark], index) => (mark === ' ' ? [] : [index]));
  const hunks: string[] = [];
  for (let next = 0; next < changed.length; ) {
    let last = next;
    while ((changed[last + 1] ?? Infinity) - (changed[last] ?? 0) <= 2 * CONTEXT) last += 1;
    const from = Math.max(0, (changed[next] ?? 0) - CONTEXT);
    const slice = changes.slice(from, (changed[last] ?? 0) + CONTEXT + 1);
    hunks.push(header(changes.slice(0, from), slice), ...slice.map(([mark, { shown }]) => mark + shown));
    next = last + 1;
  }
  return hunks;
}

function header(earlier: readonly Change[], hunk: readonly Change[]): string {
  const count = (changes: readonly Change[], other: '-' | '+') => changes.filter(([mark]) => mark !== other).length;
  const range = (start: number, length: number) => `${length === 0 ? start : start + 1},${length}`;
  return `@@ -${range(count(earlier, '+'), count(hunk, '+'))} +${range(count(earlier, '-'), count(hunk, '-'))} @@`;
}

/** Line by line: equal lines are joined by the longest common subsequence between the equal ends. */
function changesOf(before: readonly Line[], after: readonly Line[]): readonly Change[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start]?.text === after[start]?.text) start += 1;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before.at(-1 - end)?.text === after.at(-1 - end)?.text) end += 1;
  const same = (line: Line): Change => [' ', line];
  return [
    ...before.slice(0, start).map(same),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

function middle(before: readonly Line[], after: readonly Line[]): readonly Change[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row !== undefined)
        row[j] = before[i]?.text === after[j]?.text ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changes: Change[] = [];
  for (let [i, j] = [0, 0]; i < before.length || j < after.length; ) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old.text === fresh?.text) {
      changes.push([' ', old]);
      [i, j] = [i + 1, j + 1];
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      changes.push(['-', old]);
      i += 1;
    } else {
      if (fresh !== undefined) changes.push(['+', fresh]);
      j += 1;
    }
  }
  return changes;
}
