import type { RepositoryFacts } from '../model/repository/index.ts';
import type { Repository } from './repository.ts';

type Made<T> = T | Promise<T>;
type Readers = { readonly [N in keyof RepositoryFacts]: (repository: Repository) => Promise<RepositoryFacts[N]> };

/** Loads a reader when its fact is first asked for. */
function lazily<M, T>(
  load: () => Promise<M>,
  read: (module: M, repository: Repository) => Made<T>,
): (repository: Repository) => Promise<T> {
  return async (repository) => await read(await load(), repository);
}

/** Which module reads which fact. */
export const READERS: Readers = {
  'repository.settings': lazily(
    () => import('./settings/read.ts'),
    (it, of) => it.readSettings(of),
  ),
  'repository.files': (repository) => Promise.resolve(repository.index),
  'repository.history': lazily(
    () => import('./git/read-history.ts'),
    (it, of) => it.readGitHistory(of),
  ),
  'repository.base': lazily(
    () => import('./git/read-base.ts'),
    (it, of) => it.readBase(of),
  ),
  'repository.project': lazily(
    () => import('./project/read.ts'),
    (it, of) => it.readProject(of),
  ),
  'repository.dependencies': lazily(
    () => import('./dependencies/read.ts'),
    (it, of) => it.readDependencies(of),
  ),
  'repository.runtimes': lazily(
    () => import('./dependencies/read-runtimes.ts'),
    (it, of) => it.readRuntimes(of),
  ),
  'repository.dockerfiles': lazily(
    () => import('./docker/read.ts'),
    (it, of) => it.readDockerfiles(of),
  ),
  'repository.dockerignore': lazily(
    () => import('./docker/read-dockerignore.ts'),
    (it, of) => it.readDockerignore(of),
  ),
  'repository.composeFiles': lazily(
    () => import('./compose/read.ts'),
    (it, of) => it.readComposeFiles(of),
  ),
  'repository.processes': lazily(
    () => import('./processes/read.ts'),
    (it, of) => it.readProcesses(of),
  ),
  'repository.opaqueCommands': lazily(
    () => import('./processes/read.ts'),
    (it, of) => it.readOpaqueCommands(of),
  ),
  'repository.migrateRuns': lazily(
    () => import('./processes/read-management-runs.ts'),
    (it, of) => it.readManagementRuns(of),
  ),
  'repository.elasticBeanstalk': lazily(
    () => import('./elastic-beanstalk/read.ts'),
    (it, of) => it.readElasticBeanstalk(of),
  ),
  'repository.ecsTaskDefinitions': lazily(
    () => import('./ecs/read.ts'),
    (it, of) => it.readEcsTaskDefinitions(of),
  ),
  'repository.kubernetes': lazily(
    () => import('./kubernetes/read.ts'),
    (it, of) => it.readKubernetes(of),
  ),
  'repository.terraform': lazily(
    () => import('./terraform/read.ts'),
    (it, of) => it.readTerraform(of),
  ),
  'repository.cloudformation': lazily(
    () => import('./cloudformation/read.ts'),
    (it, of) => it.readCloudFormation(of),
  ),
  'repository.workflows': lazily(
    () => import('./workflows/read.ts'),
    (it, of) => it.readWorkflows(of),
  ),
  'repository.envFiles': lazily(
    () => import('./env-files/read.ts'),
    (it, of) => it.readEnvFiles(of),
  ),
  'repository.secretFiles': lazily(
    () => import('./env-files/read-secret-files.ts'),
    (it, of) => it.readSecretFiles(of),
  ),
  'repository.proxies': lazily(
    () => import('./proxy/read.ts'),
    (it, of) => it.readProxies(of),
  ),
  'repository.urls': lazily(
    () => import('./django/read-urls.ts'),
    (it, of) => it.readUrls(of),
  ),
  'repository.middleware': lazily(
    () => import('./django/read-middleware.ts'),
    (it, of) => it.readMiddleware(of),
  ),
  'repository.migrations': lazily(
    () => import('./django/read-migrations.ts'),
    (it, of) => it.readMigrations(of),
  ),
  'repository.monitoring': lazily(
    () => import('./django/read-monitoring.ts'),
    (it, of) => it.readMonitoring(of),
  ),
  'repository.code': lazily(
    () => import('./django/read-code.ts'),
    (it, of) => it.readCode(of),
  ),
};
