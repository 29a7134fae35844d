import { POLICY_FORMATS, type PolicyFormat, renderPolicy } from '../aws/policy.ts';
import { PLANNED_DERIVATIONS } from '../deployment/index.ts';
import { plan } from '../engine/index.ts';
import type { AwsFactName } from '../model/aws/index.ts';
import { isAwsFact } from '../model/index.ts';
import { chooseRules } from './audit/selection.ts';
import type { Catalogue } from './catalogue.ts';
import type { ArgumentsOf } from './command.ts';
import type { POLICY_OPTIONS } from './commands.ts';
import { readCatalogue } from './configuration.ts';
import type { Host } from './host.ts';
import { write } from './streams.ts';

/** `djaudit iam-policy`: what the chosen rules read, and what joins the account to the repository; no more. */
export async function iamPolicy(args: ArgumentsOf<typeof POLICY_OPTIONS>, host: Host): Promise<number> {
  const format: PolicyFormat = POLICY_FORMATS.find((one) => one === args.format) ?? 'json';
  await write(host.stdout, renderPolicy(accountFacts(args, await readCatalogue(args, host)), format));
  return 0;
}

/** The facts of the account that the chosen rules need, those of the deployment's graph included. */
export function accountFacts(
  args: Parameters<typeof chooseRules>[1],
  { rules, derivations }: Catalogue,
): readonly AwsFactName[] {
  const all = [...derivations, ...PLANNED_DERIVATIONS];
  const graph = { needs: ['deployment.graph'] as const };
  return plan([...chooseRules(rules, args), graph], all).filter(isAwsFact);
}
