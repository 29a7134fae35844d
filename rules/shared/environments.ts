import {
  type DeployedEnvironment,
  type DeployedService,
  type Fact,
  notApplicable,
  type Subject,
  unknown,
  type Verdict,
} from '../../src/model/index.ts';
import { list } from './evidence.ts';

/** Another environment of the deployment beside production, on which code is tried before. */
export interface Comparison extends Subject {
  readonly production: DeployedEnvironment;
  readonly other: DeployedEnvironment;
}

/** Where there is nothing to compare: said once, so that an absent staging is seen. */
interface Alone extends Subject {
  readonly alone: string;
}

/** Environments that stand for production. `development` and previews are what they are. */
const STANDS_FOR_PRODUCTION = /^(staging|uat|qa|preprod|pre-production)$/;

/** Each environment that is meant to be like production, beside it. */
export function comparisons(environments: readonly DeployedEnvironment[]): readonly (Comparison | Alone)[] {
  const production = environments.find(({ name }) => name === 'production');
  const others = environments.filter(({ name }) => STANDS_FOR_PRODUCTION.test(name));
  if (production !== undefined && others.length > 0) {
    return others.map((other) => ({ ref: other.ref, production, other }));
  }
  const found = environments.length === 0 ? 'none' : list(environments.map(({ name }) => name));
  const alone = `production and staging are compared when both are found; the environments that were: ${found}`;
  return [{ ref: { kind: 'environment', id: 'environment/staging', name: 'staging' }, alone }];
}

/** The verdict on each comparison; not applicable where there is none. */
export function compared(subject: Comparison | Alone, judge: (comparison: Comparison) => Verdict): Verdict {
  return 'alone' in subject ? notApplicable(subject.alone) : judge(subject);
}

/** The items of one list of all services of an environment, or the verdict that says which could not be seen. */
export function gathered<T>(
  { name, services }: DeployedEnvironment,
  what: string,
  listOf: (service: DeployedService) => Fact<readonly T[]>,
): { readonly items: readonly T[] } | { readonly open: Verdict } {
  const items: T[] = [];
  for (const service of services) {
    const fact = listOf(service);
    if (fact.status === 'unavailable') {
      const of = `${service.ref.name ?? service.ref.id} (${name})`;
      return { open: unknown(`the ${what} of ${of} could not be told: ${fact.reason}`) };
    }
    items.push(...fact.value);
  }
  return { items };
}

/** What each service has, sorted and each once; undefined when it could not be told of one of them. */
export function valuesOf(
  { services }: DeployedEnvironment,
  of: (service: DeployedService) => readonly string[] | undefined,
): readonly string[] | undefined {
  const found = services.map(of);
  return found.includes(undefined) ? undefined : [...new Set(found.flatMap((one) => one ?? []))].toSorted();
}

/** What says which service is of which environment: evidence of every comparison. */
export function environmentEvidence({ production, other }: Comparison) {
  return [production, other].map(({ name, reason }) => ({ label: name, value: reason, source: 'deployment' }));
}
