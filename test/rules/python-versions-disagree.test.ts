import rule from '../../rules/extras/python-versions-disagree.ts';
import type { DeployedService } from '../../src/model/index.ts';
import type { RuntimeVersion } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { beanstalkService, service } from '../build/deployment.ts';
import { project, runtime } from '../build/project.ts';

const ci = (version: string, path = '.github/workflows/test.yml') =>
  runtime(version, { source: 'workflow', use: 'test', path });
const lock = (version: string) => runtime(version, { source: 'lock', use: 'declared', path: 'requirements.txt' });
const given = (services: readonly DeployedService[], ...runtimes: readonly RuntimeVersion[]) => ({
  given: { deployment: { services }, repository: { runtimes, project: project() } },
});
const image = runtime('3.12');

testRule(rule, {
  pass: {
    'one version everywhere': given([service()], image, ci('3.12.4'), lock('3.12')),
    'a matrix with the version of production': given([service()], image, ci('3.11'), ci('3.12'), ci('3.13')),
    'another workflow tests the version of production': given(
      [service()],
      image,
      ci('3.10'),
      ci('3.12', '.github/workflows/all.yml'),
    ),
    'a lock of development': given([service()], image, { ...lock('3.10'), role: 'development' }),
    'ranges say nothing': given(
      [service()],
      image,
      runtime('>=3.9', { source: 'pyproject', use: 'declared', path: 'pyproject.toml' }),
    ),
  },
  fail: {
    'tests on another': {
      ...given([service()], image, ci('3.10')),
      reports: [
        'Python differs on the way to production: 3.12 in ECS service shop-web and 3.10 in .github/workflows/test.yml',
      ],
      severities: ['medium'],
    },
    'a lock from another': {
      ...given([service()], image, ci('3.12'), lock('3.10')),
      reports: ['Python differs on the way to production: 3.12 in ECS service shop-web and 3.10 in requirements.txt'],
    },
    'two services': {
      ...given(
        [service(), beanstalkService({}, { SolutionStackName: '64bit Amazon Linux 2023 v4.3.0 running Python 3.9' })],
        image,
      ),
      reports: [
        'Python differs on the way to production: 3.12 in ECS service shop-web and 3.9 in Elastic Beanstalk environment shop-prod',
      ],
    },
  },
  unknown: {
    'no service tells it': {
      ...given([service()], ci('3.10')),
      reasons: ['no live service tells its Python: the image does not tell its version of Python'],
    },
  },
  silent: { 'nothing live': given([], image, ci('3.10')) },
});
