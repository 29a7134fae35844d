import { describe, expect, it } from 'vitest';
import type { FactName, Facts, RuleRun, Severity, TypedRule } from '../model/index.ts';
import { type Judged, judge } from './judge.ts';

/** Facts by what the case is about: "a read replica without backups". */
type Table<T> = Readonly<Record<string, T>>;

interface Given<N extends FactName> {
  readonly given: Facts<N>;
  readonly context?: Partial<RuleRun>;
}

export interface RuleCases<N extends FactName> {
  /** Everything judged passes, and something is judged. */
  readonly pass: Table<Given<N>>;
  /** `reports` are the messages of the failures, in order; passes beside them are allowed. */
  readonly fail: Table<Given<N> & { readonly reports: readonly string[]; readonly severities?: readonly Severity[] }>;
  /** What cannot be told: `reasons` are the reasons of the unknown verdicts, in order. */
  readonly unknown?: Table<Given<N> & { readonly reasons: readonly string[] }>;
  /** The traps: nothing fails and nothing passes for something not seen (no subject, or not applicable). */
  readonly silent?: Table<Given<N>>;
}

/** The table of cases of one rule. `pass` and `fail` are not optional: a rule that was never seen to fail proves nothing. */
export function testRule<const N extends FactName>(rule: TypedRule<N>, cases: RuleCases<N>): void {
  const run = (given: Given<N>): readonly Judged[] => judge(rule, given.given, given.context);

  describe(rule.id, () => {
    it.each(Object.entries(cases.pass))('passes: %s', (_, given) => {
      const statuses = run(given).map((verdict) => verdict.status);
      expect(statuses).toContain('pass');
      expect(statuses.filter((status) => status !== 'pass' && status !== 'not-applicable')).toEqual([]);
    });

    it.each(Object.entries(cases.fail))('fails: %s', (_, given) => {
      const failures = run(given).filter((verdict) => verdict.status === 'fail');
      expect(failures.map((verdict) => verdict.message)).toEqual(given.reports);
      if (given.severities !== undefined) {
        expect(failures.map((verdict) => verdict.severity ?? rule.severity)).toEqual(given.severities);
      }
    });

    it.each(Object.entries(cases.unknown ?? {}))('cannot tell: %s', (_, given) => {
      const open = run(given).filter((verdict) => verdict.status === 'unknown');
      expect(open.map((verdict) => verdict.reason)).toEqual(given.reasons);
    });

    it.each(Object.entries(cases.silent ?? {}))('stays silent: %s', (_, given) => {
      const statuses = run(given).map((verdict) => verdict.status);
      expect(statuses.filter((status) => status !== 'not-applicable')).toEqual([]);
    });
  });
}
