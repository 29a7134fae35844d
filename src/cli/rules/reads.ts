import { policyActions } from '../../aws/policy.ts';
import { deploymentDerivations } from '../../deployment/index.ts';
import { plan } from '../../engine/index.ts';
import type { AwsFactName } from '../../model/aws/index.ts';
import { type Derivation, type FactName, type Rule, sideOf, unavailable } from '../../model/index.ts';

/** What a rule reads, down to the facts that are collected, and the IAM actions that takes. */
export interface Reads {
  readonly facts: readonly FactName[];
  readonly actions: readonly string[];
}

export function readsOf(rule: Pick<Rule, 'needs'>, more: readonly Derivation[] = []): Reads {
  const facts = plan([rule], [...more, ...deploymentDerivations(() => unavailable('planning'))]);
  const account = facts.filter((name): name is AwsFactName => sideOf(name) === 'aws');
  return { facts, actions: account.length === 0 ? [] : policyActions(account) };
}
