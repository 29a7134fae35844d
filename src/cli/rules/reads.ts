import { policyActions } from '../../aws/policy.ts';
import { PLANNED_DERIVATIONS } from '../../deployment/index.ts';
import { plan } from '../../engine/index.ts';
import { type Derivation, type FactName, isAwsFact, type Rule } from '../../model/index.ts';

/** What a rule reads, down to the facts that are collected, and the IAM actions that takes. */
export interface Reads {
  readonly facts: readonly FactName[];
  readonly actions: readonly string[];
}

export function readsOf(rule: Pick<Rule, 'needs'>, more: readonly Derivation[] = []): Reads {
  const facts = plan([rule], [...more, ...PLANNED_DERIVATIONS]);
  const account = facts.filter(isAwsFact);
  return { facts, actions: account.length === 0 ? [] : policyActions(account) };
}
