import rule from '../../rules/secrets/ci-long-lived-aws-keys.ts';
import type { WorkflowStep } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { job, runs, uses, workflow } from '../build/pipeline.ts';
import { at, secret, variable } from '../build/repository.ts';

const CONFIGURE = 'aws-actions/configure-aws-credentials@v4';
const ROLE = { 'role-to-assume': 'arn:aws:iam::123456789012:role/deploy' };
const FROM_SECRETS = { status: 'reference', text: '${{ secrets.AWS_ACCESS_KEY_ID }}' } as const;
const given = (steps: readonly WorkflowStep[], more: Parameters<typeof workflow>[1] = {}) => ({
  given: { repository: { workflows: [workflow([job('deploy', steps)], more)] } },
});

testRule(rule, {
  pass: {
    'a role': given([uses(CONFIGURE, ROLE)]),
    'variables of an earlier step': given([
      uses(CONFIGURE, ROLE),
      runs('aws configure set …', {
        env: [variable('AWS_ACCESS_KEY_ID', { status: 'reference', text: '${{ env.AWS_ACCESS_KEY_ID }}' })],
      }),
    ]),
  },
  fail: {
    'keys of a user': {
      ...given([uses(CONFIGURE, { 'aws-access-key-id': FROM_SECRETS.text })]),
      reports: ['.github/workflows/deploy.yml (job deploy) uses a long-lived AWS access key (aws-access-key-id)'],
      severities: ['high'],
    },
    'keys in the environment of the workflow': {
      ...given([runs('aws s3 sync static s3://bucket')], { env: [variable('AWS_ACCESS_KEY_ID', FROM_SECRETS)] }),
      reports: ['.github/workflows/deploy.yml (job deploy) uses a long-lived AWS access key (AWS_ACCESS_KEY_ID)'],
    },
    'keys that assume a role': {
      ...given([uses(CONFIGURE, { ...ROLE, 'aws-access-key-id': FROM_SECRETS.text })]),
      reports: [
        '.github/workflows/deploy.yml (job deploy) uses a long-lived AWS access key (aws-access-key-id) to assume a role',
      ],
      severities: ['medium'],
    },
    'a key in clear text': {
      ...given([
        runs('eb deploy', { env: [variable('AWS_ACCESS_KEY_ID', secret(), at('.github/workflows/deploy.yml', 9))] }),
      ]),
      reports: ['.github/workflows/deploy.yml (job deploy) holds the AWS access key AWS_ACCESS_KEY_ID in clear text'],
      severities: ['critical'],
    },
  },
  silent: {
    'a job without AWS': given([runs('pytest')], { env: [variable('AWS_ACCESS_KEY_ID', FROM_SECRETS)] }),
    'made-up keys for tests': given([
      runs('pytest', { env: [variable('AWS_ACCESS_KEY_ID', secret({ placeholder: true }))] }),
    ]),
  },
});
