import rule from '../../rules/monitoring/eb-basic-health.ts';
import { testRule } from '../../src/testing/index.ts';
import { ebFacts, ebRefused } from '../build/eb-rule.ts';

const TYPE = 'aws:elasticbeanstalk:healthreporting:system/SystemType';

testRule(rule, {
  pass: { enhanced: ebFacts(rule, {}), 'however it is written': ebFacts(rule, { [TYPE]: 'Enhanced' }) },
  fail: {
    basic: {
      ...ebFacts(rule, { [TYPE]: 'basic' }),
      reports: [
        'the Elastic Beanstalk environment shop-prod reports basic health only: errors and slow answers of the application do not show, and managed updates cannot run; switch to enhanced',
      ],
    },
  },
  unknown: {
    'the settings were refused, which another scanner calls a failure': ebRefused(rule),
    'AWS lists no such option': {
      ...ebFacts(rule, { [TYPE]: undefined }),
      reasons: [`AWS lists no value of ${TYPE} for shop-prod`],
    },
  },
});
