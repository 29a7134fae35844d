import type { AppProcess, EnvironmentEntry, Project } from '../../model/repository/index.ts';
import type { Repository } from '../repository.ts';

type Environment = readonly EnvironmentEntry[];

/** What is started there has exactly the variables that are named, those of its image included. */
const PLATFORMS = new Set(['ecs', 'terraform', 'cloudformation', 'kubernetes']);

/**
 * The environments that the platforms of production give to what serves the project (`serving`). Where no command could be followed to a
 * server, containers are told by the variables that only Django has. Helm templates are left out: what stands in one may
 * stand under a condition that was not seen.
 */
export async function platformEnvironments(
  repository: Repository,
  serving: readonly AppProcess[],
): Promise<readonly Environment[]> {
  const { workloads } = await repository.fact('repository.kubernetes');
  const templates = new Set(workloads.filter(({ templated }) => templated).map(({ path }) => path));
  const seen = serving.filter(
    (one) => isOnPlatform(one) && one.environment.length > 0 && !templates.has(one.via[0]?.path ?? one.path),
  );
  return seen.length > 0 ? seen.map(({ environment }) => environment) : await djangoContainers(repository);
}

export function isOnPlatform({ artefact }: AppProcess): boolean {
  return PLATFORMS.has(artefact);
}

/** Another service of the repository may be served too; its application is none of the project's modules. */
export function serves({ wsgi, asgi }: Project, { gunicorn, server }: AppProcess): boolean {
  const module = (gunicorn?.app ?? server?.app)?.split(':')[0];
  if (module === undefined) return true;
  return [...wsgi, ...asgi].some(
    ({ name }) => name === module || name.endsWith(`.${module}`) || module.endsWith(`.${name}`),
  );
}

async function djangoContainers(repository: Repository): Promise<readonly Environment[]> {
  const tasks = await repository.fact('repository.ecsTaskDefinitions');
  return tasks
    .filter(({ role }) => role === 'production')
    .flatMap(({ containers }) => containers.map(({ environment, secrets }) => [...environment, ...secrets]))
    .filter((entries) => entries.some(({ name }) => name.startsWith('DJANGO_')));
}
