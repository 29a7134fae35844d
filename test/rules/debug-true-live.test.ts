import { expect, it } from 'vitest';
import rule from '../../rules/https/debug-true-live.ts';
import { collected } from '../../src/model/index.ts';
import { judge, testRule } from '../../src/testing/index.ts';
import { denied, liveSettings, service, variables } from '../build/deployment.ts';
import { value } from '../build/settings.ts';

const live = (given: Parameters<typeof service>[0]) => ({ given: { deployment: { services: [service(given)] } } });
const debug = (given: Parameters<typeof liveSettings>[0]) => live({ settings: collected(liveSettings(given)) });
const FAILS =
  'DEBUG is on in ECS service shop-web: its error pages show source, settings and variables to every visitor';

testRule(rule, {
  pass: { 'off in the running service': debug({ DEBUG: false }) },
  fail: {
    'on in the running service': { ...debug({ DEBUG: true }), reports: [FAILS], severities: ['critical'] },
    'a text that is truthy': { ...debug({ DEBUG: 'False' }), reports: [FAILS] },
    'an Elastic Beanstalk environment': {
      ...live({ platform: 'elastic beanstalk', settings: collected(liveSettings({ DEBUG: true })) }),
      reports: [FAILS.replace('ECS service', 'Elastic Beanstalk environment')],
    },
  },
  unknown: {
    'the task definition was denied': {
      ...live({ settings: denied }),
      reasons: ['the settings of ECS service shop-web could not be evaluated: denied: ecs:DescribeTaskDefinition'],
    },
    'a value that is delivered as a secret': {
      ...debug({ DEBUG: value({ status: 'unknown', reason: 'the variable DEBUG is a secret' }) }),
      reasons: ['DEBUG of ECS service shop-web could not be computed'],
    },
  },
  silent: { 'nothing live runs the repository': { given: { deployment: { services: [] } } } },
});

it('asks for a cast, not for a False that is there already', () => {
  const read = {
    name: 'DEBUG',
    required: false,
    setting: 'DEBUG',
    default: false,
    path: 'config/settings.py',
    line: 8,
  };
  const settings = { ...liveSettings({ DEBUG: 'False' }), environment: [read] };
  const given = service({ settings: collected(settings), variables: variables({ DEBUG: 'False' }) });
  const [verdict] = judge(rule, { deployment: { services: [given] } });
  const steps = verdict?.status === 'fail' ? (verdict.fix?.steps ?? []) : [];
  expect(steps.map(({ content }) => content)).toEqual([
    'DEBUG = env.bool("DEBUG", default=False)',
    'DEBUG is False, and the code takes any text but the empty one for true: read it as above and deploy. At once, without a change of the code: remove the variable and deploy; the running processes keep the old value until then.',
  ]);
});
