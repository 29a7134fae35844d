import type { Report, ReportDeployment, ReportSubject, Result } from '../../../src/model/index.ts';

/** The results on each thing of the deployment, on the environments, and the findings that are on neither. */
export interface Owned {
  /** By the id of an end of an edge or of a service. */
  readonly of: ReadonlyMap<string, readonly Result[]>;
  /** Findings on what the deployment's edges do not reach: roles, instances, the account itself. */
  readonly elsewhere: readonly Result[];
}

/** Code and settings belong to the repository as a whole where no file of its own is in the picture. */
const REPOSITORY = 'repository';

/**
 * Finds the thing that each result is about. A part is named by what stands after `#` and belongs to its whole; what
 * a service consists of belongs to each service that consists of it.
 */
export function ownersOf(results: Report['results'], deployment: ReportDeployment): Owned {
  const known = new Set([
    ...deployment.services.map(({ subject }) => subject.id),
    ...deployment.edges.filter(({ kind }) => kind !== 'declared in').flatMap(({ from, to }) => [from.id, to.id]),
  ]);
  const parts = partsOf(deployment);
  const of = new Map<string, Result[]>();
  const elsewhere: Result[] = [];
  for (const result of results) {
    const owners = ownersOfOne(result.subject, known, parts);
    for (const owner of owners) {
      const list = of.get(owner);
      if (list === undefined) of.set(owner, [result]);
      else list.push(result);
    }
    if (owners.length === 0 && result.status === 'fail') elsewhere.push(result);
  }
  return { of, elsewhere };
}

function ownersOfOne(
  { id, kind }: ReportSubject,
  known: ReadonlySet<string>,
  parts: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const heads = headsOf(id);
  const whole = heads.find((head) => known.has(head));
  if (whole !== undefined) return [whole];
  const services = heads.flatMap((head) => parts.get(head) ?? parts.get(head.slice(head.lastIndexOf('/') + 1)) ?? []);
  if (services.length > 0) return services;
  if (id.startsWith('environment/')) return [id];
  return kind !== 'resource' && kind !== 'environment' && known.has(REPOSITORY) ? [REPOSITORY] : [];
}

/** The id, then without its last part, and so on: `a#b#c`, `a#b`, `a`. */
function headsOf(id: string): readonly string[] {
  const heads = [id];
  for (let at = id.lastIndexOf('#'); at > 0; at = id.lastIndexOf('#', at - 1)) heads.push(id.slice(0, at));
  return heads;
}

function partsOf({ services }: ReportDeployment): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  for (const { subject, parts: own = [] } of services) {
    for (const part of own) parts.set(part, [...(parts.get(part) ?? []), subject.id]);
  }
  return parts;
}
