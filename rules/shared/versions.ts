/** Release numbers of a version: `5.2rc1` is 5, 2. */
function numbers(version: string): readonly number[] {
  return (/^v?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? '').split('.').map(Number);
}

/** Negative when `a` is older. Only the release numbers count: `4.2` is `4.2.0`. */
export function compareVersions(a: string, b: string): number {
  const left = numbers(a);
  const right = numbers(b);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first numbers of a version: `seriesOf('5.2.19', 2)` is `5.2`. Undefined for what is no version. */
export function seriesOf(version: string, parts: number): string | undefined {
  const found = numbers(version);
  if (!/^v?\d/.test(version) || found.length < parts) return undefined;
  return found.slice(0, parts).join('.');
}
