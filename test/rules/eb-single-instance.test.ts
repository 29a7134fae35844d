import rule from '../../rules/hosting/eb-single-instance.ts';
import { testRule } from '../../src/testing/index.ts';
import { ebFacts, ebRefused, WORKER } from '../build/eb-rule.ts';

const TYPE = 'aws:elasticbeanstalk:environment/EnvironmentType';

testRule(rule, {
  pass: { 'load balanced': ebFacts(rule, {}) },
  fail: {
    'a single instance': {
      ...ebFacts(rule, { [TYPE]: 'SingleInstance' }),
      reports: [
        'the Elastic Beanstalk environment shop-prod is a single instance without a load balancer: every deployment and every fault of it is an outage; make it load balanced',
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'the settings were refused': ebRefused(rule),
    'AWS lists no such option': {
      ...ebFacts(rule, { [TYPE]: undefined }),
      reasons: [`AWS lists no value of ${TYPE} for shop-prod`],
    },
  },
  silent: { 'a worker': ebFacts(rule, { [TYPE]: 'SingleInstance' }, WORKER) },
});
