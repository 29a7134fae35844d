import type { FactName, Facts, RuleRun, TypedRule, Verdict } from '../model/index.ts';

/** A verdict with the subject that it is about, as a rule's test compares it. */
export type Judged = Verdict & { readonly subject: string };

/** Runs one rule on facts given by hand; what the engine adds (unknown facts, suppressions) is left out. */
export function judge<N extends FactName>(
  rule: TypedRule<N>,
  facts: Facts<N>,
  context: Partial<RuleRun> = {},
): readonly Judged[] {
  const whole: RuleRun = { today: '2026-11-25', options: {}, attestations: [], ...context };
  return rule.evaluate(facts, whole).map(({ subject, verdict }) => ({ ...verdict(), subject: subject.ref.id }));
}
