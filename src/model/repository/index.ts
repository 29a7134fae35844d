import type { EvaluatedSettings } from '../value.ts';
import type { CloudFormationTemplate } from './cloudformation.ts';
import type { AppMigrations, Code, MonitoringStart, ProjectMiddleware, Urls } from './code.ts';
import type { ComposeFile } from './compose.ts';
import type { Dependencies, RuntimeVersion } from './dependencies.ts';
import type { Dockerfile, Dockerignore } from './dockerfile.ts';
import type { EcsTaskDefinition } from './ecs.ts';
import type { ElasticBeanstalk } from './elastic-beanstalk.ts';
import type { EnvFile, SecretFile } from './env-file.ts';
import type { FileIndex, GitBase, GitHistory } from './files.ts';
import type { Kubernetes } from './kubernetes.ts';
import type { AppProcess, ManagementRun, OpaqueCommand } from './process.ts';
import type { Project } from './project.ts';
import type { ProxyConfig } from './proxy.ts';
import type { Terraform } from './terraform.ts';
import type { Workflow } from './workflow.ts';

export type * from './cloudformation.ts';
export type * from './code.ts';
export type * from './compose.ts';
export type * from './dependencies.ts';
export type * from './dockerfile.ts';
export type * from './ecs.ts';
export type * from './elastic-beanstalk.ts';
export type * from './env-file.ts';
export type * from './files.ts';
export type * from './item.ts';
export type * from './kubernetes.ts';
export * from './process.ts';
export type * from './project.ts';
export type * from './proxy.ts';
export type * from './terraform.ts';
export type * from './workflow.ts';

/** Facts read from the repository's files. Lists are sorted by path, then place. */
export interface RepositoryFacts {
  'repository.settings': EvaluatedSettings;
  'repository.files': FileIndex;
  /** Unavailable without git. */
  'repository.history': GitHistory;
  /** Unavailable when what `--base-ref` names is not in this clone. */
  'repository.base': GitBase;
  'repository.project': Project;
  'repository.dependencies': Dependencies;
  'repository.runtimes': readonly RuntimeVersion[];
  'repository.dockerfiles': readonly Dockerfile[];
  'repository.dockerignore': readonly Dockerignore[];
  'repository.composeFiles': readonly ComposeFile[];
  'repository.processes': readonly AppProcess[];
  /** Start commands that could not be followed to a program. */
  'repository.opaqueCommands': readonly OpaqueCommand[];
  /** Every place where migrate, makemigrations, collectstatic and their like run. */
  'repository.migrateRuns': readonly ManagementRun[];
  'repository.elasticBeanstalk': ElasticBeanstalk;
  'repository.ecsTaskDefinitions': readonly EcsTaskDefinition[];
  'repository.kubernetes': Kubernetes;
  'repository.terraform': Terraform;
  'repository.cloudformation': readonly CloudFormationTemplate[];
  'repository.workflows': readonly Workflow[];
  'repository.envFiles': readonly EnvFile[];
  'repository.secretFiles': readonly SecretFile[];
  'repository.proxies': readonly ProxyConfig[];
  'repository.urls': Urls;
  'repository.middleware': readonly ProjectMiddleware[];
  'repository.migrations': readonly AppMigrations[];
  'repository.monitoring': readonly MonitoringStart[];
  'repository.code': Code;
}
