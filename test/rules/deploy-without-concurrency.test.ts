import rule from '../../rules/deployment/deploy-without-concurrency.ts';
import type { Workflow, WorkflowConcurrency } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { job, runs, workflow } from '../build/pipeline.ts';
import { at } from '../build/repository.ts';

const given = (...workflows: readonly Workflow[]) => ({ given: { repository: { workflows } } });
const DEPLOY = runs('eb deploy', { deploys: 'eb deploy' });
const group = (cancelInProgress: boolean): WorkflowConcurrency => ({
  group: 'deploy',
  cancelInProgress,
  location: at('x', 4),
});

testRule(rule, {
  pass: {
    'a group of the workflow': given(workflow([job('deploy', [DEPLOY])], { concurrency: group(false) })),
    'a group of the job': given(workflow([job('deploy', [DEPLOY], { concurrency: group(false) })])),
    'cancelled, without a migration': given(workflow([job('deploy', [DEPLOY], { concurrency: group(true) })])),
  },
  fail: {
    'no group': {
      ...given(workflow([job('deploy', [DEPLOY])])),
      reports: [
        'job deploy of .github/workflows/deploy.yml can deploy twice at the same time: it has no concurrency group',
      ],
    },
    'a cancelled migration': {
      ...given(workflow([job('deploy', [runs('python manage.py migrate'), DEPLOY])], { concurrency: group(true) })),
      reports: [
        'job deploy of .github/workflows/deploy.yml migrates and is cancelled by the next deployment: a migration can stop half-way',
      ],
    },
  },
  silent: {
    'nothing is deployed': given(workflow([job('test', [runs('pytest')])])),
    'another system': given(workflow([job('deploy', [DEPLOY])], { system: 'gitlab' })),
  },
});
