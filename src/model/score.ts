import type { Goal } from './goal.ts';
import type { Report, Result } from './report.ts';
import type { Severity } from './severity.ts';

/** What a rule weighs in a score. */
const WEIGHTS: Readonly<Record<Severity, number>> = { critical: 10, high: 5, medium: 2, low: 1, info: 0 };

/**
 * How good what was judged is, 0 to 100: each rule counts with the share of its verdicts that are passes, weighted by its
 * severity, so that a rule with five hundred subjects says no more than one with a single subject. Unknown is not good;
 * what was accepted counts neither way. 100 is given only where nothing is left.
 * @returns undefined where nothing was judged: that is no score, neither a good nor a bad one
 */
export function scoreOf(results: readonly Result[]): number | undefined {
  const rules = new Map<string, { weight: number; good: number; all: number }>();
  for (const { rule, severity, status } of results) {
    if (status === 'not-applicable' || status === 'suppressed') continue;
    const sum = rules.get(rule) ?? { weight: 0, good: 0, all: 0 };
    sum.weight = Math.max(sum.weight, WEIGHTS[severity]);
    sum.all += 1;
    if (status === 'pass') sum.good += 1;
    rules.set(rule, sum);
  }
  let good = 0;
  let all = 0;
  for (const rule of rules.values()) {
    good += (rule.weight * rule.good) / rule.all;
    all += rule.weight;
  }
  return all === 0 ? undefined : Math.floor((100 * good) / all + 1e-9);
}

export function goalScore({ results }: Report, goal: Goal): number | undefined {
  return scoreOf(results.filter(({ goals }) => goals.includes(goal)));
}
