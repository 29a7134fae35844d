import type { RepositoryFacts } from '../model/repository/index.ts';
import type { Repository } from './repository.ts';

type Readers = {
  readonly [N in keyof RepositoryFacts]?: (repository: Repository) => Promise<RepositoryFacts[N]>;
};

/** Which module reads which fact. Each is loaded when its fact is first asked for. */
export const READERS: Readers = {
  'repository.files': (it) => Promise.resolve(it.index),
  'repository.history': async (it) => (await import('./git/read-history.ts')).readGitHistory(it),
  'repository.runtimes': async (it) => (await import('./dependencies/read-runtimes.ts')).readRuntimes(it),
  'repository.dockerfiles': async (it) => (await import('./docker/read.ts')).readDockerfiles(it),
  'repository.dockerignore': async (it) => (await import('./docker/read-dockerignore.ts')).readDockerignore(it),
  'repository.composeFiles': async (it) => (await import('./compose/read.ts')).readComposeFiles(it),
  'repository.processes': async (it) => (await import('./processes/read.ts')).readProcesses(it),
  'repository.opaqueCommands': async (it) => (await import('./processes/read.ts')).readOpaqueCommands(it),
  'repository.migrateRuns': async (it) => (await import('./processes/read-management-runs.ts')).readManagementRuns(it),
  'repository.elasticBeanstalk': async (it) => (await import('./elastic-beanstalk/read.ts')).readElasticBeanstalk(it),
  'repository.ecsTaskDefinitions': async (it) => (await import('./ecs/read.ts')).readEcsTaskDefinitions(it),
  'repository.kubernetes': async (it) => (await import('./kubernetes/read.ts')).readKubernetes(it),
  'repository.terraform': async (it) => (await import('./terraform/read.ts')).readTerraform(it),
  'repository.cloudformation': async (it) => (await import('./cloudformation/read.ts')).readCloudFormation(it),
  'repository.proxies': async (it) => (await import('./proxy/read.ts')).readProxies(it),
  'repository.envFiles': async (it) => (await import('./env-files/read.ts')).readEnvFiles(it),
  'repository.secretFiles': async (it) => (await import('./env-files/read-secret-files.ts')).readSecretFiles(it),
  'repository.dependencies': async (it) => (await import('./dependencies/read.ts')).readDependencies(it),
  'repository.project': async (it) => (await import('./project/read.ts')).readProject(it),
  'repository.settings': async (it) => (await import('./settings/read.ts')).readSettings(it),
  'repository.workflows': async (it) => (await import('./workflows/read.ts')).readWorkflows(it),
};
