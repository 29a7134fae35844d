import type { Derivation, Fact, FactRecord, Rule, ScopedFact } from '../model/index.ts';
import { sideOf, unavailable } from '../model/index.ts';
import { type Defect, defect, type RunContext } from './context.ts';
import { indexFacts } from './fact-index.ts';
import { derivationsFor } from './plan.ts';

/** Adds the derived facts that these rules need, each computed once from all scopes. A derivation that throws is contained. */
export function derive(
  rules: readonly Pick<Rule, 'needs'>[],
  records: readonly FactRecord[],
  derivations: readonly Derivation[],
  context: RunContext,
): { readonly records: readonly FactRecord[]; readonly defects: readonly Defect[] } {
  const all = [...records];
  const defects: Defect[] = [];
  for (const derivation of derivationsFor(rules, derivations)) {
    all.push({ name: derivation.name, scope: {}, fact: contained(derivation, all, context, defects) } as FactRecord);
  }
  return { records: all, defects };
}

function contained(
  derivation: Derivation,
  records: readonly FactRecord[],
  context: RunContext,
  defects: Defect[],
): Fact<unknown> {
  const { everywhere } = indexFacts(records.filter((record) => derivation.needs.includes(record.name)));
  const needs = derivation.needs.map((name): [string, readonly ScopedFact<unknown>[]] => {
    const found = everywhere(name);
    return [name, found.length > 0 ? found : [{ scope: {}, fact: unavailable(absence(name, context)) }]];
  });
  try {
    return derivation.derive(Object.fromEntries(needs));
  } catch (error) {
    const found = defect(`derived fact ${derivation.name}`, error);
    defects.push(found);
    return unavailable(`defect in djaudit: ${found.where} could not be computed: ${found.message}`);
  }
}

/** Why there is no record of a fact at all. */
export function absence(name: string, { scanned }: RunContext): string {
  const side = sideOf(name);
  if (side === 'repo' && !scanned.repository) return 'the repository was not scanned';
  if (side === 'aws' && !scanned.account) return 'the account was not scanned';
  return 'not requested';
}
