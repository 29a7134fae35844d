import type { DeployVerb, Workflow, WorkflowJob, WorkflowStep } from '../../src/model/repository/index.ts';

/** Pushing an image or syncing files is a part of a deployment, not yet one. */
const PREPARES: ReadonlySet<DeployVerb> = new Set(['docker push', 's3 sync']);

export function deployStep({ steps }: WorkflowJob): WorkflowStep | undefined {
  return steps.find(({ deploys }) => deploys !== undefined && !PREPARES.has(deploys));
}

/** What comes and goes with a branch or a test, or is only taken down: nobody is served by it. */
const PASSING =
  /(^|[-_./])(test-?env\w*|[\w-]*perf(ormance)?-?tests?|load-?tests?|preview\w*|review-?apps?|ephemeral|clean-?up\w*|teardown|destroy)([-_./]|$)/i;

function isPassing({ path }: Workflow, { id }: WorkflowJob): boolean {
  return PASSING.test(path.slice(path.lastIndexOf('/') + 1)) || PASSING.test(id);
}

/** Each job that deploys what people use, with its workflow. */
export function deployJobs(
  workflows: readonly Workflow[],
): readonly { readonly workflow: Workflow; readonly job: WorkflowJob }[] {
  return workflows.flatMap((workflow) =>
    workflow.jobs
      .filter((job) => deployStep(job) !== undefined && !isPassing(workflow, job))
      .map((job) => ({ workflow, job })),
  );
}

/** The jobs that a job waits for, and those that they wait for. */
export function ancestors(workflow: Workflow, job: WorkflowJob): readonly WorkflowJob[] {
  const found = new Set<WorkflowJob>();
  const visit = (ids: readonly string[]): void => {
    for (const one of workflow.jobs.filter(({ id }) => ids.includes(id))) {
      if (found.has(one)) continue;
      found.add(one);
      visit(one.needs);
    }
  };
  visit(job.needs);
  return [...found];
}

export function testStep({ steps }: WorkflowJob): WorkflowStep | undefined {
  return steps.find(({ tests }) => tests !== undefined);
}
