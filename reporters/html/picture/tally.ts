import type { Report, Severity } from '../../../src/model/index.ts';
import { SEVERITIES } from '../../../src/model/index.ts';

/** What was judged of a thing and of its parts. */
export interface Tally {
  readonly fail: Readonly<Record<Severity, number>>;
  readonly unknown: number;
  readonly pass: number;
}

export const NOTHING: Tally = { fail: { critical: 0, high: 0, medium: 0, low: 0, info: 0 }, unknown: 0, pass: 0 };

export function tallyOf(results: Report['results']): Tally {
  const fail = { ...NOTHING.fail };
  let unknown = 0;
  let pass = 0;
  for (const { status, severity } of results) {
    if (status === 'fail') fail[severity] += 1;
    if (status === 'unknown') unknown += 1;
    if (status === 'pass') pass += 1;
  }
  return { fail, unknown, pass };
}

export function sumOf(tallies: readonly Tally[]): Tally {
  const fail = { ...NOTHING.fail };
  for (const severity of SEVERITIES) fail[severity] = tallies.reduce((sum, one) => sum + one.fail[severity], 0);
  return {
    fail,
    unknown: tallies.reduce((sum, one) => sum + one.unknown, 0),
    pass: tallies.reduce((sum, one) => sum + one.pass, 0),
  };
}

export function findings({ fail }: Tally): number {
  return SEVERITIES.reduce((sum, severity) => sum + fail[severity], 0);
}

/** The severity that a badge shows; undefined without a finding. */
export function worst({ fail }: Tally): Severity | undefined {
  return SEVERITIES.find((severity) => fail[severity] > 0);
}

/** Sort order: the one with the more severe findings first, then the one with more of them. */
export function byTally(a: Tally, b: Tally): number {
  for (const severity of SEVERITIES) {
    const difference = b.fail[severity] - a.fail[severity];
    if (difference !== 0) return difference;
  }
  return b.unknown - a.unknown;
}
