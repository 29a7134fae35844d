import { groupBy } from '../model/group-by.ts';
import type { Fact, FactName, FactRecord, Scope } from '../model/index.ts';

/** Facts by name and scope. A rule in one region sees the account's global facts and those without an account beside. */
export interface FactIndex {
  readonly find: (name: FactName, scope: Scope) => Fact<unknown> | undefined;
  /** The scopes in which a rule with these needs is evaluated, sorted. */
  readonly scopesOf: (names: readonly FactName[]) => readonly Scope[];
}

export const GLOBAL = 'global';

export function indexFacts(records: readonly FactRecord[]): FactIndex {
  const byName = groupBy(records, (record) => record.name);
  const byKey = new Map(records.map((record) => [key(record.name, record.scope), record.fact]));
  return {
    find: (name, scope) => {
      const at = (candidate: Scope) => byKey.get(key(name, candidate));
      return at(scope) ?? at({ ...scope, region: GLOBAL }) ?? at({});
    },
    scopesOf: (names) => narrowest(names.flatMap((name) => (byName.get(name) ?? []).map(({ scope }) => scope))),
  };
}

/** Drops the wider scopes: an account's `global` where the rule also reads its regions, no account where it reads one. */
function narrowest(scopes: readonly Scope[]): readonly Scope[] {
  const distinct = [...new Map(scopes.map((scope) => [key('', scope), scope])).entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, scope]) => scope);
  const regional = new Set(distinct.filter((scope) => scope.region !== GLOBAL).map((scope) => scope.account));
  return distinct.filter((scope) => {
    if (scope.account === undefined) return distinct.every((other) => other.account === undefined);
    return scope.region !== GLOBAL || !regional.has(scope.account);
  });
}

function key(name: string, scope: Scope): string {
  return [name, scope.account ?? '', scope.region ?? ''].join('\0');
}
