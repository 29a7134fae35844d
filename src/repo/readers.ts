import type { RepositoryFacts } from '../model/repository/index.ts';
import type { Repository } from './repository.ts';

type Readers = {
  readonly [N in keyof RepositoryFacts]?: (repository: Repository) => Promise<RepositoryFacts[N]>;
};

/** Which module reads which fact. Each is loaded when its fact is first asked for. */
export const READERS: Readers = {
  'repository.files': (it) => Promise.resolve(it.index),
  'repository.history': async (it) => (await import('./git/read-history.ts')).readGitHistory(it),
  'repository.dockerfiles': async (it) => (await import('./docker/read.ts')).readDockerfiles(it),
  'repository.dockerignore': async (it) => (await import('./docker/read-dockerignore.ts')).readDockerignore(it),
  'repository.composeFiles': async (it) => (await import('./compose/read.ts')).readComposeFiles(it),
  'repository.workflows': async (it) => (await import('./workflows/read.ts')).readWorkflows(it),
};
