import rule from '../../rules/databases/ecs-migrate-not-awaited.ts';
import type { WorkflowStep } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { job, runs, uses, workflow } from '../build/pipeline.ts';

const given = (...steps: readonly WorkflowStep[]) => ({
  given: { repository: { workflows: [workflow([job('deploy', steps)])] } },
});
const RUN = runs('aws ecs run-task --overrides python,manage.py,migrate', { name: 'Migrate' });
const WAIT = runs('aws ecs wait tasks-stopped --tasks $TASK');
const READ = runs('test "$(aws ecs describe-tasks --query tasks[0].containers[0].exitCode)" = 0');

testRule(rule, {
  pass: {
    'waited for and read': given(RUN, WAIT, READ),
    'an action that waits': given(
      uses('geekcell/github-action-aws-ecs-run-task@v4', { override: 'python manage.py migrate' }),
    ),
  },
  fail: {
    'started and forgotten': {
      ...given(RUN, runs('aws ecs update-service')),
      reports: ['job deploy of .github/workflows/deploy.yml starts the migration and does not wait for it'],
    },
    'waited for, the code not read': {
      ...given(RUN, WAIT),
      reports: ['job deploy of .github/workflows/deploy.yml starts the migration and never reads its exit code'],
    },
  },
  silent: { 'another task': given(runs('aws ecs run-task --overrides clearsessions')), 'no task': given(WAIT) },
});
