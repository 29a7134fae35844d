import { groupBy } from '../model/group-by.ts';
import type { Report, ReportEdge, Result } from '../model/index.ts';
import { wholeOf } from './fingerprint.ts';

/** One environment as a report knows it. */
export interface EnvironmentOfReport {
  readonly report: Report;
  readonly environment: string;
}

/** The findings of one environment beside those of another, by rule and by what the resource is to the service. */
export interface EnvironmentComparison {
  readonly onlyFirst: readonly Result[];
  readonly onlySecond: readonly Result[];
  /** As the second has them. */
  readonly both: readonly Result[];
}

export function compareEnvironments(first: EnvironmentOfReport, second: EnvironmentOfReport): EnvironmentComparison {
  const [left, right] = [findingsOf(first), findingsOf(second)];
  const without = (own: ReadonlyMap<string, readonly Result[]>, other: ReadonlyMap<string, unknown>) =>
    [...own].flatMap(([key, results]) => (other.has(key) ? [] : results));
  return {
    onlyFirst: without(left, right),
    onlySecond: without(right, left),
    both: [...right].flatMap(([key, results]) => (left.has(key) ? results : [])),
  };
}

/** The names of the environments that a report's services are of, sorted. */
export function environmentsIn({ deployment }: Report): readonly string[] {
  return [...new Set((deployment?.services ?? []).flatMap(({ environment }) => environment?.name ?? []))].toSorted();
}

/** By rule and role: `rds-single-az` of the `database`. Findings on files are of no environment: both run the same files. */
function findingsOf({ report, environment }: EnvironmentOfReport): ReadonlyMap<string, readonly Result[]> {
  const roles = rolesOf(report, environment);
  const found = report.results.flatMap((result) => {
    const role = result.status === 'fail' ? roles.get(wholeOf(result.subject.id)) : undefined;
    return role === undefined ? [] : [{ result, key: `${result.rule} ${role}` }];
  });
  return new Map([...groupBy(found, ({ key }) => key)].map(([key, group]) => [key, group.map(({ result }) => result)]));
}

/** Edges that lead to what all environments share. */
const SHARED: ReadonlySet<ReportEdge['kind']> = new Set(['runs', 'declared in', 'built from']);

/** What each thing is to the environment: `service`, else the kinds of the edges by which it is reached. */
function rolesOf({ deployment }: Report, environment: string): ReadonlyMap<string, string> {
  const { services = [], edges = [] } = deployment ?? {};
  const own = services.filter((service) => service.environment?.name === environment);
  const others = new Set(
    services.filter((service) => !own.includes(service)).map(({ subject }) => wholeOf(subject.id)),
  );
  const roles = new Map(own.map(({ subject }) => [wholeOf(subject.id), 'service']));
  for (const [id, role] of roles) {
    for (const { from, to, kind } of edges) {
      if (SHARED.has(kind)) continue;
      const [next, step] = wholeOf(from.id) === id ? [wholeOf(to.id), kind] : [wholeOf(from.id), `${kind} of`];
      if (next === id || (wholeOf(from.id) !== id && wholeOf(to.id) !== id) || roles.has(next) || others.has(next))
        continue;
      roles.set(next, role === 'service' ? step : `${role}, ${step}`);
    }
  }
  return roles;
}
