import type { Location } from '../../model/location.ts';
import type { Workflow, WorkflowJob, WorkflowStep, WorkflowSystem } from '../../model/repository/index.ts';
import { commandOf } from '../data/command.ts';
import type { DataNode } from '../data/node.ts';
import { item, startOf } from '../item.ts';
import type { Shell } from '../shell/shell.ts';
import { deployVerbOf, testCommandOf } from './verbs.ts';

/** What all systems but GitHub have in common: jobs that run a list of shell lines. */

/** The step of one line or block of a script. */
export function scriptStep(shell: Shell, node: DataNode): WorkflowStep {
  const run = commandOf(shell, node);
  const deploys = deployVerbOf(run);
  const tests = testCommandOf(run);
  return {
    location: node.location,
    ...(run === undefined ? {} : { run }),
    with: {},
    env: [],
    continueOnError: false,
    ...(deploys === undefined ? {} : { deploys }),
    ...(tests === undefined ? {} : { tests }),
  };
}

export function scriptJob(
  id: string,
  location: Location,
  steps: readonly WorkflowStep[],
  more: Partial<WorkflowJob> = {},
): WorkflowJob {
  return {
    ...item(location, id, 'production'),
    id,
    name: id,
    needs: [],
    env: [],
    matrix: {},
    steps,
    manual: false,
    continueOnError: false,
    ...more,
  };
}

export function scriptWorkflow(
  system: WorkflowSystem,
  path: string,
  jobs: readonly WorkflowJob[],
  more: Partial<Workflow> = {},
): Workflow {
  return {
    ...item(startOf(path), undefined, 'production'),
    system,
    name: path,
    triggers: [],
    env: [],
    jobs,
    external: [],
    ...more,
  };
}
