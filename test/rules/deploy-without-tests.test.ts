import rule from '../../rules/deployment/deploy-without-tests.ts';
import type { Workflow } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { job, runs, workflow } from '../build/pipeline.ts';
import { at } from '../build/repository.ts';

const given = (...workflows: readonly Workflow[]) => ({ given: { repository: { workflows } } });
const TEST = runs('pytest', { tests: 'pytest' });
const DEPLOY = runs('eb deploy production', { deploys: 'eb deploy' });
const after = { event: 'workflow_run', branches: [], workflows: ['Tests'], location: at('x') };

testRule(rule, {
  pass: {
    'tests in the same job': given(workflow([job('deploy', [TEST, DEPLOY])])),
    'a job that it needs through another': given(
      workflow([
        job('test', [TEST]),
        job('build', [], { needs: ['test'] }),
        job('deploy', [DEPLOY], { needs: ['build'] }),
      ]),
    ),
    'a workflow with tests triggers it': given(
      workflow([job('deploy', [DEPLOY])], { triggers: [after] }),
      workflow([job('test', [TEST])], { path: '.github/workflows/test.yml', name: 'Tests' }),
    ),
  },
  fail: {
    'tests beside it': {
      ...given(workflow([job('test', [TEST]), job('deploy', [DEPLOY])])),
      reports: ['job deploy of .github/workflows/deploy.yml deploys without waiting for tests'],
    },
    'tests after it': {
      ...given(workflow([job('deploy', [DEPLOY, TEST])])),
      reports: ['job deploy of .github/workflows/deploy.yml deploys without waiting for tests'],
    },
  },
  unknown: {
    'a workflow of another repository before it': {
      ...given(
        workflow([
          job('ci', [], { uses: 'acme/ci/.github/workflows/ci.yml@v2' }),
          job('deploy', [DEPLOY], { needs: ['ci'] }),
        ]),
      ),
      reasons: ['job deploy waits for acme/ci/.github/workflows/ci.yml@v2, in which no tests could be seen'],
    },
  },
  silent: {
    'an environment that is there for tests, and what takes it down': given(
      workflow([job('build', [DEPLOY])], { path: '.github/workflows/test-env-deploy.yml' }),
      workflow([job('cleanup', [DEPLOY])], { path: '.github/workflows/nightly.yml' }),
    ),
    'nothing is deployed': given(workflow([job('push', [runs('docker push x', { deploys: 'docker push' })])])),
  },
});
