import type { AppProcess } from '../../src/model/repository/index.ts';

/** gunicorn as production starts it. */
export function productionGunicorns(processes: readonly AppProcess[]): readonly AppProcess[] {
  return processes.filter(({ production, gunicorn }) => production && gunicorn !== undefined);
}

const CONTAINERS = new Set(['dockerfile', 'compose', 'ecs', 'kubernetes', 'terraform', 'cloudformation']);

export function inContainer({ artefact }: AppProcess): boolean {
  return CONTAINERS.has(artefact);
}
