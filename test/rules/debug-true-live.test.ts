import rule from '../../rules/https/debug-true-live.ts';
import { collected } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied, liveSettings, service } from '../build/deployment.ts';
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
