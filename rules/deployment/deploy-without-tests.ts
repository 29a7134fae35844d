import type { Subject, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import type { Workflow, WorkflowJob } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { ancestors, deployJobs, deployStep, testStep } from '../shared/workflows.ts';

interface Judged extends Subject {
  readonly workflow: Workflow;
  readonly job: WorkflowJob;
}

export default defineRule({
  id: 'deploy-without-tests',
  topic: 'deployment/continuous-deployment',
  severity: 'medium',
  docs: {
    title: 'Let the deployment wait for the tests',
    why: 'A job that deploys without waiting puts every broken commit on the servers, at the moment when the tests find out.',
    how: 'Each job that deploys is judged by what comes before it: a test step in the same job, a job that it needs, or a workflow that triggers it. Branch protection is not in the repository, so the confidence is medium.',
    fix: '`needs: [test]` on the deploy job.',
    silent: ['workflows without a deployment'],
    example: {
      language: 'yaml',
      bad: 'jobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: pytest }] }\n  deploy:\n    runs-on: ubuntu-latest\n    steps: [{ run: eb deploy shop-production }]',
      good: 'jobs:\n  test: { runs-on: ubuntu-latest, steps: [{ run: pytest }] }\n  deploy:\n    needs: [test]\n    runs-on: ubuntu-latest\n    steps: [{ run: eb deploy shop-production }]',
    },
    references: [
      'https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-jobs#defining-prerequisite-jobs',
    ],
  },
  controls: { wellArchitected: ['OPS06', 'REL08'], soc2: ['CC8.1'] },
  needs: ['repository.workflows'],
  subjects: ({ repository }): readonly Judged[] =>
    deployJobs(repository.workflows).map(({ workflow, job }) => ({ ref: job.ref, workflow, job })),
  judge: ({ workflow, job }, { repository: { workflows } }) => {
    const deploy = deployStep(job);
    const location = deploy?.location ?? job.location;
    const details = {
      evidence: [found(job.id, deploy?.deploys ?? 'deploys', location)],
      location,
      confidence: 'medium' as const,
    };
    const before = job.steps.slice(0, deploy === undefined ? 0 : job.steps.indexOf(deploy));
    const chain = [{ ...job, steps: before }, ...ancestors(workflow, job)];
    const test = chain.map(testStep).find((step) => step !== undefined);
    if (test !== undefined)
      return pass(`job ${job.id} of ${workflow.path} deploys after ${test.tests ?? 'tests'}`, details);
    const reusable = chain.find(({ uses }) => uses !== undefined);
    if (reusable?.uses !== undefined) return ofReusable(reusable.uses, workflows, job, details);
    if (waitsForTests(workflow, workflows))
      return pass(`${workflow.path} runs when a workflow with tests has ended`, details);
    return fail(`job ${job.id} of ${workflow.path} deploys without waiting for tests`, {
      ...details,
      fix: fix('Let it wait', text('needs: [test]')),
    });
  },
});

function ofReusable(
  uses: string,
  workflows: readonly Workflow[],
  job: WorkflowJob,
  details: Pick<Verdict, 'evidence' | 'location'>,
): Verdict {
  const called = workflows.find(({ path }) => uses === `./${path}`);
  if (called !== undefined && called.jobs.some((one) => testStep(one) !== undefined)) {
    return pass(`job ${job.id} deploys after the tests of ${called.path}`, details);
  }
  return unknown(`job ${job.id} waits for ${uses}, in which no tests could be seen`, details);
}

function waitsForTests({ triggers }: Workflow, workflows: readonly Workflow[]): boolean {
  const names = new Set(triggers.filter(({ event }) => event === 'workflow_run').flatMap(({ workflows: of }) => of));
  return workflows.some(({ name, jobs }) => names.has(name) && jobs.some((job) => testStep(job) !== undefined));
}
