import type { DeployedEnvironment, DeployedService } from '../model/index.ts';

/** Services by the environment that they are of, production first; one that nothing names is of none. */
export function environments(services: readonly DeployedService[]): readonly DeployedEnvironment[] {
  const names = [...new Set(services.flatMap(({ environment }) => environment?.name ?? []))];
  return names.toSorted(productionFirst).map((name) => {
    const own = services.filter(({ environment }) => environment?.name === name);
    const reason = [
      ...new Set(own.map(({ ref, environment }) => `${ref.name ?? ref.id}: ${environment?.reason ?? ''}`)),
    ].join('; ');
    return { ref: { kind: 'environment', id: `environment/${name}`, name }, name, reason, services: own };
  });
}

function productionFirst(a: string, b: string): number {
  if (a === 'production' || b === 'production') return a === b ? 0 : a === 'production' ? -1 : 1;
  return a < b ? -1 : 1;
}
