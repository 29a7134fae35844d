import { groupBy } from '../model/group-by.ts';
import type { Derivation, Fact, FactName, FactRecord, Rule, ScopedFact } from '../model/index.ts';
import { sideOf, unavailable } from '../model/index.ts';
import { type Defect, defect, type RunContext } from './context.ts';
import { derivationsFor } from './plan.ts';

/** Adds the derived facts that these rules need, each computed once from all scopes. A derivation that throws is contained. */
export function derive(
  rules: readonly Pick<Rule, 'needs'>[],
  records: readonly FactRecord[],
  derivations: readonly Derivation[],
  context: RunContext,
): { readonly records: readonly FactRecord[]; readonly defects: readonly Defect[] } {
  const derived: FactRecord[] = [];
  const defects: Defect[] = [];
  const given = everywhereIn(records);
  for (const derivation of derivationsFor(rules, derivations)) {
    const own = everywhereIn(derived);
    const find = (name: FactName) => own(name) ?? given(name) ?? [];
    const fact = contained(derivation, find, context, defects);
    derived.push({ name: derivation.name, scope: {}, fact } as FactRecord);
  }
  return { records: [...records, ...derived], defects };
}

/** A fact in all scopes: the same list for everybody who asks, so that what is made of it is made once. */
function everywhereIn(records: readonly FactRecord[]): (name: FactName) => readonly ScopedFact<unknown>[] | undefined {
  const byName = groupBy(records, ({ name }) => name);
  const lists = new Map([...byName].map(([name, own]) => [name, own.map(({ scope, fact }) => ({ scope, fact }))]));
  return (name) => lists.get(name);
}

function contained(
  derivation: Derivation,
  find: (name: FactName) => readonly ScopedFact<unknown>[],
  context: RunContext,
  defects: Defect[],
): Fact<unknown> {
  const needs = derivation.needs.map((name): [string, readonly ScopedFact<unknown>[]] => {
    const found = find(name);
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
