/** The candidate that was most likely meant, or undefined when none is near: at most a third of the letters differ. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** "; did you mean X?", or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>, prefix = ''): string {
  const name = nearest(word, candidates);
  return name === undefined ? '' : `; did you mean ${prefix}${name}?`;
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from `a` to `b`. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line[column] = Math.min(
        (above[column] ?? Infinity) + 1,
        (line[column - 1] ?? Infinity) + 1,
        (above[column - 1] ?? Infinity) + same,
        swapped ? (before[column - 2] ?? Infinity) + 1 : Infinity,
      );
    }
    [before, above] = [above, line];
  }
  return above[b.length] ?? Infinity;
}
