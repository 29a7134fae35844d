import type { Location } from '../location.ts';
import type { CommandLine, EnvironmentEntry, Item, Text } from './item.ts';

export type WorkflowSystem = 'github' | 'gitlab' | 'codebuild' | 'codedeploy' | 'bitbucket' | 'circleci';

export interface Workflow extends Item {
  readonly system: WorkflowSystem;
  readonly name: string;
  /** GitHub's event names; for the others `push`, `merge_request`, `schedule`, `manual` where they can be told. */
  readonly triggers: readonly WorkflowTrigger[];
  readonly permissions?: WorkflowPermissions;
  readonly concurrency?: WorkflowConcurrency;
  readonly env: readonly EnvironmentEntry[];
  readonly jobs: readonly WorkflowJob[];
  /** `include:`, `orb`, reusable workflows that are not in the repository: their steps are unknown. */
  readonly external: readonly { readonly what: string; readonly location: Location }[];
}

export interface WorkflowTrigger {
  readonly event: string;
  readonly branches: readonly string[];
  /** Of `workflow_run`. */
  readonly workflows: readonly string[];
  readonly location: Location;
}

/** `read-all`, `write-all`, or by scope. */
export interface WorkflowPermissions {
  readonly all?: 'read' | 'write' | 'none';
  readonly scopes: Readonly<Record<string, string>>;
  readonly location: Location;
}

export interface WorkflowConcurrency {
  readonly group: string;
  /** Absent when it is an expression. */
  readonly cancelInProgress?: boolean;
  readonly location: Location;
}

/** `ref.id` is `.github/workflows/deploy.yml#job`. */
export interface WorkflowJob extends Item {
  readonly id: string;
  readonly name: string;
  readonly needs: readonly string[];
  readonly environment?: string;
  readonly permissions?: WorkflowPermissions;
  readonly concurrency?: WorkflowConcurrency;
  readonly env: readonly EnvironmentEntry[];
  readonly runsOn?: string;
  readonly condition?: string;
  /** A reusable workflow: `./.github/workflows/test.yml` or `owner/repo/…@ref`. */
  readonly uses?: string;
  /** Values of the matrix by key, literals only. */
  readonly matrix: Readonly<Record<string, readonly string[]>>;
  readonly steps: readonly WorkflowStep[];
  /** GitLab's `when: manual`. */
  readonly manual: boolean;
  readonly continueOnError: boolean;
}

export interface WorkflowStep {
  readonly name?: string;
  readonly location: Location;
  readonly uses?: ActionReference;
  readonly run?: CommandLine;
  readonly with: Readonly<Record<string, Text>>;
  readonly env: readonly EnvironmentEntry[];
  readonly condition?: string;
  readonly continueOnError: boolean;
  /** What of a deployment this step does, when it does any. */
  readonly deploys?: DeployVerb;
  /** The test command, when it runs tests: `pytest`. */
  readonly tests?: string;
}

export type DeployVerb =
  | 'eb deploy'
  | 'ecs update-service'
  | 'ecs run-task'
  | 'codedeploy'
  | 'kubectl apply'
  | 'helm upgrade'
  | 'terraform apply'
  | 'cloudformation deploy'
  | 'cdk deploy'
  | 'copilot deploy'
  | 'lambda deploy'
  | 's3 sync'
  | 'ssh'
  | 'docker push'
  | 'script'
  | 'platform';

export interface ActionReference {
  /** `aws-actions/configure-aws-credentials`; `./path` for a local one; `docker://image`. */
  readonly action: string;
  readonly ref?: string;
  /** The ref is a whole commit id. */
  readonly pinned: boolean;
  readonly location: Location;
}
