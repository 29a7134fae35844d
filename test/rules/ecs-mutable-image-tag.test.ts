import rule from '../../rules/hosting/ecs-mutable-image-tag.ts';
import { testRule } from '../../src/testing/index.ts';
import { container, IMAGE, repository, taskDefinition } from '../build/ecs.ts';
import { facts } from '../build/facts.ts';

const run = (image: string, given: Parameters<typeof repository>[0] = {}, more: Parameters<typeof container>[0] = {}) =>
  facts(rule, {
    ecs: { taskDefinitions: [taskDefinition(container({ image, ...more }))] },
    ecr: { repositories: [repository(given)] },
  });
const moves = (image: string, mixed = '') =>
  `the container web of shop-web runs ${image}, a tag that can be moved: a rollback starts whatever the tag is then, and nobody can say which code runs${mixed}; deploy the commit or the digest`;
const exclude = (filter: string) => ({
  imageTagMutabilityExclusionFilters: [{ filter, filterType: 'WILDCARD' as const }],
});

testRule(rule, {
  pass: {
    'a commit': run(`${IMAGE}:3f2a1b0c`),
    'a full version': run(`${IMAGE}:v1.4.2`),
    'a digest': run(`${IMAGE}@sha256:${'0'.repeat(64)}`),
    'any tag where tags are immutable': run(`${IMAGE}:production`, { imageTagMutability: 'IMMUTABLE' }),
    'a tag that is excluded from moving': run(`${IMAGE}:release-7`, {
      imageTagMutability: 'MUTABLE_WITH_EXCLUSION',
      ...exclude('release-*'),
    }),
  },
  fail: {
    latest: { ...run(`${IMAGE}:latest`), reports: [moves(`${IMAGE}:latest`)], severities: ['medium'] },
    'no tag at all': { ...run(IMAGE), reports: [moves(`${IMAGE}:latest`)] },
    'a tag for each environment, with tasks that may differ': {
      ...run(`${IMAGE}:env-production`, {}, { versionConsistency: 'disabled' }),
      reports: [moves(`${IMAGE}:env-production`, ', and tasks of one deployment may differ')],
    },
    'immutable but for this one': {
      ...run(`${IMAGE}:latest`, { imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION', ...exclude('latest*') }),
      reports: [moves(`${IMAGE}:latest`)],
    },
    'a public image without a version': { ...run('nginx'), reports: [moves('nginx:latest')] },
    'a registry with a port is no tag': {
      ...run('registry.example.com:5000/shop'),
      reports: [moves('registry.example.com:5000/shop:latest')],
    },
  },
  unknown: {
    'a repository of another account': {
      ...run('210987654321.dkr.ecr.eu-west-1.amazonaws.com/base:env-production'),
      reasons: [
        'whether the tag env-production of 210987654321.dkr.ecr.eu-west-1.amazonaws.com/base can be moved could not be seen',
      ],
    },
  },
  silent: { 'a public image with a version': run('public.ecr.aws/datadog/agent:7') },
});
