import rule from '../../rules/deployment/eb-managed-updates-off.ts';
import { testRule } from '../../src/testing/index.ts';
import { ebFacts, ebRefused, WORKER } from '../build/eb-rule.ts';

const ENABLED = 'aws:elasticbeanstalk:managedactions/ManagedActionsEnabled';
const LEVEL = 'aws:elasticbeanstalk:managedactions:platformupdate/UpdateLevel';

testRule(rule, {
  pass: {
    'on, with minor versions': ebFacts(rule, {}),
    'a worker too': ebFacts(rule, {}, WORKER),
  },
  fail: {
    off: {
      ...ebFacts(rule, { [ENABLED]: 'false' }),
      reports: [
        'the Elastic Beanstalk environment shop-prod gets no managed platform updates: security patches of its system wait for somebody to upgrade by hand; switch them on',
      ],
      severities: ['medium'],
    },
    'on, but nothing is updated': {
      ...ebFacts(rule, { [LEVEL]: undefined }),
      reports: [
        'the Elastic Beanstalk environment shop-prod has managed updates on but no UpdateLevel: nothing is updated; set minor',
      ],
    },
    'patches only': {
      ...ebFacts(rule, { [LEVEL]: 'patch' }),
      reports: [
        'the Elastic Beanstalk environment shop-prod takes patch versions of its platform only: minor versions, with newer packages, wait for somebody; set minor',
      ],
      severities: ['info'],
    },
  },
  unknown: {
    'the settings were refused, which another scanner calls a failure': ebRefused(rule),
    'AWS lists no such option': {
      ...ebFacts(rule, { [ENABLED]: undefined }),
      reasons: [`AWS lists no value of ${ENABLED} for shop-prod`],
    },
  },
});
