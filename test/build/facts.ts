import type { FactName, Facts, TypedRule } from '../../src/model/index.ts';

export type Some<N extends FactName> = { readonly [S in keyof Facts<N>]?: Partial<Facts<N>[S]> };

/** The names of the facts that a rule needs. */
export type NeedsOf<R> = R extends TypedRule<infer N> ? N : never;

/** The facts that an account rule needs: those that a case is about, and empty lists for the rest. */
export function facts<N extends FactName>(rule: TypedRule<N>, some: Some<N>): { readonly given: Facts<N> } {
  const tree: Record<string, Record<string, unknown>> = {};
  for (const name of rule.needs) {
    const [service = '', thing = ''] = name.split('.');
    const given = some as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
    (tree[service] ??= {})[thing] = given[service]?.[thing] ?? [];
  }
  return { given: tree as Facts<N> };
}
