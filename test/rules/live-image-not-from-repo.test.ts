import rule from '../../rules/deployment/live-image-not-from-repo.ts';
import { collected, type DeployedService } from '../../src/model/index.ts';
import type { GitHistory } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { service, variables } from '../build/deployment.ts';
import { container, ecsService, IMAGE, task, taskDefinition } from '../build/ecs.ts';
import { environment, settingsOf } from '../build/elasticbeanstalk.ts';
import { facts } from '../build/facts.ts';
import { arn, ref } from '../build/ref.ts';
import { files } from '../build/repository.ts';

const HEAD = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';
const RECENT = '3f2a1b0c99887766554433221100ffeeddccbbaa';
const OLD = 'deadbee1deadbee1deadbee1deadbee1deadbee1';
const DIGEST = `sha256:${'0'.repeat(64)}`;
const history: GitHistory = {
  ancestors: [HEAD, RECENT, OLD],
  committedAt: {
    [HEAD]: '2026-11-20T00:00:00.000Z',
    [RECENT]: '2026-11-18T00:00:00.000Z',
    [OLD]: '2026-09-01T00:00:00.000Z',
  },
  complete: true,
};
const runs = (image: string, more: Partial<DeployedService> = {}): Partial<DeployedService> => ({
  live: {
    platform: 'ecs',
    service: ecsService(),
    task: collected({ definition: taskDefinition(), container: container({ image }) }),
  },
  ...more,
});
const given = (of: Partial<DeployedService>, more: { pushed?: string; history?: Partial<GitHistory> } = {}) =>
  facts(rule, {
    deployment: { services: [service(of)] },
    repository: { history: { ...history, ...more.history }, files: files() },
    ecs: { tasks: [task('2026-11-01T00:00:00Z', { containers: [{ name: 'web', imageDigest: DIGEST }] })] },
    ecr: {
      images:
        more.pushed === undefined
          ? []
          : [
              {
                ref: ref(`${arn('ecr', 'repository/shop')}#${DIGEST}`, 'shop'),
                repositoryName: 'shop',
                imageDigest: DIGEST,
                imagePushedAt: new Date(more.pushed),
              },
            ],
    },
  });
const beanstalk = (VersionLabel: string): Partial<DeployedService> => {
  const of = environment({ VersionLabel, DateUpdated: new Date('2026-11-01T00:00:00Z') });
  return {
    platform: 'elastic beanstalk',
    live: { platform: 'elastic beanstalk', environment: of, settings: collected(settingsOf(of)) },
  };
};
const FOREIGN = (name: string, commit: string) =>
  `${name} runs ${commit}, which is no commit of this history, although the image is older than its head: the next deployment from here takes away what it holds`;

testRule(rule, {
  pass: {
    'a recent commit': given(runs(`${IMAGE}:3f2a1b0c`)),
    'a tag with the environment before it': given(runs(`${IMAGE}:production-3f2a1b0c9988`)),
    'a variable beside a tag of the environment': given(
      runs(`${IMAGE}:production`, { variables: variables({ GIT_SHA: RECENT }) }),
    ),
    'a version that eb deploy made': given(beanstalk('app-3f2a-261118_101500')),
    'as old as the configuration allows': {
      ...given(runs(`${IMAGE}:deadbee1`)),
      context: { options: { days: 90 } },
    },
  },
  fail: {
    'weeks behind': {
      ...given(runs(`${IMAGE}:deadbee1`)),
      reports: [
        'ECS service shop-web runs deadbee1de of 2026-09-01: 2 newer commits of the head, up to 2026-11-20, are not live',
      ],
      severities: ['low'],
    },
    'a commit of no history, and older than the head': {
      ...given(runs(`${IMAGE}:0badc0de`), { pushed: '2026-11-10T00:00:00Z' }),
      reports: [FOREIGN('ECS service shop-web', '0badc0de')],
      severities: ['medium'],
    },
    'the same on Elastic Beanstalk': {
      ...given(beanstalk('app-0bad-261101_101500')),
      reports: [FOREIGN('Elastic Beanstalk environment shop-web', '0bad')],
    },
  },
  unknown: {
    'a shallow clone': {
      ...given(runs(`${IMAGE}:0badc0de`), { history: { complete: false } }),
      reasons: [
        'whether ECS service shop-web runs a commit of this history cannot be told: the history ends before its root (git fetch --unshallow)',
      ],
    },
    'an image that is newer than the clone': {
      ...given(runs(`${IMAGE}:0badc0de`), { pushed: '2026-11-24T00:00:00Z' }),
      reasons: [
        'ECS service shop-web runs 0badc0de, which is no ancestor of the checked-out head; it may be newer than this clone: git pull, then scan again',
      ],
    },
  },
  silent: {
    'a tag that is no commit': given(runs(`${IMAGE}:latest`)),
    'a date is no commit': given(runs(`${IMAGE}:20261118`)),
    'a version is no commit': given(runs(`${IMAGE}:v1.12.0`)),
    staging: given(runs(`${IMAGE}:0badc0de`, { environment: { name: 'staging', reason: 'its tag Environment' } })),
  },
});
