import type { Facts, TypedRule } from '../../src/model/index.ts';
import { environment, settingsOf } from './elasticbeanstalk.ts';
import { facts } from './facts.ts';

type EbNeeds = 'elasticbeanstalk.environments' | 'elasticbeanstalk.configurationSettings';

/** The facts of a rule that judges one environment by its options, changed by `namespace/name`. */
export function ebFacts(
  rule: TypedRule<EbNeeds>,
  options: Readonly<Record<string, string | undefined>>,
  given: Parameters<typeof environment>[0] = {},
): { readonly given: Facts<EbNeeds> } {
  const one = environment(given);
  return facts(rule, { elasticbeanstalk: { environments: [one], configurationSettings: [settingsOf(one, options)] } });
}

/** One environment whose settings were refused. */
export function ebRefused(rule: TypedRule<EbNeeds>): {
  readonly given: Facts<EbNeeds>;
  readonly reasons: readonly string[];
} {
  return {
    ...facts(rule, { elasticbeanstalk: { environments: [environment()] } }),
    reasons: ['the configuration settings of shop-prod could not be seen'],
  };
}

export const WORKER = { Tier: { Name: 'Worker', Type: 'SQS/HTTP', Version: '3.0' } };
