import type { Derivation, FactName, Rule } from '../model/index.ts';

/** The facts that have to be collected for these rules: what they need, and what derivations need for them. Sorted. */
export function plan(
  rules: readonly Pick<Rule, 'needs'>[],
  derivations: readonly Derivation[] = [],
): readonly FactName[] {
  const derived = new Map(derivations.map((derivation) => [derivation.name, derivation]));
  const seen = new Set<FactName>();
  const visit = (name: FactName): void => {
    if (seen.has(name)) return;
    seen.add(name);
    derived.get(name)?.needs.forEach(visit);
  };
  for (const rule of rules) rule.needs.forEach(visit);
  return [...seen].filter((name) => !derived.has(name)).toSorted();
}

/** The derivations that these rules need, each after the ones that it needs itself. */
export function derivationsFor(
  rules: readonly Pick<Rule, 'needs'>[],
  derivations: readonly Derivation[],
): readonly Derivation[] {
  const byName = new Map(derivations.map((derivation) => [derivation.name, derivation]));
  const ordered = new Set<Derivation>();
  const visit = (name: FactName, path: readonly FactName[]): void => {
    const derivation = byName.get(name);
    if (derivation === undefined || ordered.has(derivation)) return;
    if (path.includes(name)) throw new Error(`the derived facts ${[...path, name].join(' → ')} need each other`);
    for (const need of derivation.needs) visit(need, [...path, name]);
    ordered.add(derivation);
  };
  for (const rule of rules) for (const need of rule.needs) visit(need, []);
  return [...ordered];
}
