const CONTEXT = 3;

/** A unified diff of two texts, as `patch` takes it; empty when they are equal. Meant for a few changed lines. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const hunks = hunksOf(linesOf(before), linesOf(after));
  return [`--- a/${path}`, `+++ b/${path}`, ...hunks, ''].join('\n');
}

type Change = readonly [mark: ' ' | '-' | '+', line: string];

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return text.endsWith('\n')
    ? lines.slice(0, -1)
    : [...lines.slice(0, -1), `${lines.at(-1) ?? ''}\n\\ No newline at end of file`];
}

function hunksOf(before: readonly string[], after: readonly string[]): readonly string[] {
  const changes = changesOf(before, after);
  const changed = changes.flatMap(([mark], index) => (mark === ' ' ? [] : [index]));
  const hunks: string[] = [];
  for (let next = 0; next < changed.length; ) {
    let last = next;
    while ((changed[last + 1] ?? Infinity) - (changed[last] ?? 0) <= 2 * CONTEXT) last += 1;
    const from = Math.max(0, (changed[next] ?? 0) - CONTEXT);
    const slice = changes.slice(from, (changed[last] ?? 0) + CONTEXT + 1);
    hunks.push(header(changes.slice(0, from), slice), ...slice.map(([mark, line]) => mark + line));
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
function changesOf(before: readonly string[], after: readonly string[]): readonly Change[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const same = (line: string): Change => [' ', line];
  return [
    ...before.slice(0, start).map(same),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

function middle(before: readonly string[], after: readonly string[]): readonly Change[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row !== undefined)
        row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changes: Change[] = [];
  for (let [i, j] = [0, 0]; i < before.length || j < after.length; ) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      changes.push([' ', old]);
      [i, j] = [i + 1, j + 1];
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      changes.push(['-', old]);
      i += 1;
    } else {
      changes.push(['+', fresh ?? '']);
      j += 1;
    }
  }
  return changes;
}
