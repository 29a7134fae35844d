import type { Project } from '../../model/repository/index.ts';
import type { Repository } from '../repository.ts';

/** A module of the project: its file, and its dotted name as the project imports it. */
export interface ProjectModule {
  readonly name: string;
  readonly path: string;
}

/** The file of a dotted module; undefined when it is not in the repository. */
export function findModule(repository: Repository, project: Project, name: string): ProjectModule | undefined {
  const relative = name.replaceAll('.', '/');
  for (const root of project.importRoots) {
    const base = root === '' ? relative : `${root}/${relative}`;
    const path = [`${base}.py`, `${base}/__init__.py`].find((one) => repository.file(one) !== undefined);
    if (path !== undefined) return { name, path };
  }
  return undefined;
}

/** The module that a dotted name of something in it belongs to, and the rest: `core.middleware` and `HealthCheck`. */
export function findMember(
  repository: Repository,
  project: Project,
  dotted: string,
): { readonly module: ProjectModule; readonly member: string } | undefined {
  const parts = dotted.split('.');
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const module = findModule(repository, project, parts.slice(0, length).join('.'));
    if (module !== undefined) return { module, member: parts.slice(length).join('.') };
  }
  return undefined;
}

/** The package of a module, from which its relative imports count. */
export function packageOf({ name, path }: ProjectModule): string {
  if (path.endsWith('/__init__.py')) return name;
  return name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
}
