import rule from '../../rules/extras/python-eol.ts';
import type { DeployedService } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { beanstalkService, service } from '../build/deployment.ts';
import { runtime } from '../build/project.ts';

const platform = (stack: string) => beanstalkService({}, { SolutionStackName: stack });
const given = (services: readonly DeployedService[], ...versions: readonly string[]) => ({
  given: {
    deployment: { services },
    repository: { runtimes: versions.map((version) => runtime(version)) },
  },
});

testRule(rule, {
  pass: {
    'an image': given([service()], '3.13'),
    'a platform': given([platform('64bit Amazon Linux 2023 v4.3.0 running Python 3.12')]),
  },
  fail: {
    'an image whose series is over': {
      ...given([service()], '3.9.18'),
      reports: ['ECS service shop-web runs Python 3.9, which gets no security fixes since 2025-10-31'],
      severities: ['high'],
    },
    'the platform before the files': {
      ...given([platform('64bit Amazon Linux 2 v3.5.0 running Python 3.8')], '3.13'),
      reports: [
        'Elastic Beanstalk environment shop-prod runs Python 3.8, which gets no security fixes since 2024-10-07',
      ],
    },
    'the Python of Amazon Linux 2023': {
      ...given([platform('64bit Amazon Linux 2023 v4.3.0 running Python 3.9')]),
      reports: [
        'Elastic Beanstalk environment shop-prod runs Python 3.9, which gets no security fixes since 2025-10-31 but those of Amazon Linux',
      ],
      severities: ['medium'],
    },
    'the last half year': {
      ...given([service()], '3.11'),
      context: { today: '2027-06-01' },
      reports: ['ECS service shop-web runs Python 3.11, which gets no security fixes after 2027-10-31'],
      severities: ['low'],
    },
  },
  unknown: {
    'an image without a Python': {
      ...given([service()]),
      reasons: ['the Python of ECS service shop-web is not known: the image does not tell its version of Python'],
    },
    'a series of the future': {
      ...given([service()], '3.19'),
      reasons: ['Python 3.19 of ECS service shop-web is not in the table of lifecycles'],
    },
    'two images': {
      ...given([service()], '3.12', '3.9'),
      reasons: [
        'the Python of ECS service shop-web is not known: the images of the repository have Python 3.12 and 3.9',
      ],
    },
    'Docker on Elastic Beanstalk': {
      ...given([platform('64bit Amazon Linux 2023 v4.3.0 running Docker')]),
      reasons: [
        'the Python of Elastic Beanstalk environment shop-prod is not known: the image does not tell its version of Python',
      ],
    },
  },
  silent: { 'nothing live': given([], '3.8') },
});
