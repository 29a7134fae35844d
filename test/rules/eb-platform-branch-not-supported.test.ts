import rule from '../../rules/hosting/eb-platform-branch-not-supported.ts';
import { testRule } from '../../src/testing/index.ts';
import { environment, platform } from '../build/elasticbeanstalk.ts';
import { facts } from '../build/facts.ts';

const eb = (state: string | undefined, given: Parameters<typeof environment>[0] = {}) =>
  facts(rule, {
    elasticbeanstalk: {
      environments: [environment(given)],
      platforms: state === undefined ? [] : [platform({ PlatformBranchLifecycleState: state })],
    },
  });
const branch = 'the Elastic Beanstalk environment shop-prod runs on Python 3.12 running on 64bit Amazon Linux 2023';
const stack = (SolutionStackName: string) => eb(undefined, { SolutionStackName });
const ended = (name: string) =>
  `the Elastic Beanstalk environment shop-prod runs on ${name}, whose Amazon Linux is out of support: it gets no security patches any more; move to a supported branch`;

testRule(rule, {
  pass: {
    supported: eb('Supported'),
    'AWS knows better than the name of the stack': eb('Supported', {
      SolutionStackName: '64bit Amazon Linux 2 v3.7.0 running Docker',
    }),
  },
  fail: {
    retired: {
      ...eb('Retired'),
      reports: [`${branch}, which is Retired: it gets no security patches any more; move to a supported branch`],
      severities: ['high'],
    },
    deprecated: {
      ...eb('Deprecated'),
      reports: [
        `${branch}, which is Deprecated: it will be retired, and then gets no patches; move to a supported branch`,
      ],
      severities: ['medium'],
    },
    beta: {
      ...eb('Beta'),
      reports: [`${branch}, which is Beta: it is not meant for production; move to a supported branch`],
      severities: ['medium'],
    },
    'Amazon Linux 2, where AWS does not describe the platform': {
      ...stack('64bit Amazon Linux 2 v3.5.2 running Python 3.8'),
      reports: [ended('64bit Amazon Linux 2 v3.5.2 running Python 3.8')],
      severities: ['high'],
    },
    'Amazon Linux 1': {
      ...stack('64bit Amazon Linux 2018.03 v2.9.15 running Python 3.6'),
      reports: [ended('64bit Amazon Linux 2018.03 v2.9.15 running Python 3.6')],
    },
  },
  unknown: {
    'Amazon Linux 2023 is not Amazon Linux 2': {
      ...stack('64bit Amazon Linux 2023 v4.3.0 running Python 3.12'),
      reasons: ['AWS did not describe the platform of shop-prod (64bit Amazon Linux 2023 v4.3.0 running Python 3.12)'],
    },
    'a state that nobody knows yet': { ...eb('Paused'), reasons: ['shop-prod: the branch state Paused is not known'] },
  },
});
