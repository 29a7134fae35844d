import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, part, pass } from '../../src/model/index.ts';
import type { WorkflowJob, WorkflowStep } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

interface Judged extends Subject {
  readonly job: WorkflowJob;
  readonly step: WorkflowStep;
}

/** Actions that wait for the task and fail with its exit code. */
const WAITING = /ecs-run-task|ecs-deploy-task-definition|run-ecs-task/;

export default defineRule({
  id: 'ecs-migrate-not-awaited',
  topic: 'databases/migrations-ecs',
  severity: 'medium',
  docs: {
    title: 'Wait for the migration task and read its exit code',
    why: '`run-task` returns as soon as the task is accepted. The new version then starts while the old schema is still there, and a failed migration goes unnoticed.',
    how: 'Steps of workflows that start an ECS task which migrates must be followed, in the same job, by `ecs wait tasks-stopped` and a look at the exit code.',
    fix: '`aws ecs wait tasks-stopped …; test "$(aws ecs describe-tasks … --query tasks[0].containers[0].exitCode)" = 0`.',
    silent: ['actions that wait by themselves', 'deploy scripts in Python, which are not read'],
    example: {
      language: 'yaml',
      bad: '- name: Migrate\n  run: aws ecs run-task --cluster shop --task-definition shop-migrate\n- name: Deploy\n  run: aws ecs update-service --cluster shop --service web --force-new-deployment',
      good: '- name: Migrate\n  run: |\n    TASK=$(aws ecs run-task --cluster shop --task-definition shop-migrate --query \'tasks[0].taskArn\' --output text)\n    aws ecs wait tasks-stopped --cluster shop --tasks "$TASK"\n    test "$(aws ecs describe-tasks --cluster shop --tasks "$TASK" --query \'tasks[0].containers[0].exitCode\')" = 0',
    },
    references: [
      'https://docs.aws.amazon.com/cli/latest/reference/ecs/wait/tasks-stopped.html',
      'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html',
    ],
  },
  controls: { wellArchitected: ['REL08', 'OPS06'], soc2: ['CC8.1'], cwe: ['252'] },
  needs: ['repository.workflows'],
  subjects: ({ repository }): readonly Judged[] =>
    repository.workflows.flatMap(({ jobs }) =>
      jobs.flatMap((job) =>
        job.steps
          .filter(startsMigration)
          .map((step, index) => ({ ref: part(job.ref, step.name ?? `run-task ${index + 1}`), job, step })),
      ),
    ),
  judge: ({ job, step }) => {
    const details = {
      evidence: [found(step.name ?? 'run-task', step.run?.text ?? step.uses?.action ?? '', step.location)],
      location: step.location,
    };
    if (step.uses !== undefined)
      return pass(`${step.uses.action} waits for the task`, { ...details, confidence: 'medium' });
    const after = job.steps
      .slice(job.steps.indexOf(step))
      .map(({ run }) => run?.text ?? '')
      .join('\n');
    const waits = /wait\s+tasks-stopped/.test(after);
    const reads = /exitCode/.test(after);
    if (waits && reads) return pass(`job ${job.id} waits for the migration and reads its exit code`, details);
    return fail(
      `job ${job.id} of ${job.path} starts the migration and ${waits ? 'never reads its exit code' : 'does not wait for it'}`,
      {
        ...details,
        fix: fix(
          'Wait, then read the exit code',
          text(
            'aws ecs wait tasks-stopped --cluster "$CLUSTER" --tasks "$TASK"\ntest "$(aws ecs describe-tasks --cluster "$CLUSTER" --tasks "$TASK" --query \'tasks[0].containers[0].exitCode\' --output text)" = 0',
          ),
        ),
      },
    );
  },
});

function startsMigration({ run, uses, with: inputs }: WorkflowStep): boolean {
  if (run !== undefined) return /\becs\s+run-task\b/.test(run.text) && /\bmigrat/i.test(run.text);
  const texts = Object.values(inputs).map((value) => ('text' in value ? value.text : ''));
  return uses !== undefined && WAITING.test(uses.action) && texts.some((one) => /\bmigrate\b/.test(one));
}
