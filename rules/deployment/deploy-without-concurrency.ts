import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import type { Workflow, WorkflowJob } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { deployJobs } from '../shared/workflows.ts';

interface Judged extends Subject {
  readonly workflow: Workflow;
  readonly job: WorkflowJob;
}

export default defineRule({
  id: 'deploy-without-concurrency',
  topic: 'deployment/migrations-race',
  severity: 'medium',
  docs: {
    title: 'Run one deployment at a time',
    why: 'Two merges within minutes start two deployments: their migrations race, and the older version can be the one that comes up last. A group that cancels the running job instead can stop a migration half-way.',
    how: 'Jobs of GitHub workflows that deploy need a concurrency group, of their own or of the workflow; `cancel-in-progress: true` on a job that migrates is medium too.',
    fix: '`concurrency: {group: deploy-production, cancel-in-progress: false}`.',
    silent: ['other systems than GitHub, whose setting is not in the file'],
    example: {
      language: 'yaml',
      bad: 'jobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps: [{ run: eb deploy shop-production }]',
      good: 'jobs:\n  deploy:\n    concurrency: { group: deploy-production, cancel-in-progress: false }\n    runs-on: ubuntu-latest\n    steps: [{ run: eb deploy shop-production }]',
    },
    references: [
      'https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency',
    ],
  },
  controls: { wellArchitected: ['REL08'], soc2: ['CC8.1'], cwe: ['362'] },
  needs: ['repository.workflows'],
  subjects: ({ repository }): readonly Judged[] =>
    deployJobs(repository.workflows)
      .filter(({ workflow }) => workflow.system === 'github')
      .map(({ workflow, job }) => ({ ref: job.ref, workflow, job })),
  judge: ({ workflow, job }) => {
    const group = job.concurrency ?? workflow.concurrency;
    if (group === undefined) return missing(workflow, job);
    const details = { evidence: [found('concurrency', group.group, group.location)], location: group.location };
    if (group.cancelInProgress === true && migrates(job)) {
      return fail(
        `job ${job.id} of ${workflow.path} migrates and is cancelled by the next deployment: a migration can stop half-way`,
        {
          ...details,
          fix: fix('Let it end', text('cancel-in-progress: false')),
        },
      );
    }
    return pass(`job ${job.id} of ${workflow.path} runs one deployment at a time (${group.group})`, details);
  },
});

function missing(workflow: Workflow, job: WorkflowJob) {
  return fail(`job ${job.id} of ${workflow.path} can deploy twice at the same time: it has no concurrency group`, {
    evidence: [found(job.id, 'no concurrency', job.location)],
    location: job.location,
    fix: fix(
      'Put deployments into a group',
      text('concurrency:\n  group: deploy-production\n  cancel-in-progress: false'),
    ),
  });
}

function migrates({ steps }: WorkflowJob): boolean {
  return steps.some(({ run }) => run !== undefined && /\bmigrate(_or_rollback)?\b/.test(run.text));
}
