import type { FrameworkCoverage } from '../src/model/index.ts';

/** "14 of 63 recommendations covered"; without a total where the number is not certain. */
export function coveredWords({ covered, size, noun: [one, many] }: FrameworkCoverage): string {
  const all = size === undefined ? '' : ` of ${size}`;
  return `${covered}${all} ${covered === 1 && size === undefined ? one : many} covered`;
}
