import rule from '../../rules/deployment/eb-all-at-once.ts';
import { testRule } from '../../src/testing/index.ts';
import { ebFacts, ebRefused, WORKER } from '../build/eb-rule.ts';

const POLICY = 'aws:elasticbeanstalk:command/DeploymentPolicy';
const TYPE = 'aws:elasticbeanstalk:environment/EnvironmentType';
const reports = [
  'the Elastic Beanstalk environment shop-prod deploys to all instances at once: the site is down during each deployment, and a broken version is everywhere at once; deploy with an additional batch',
];

testRule(rule, {
  pass: {
    'an additional batch': ebFacts(rule, {}),
    immutable: ebFacts(rule, { [POLICY]: 'Immutable' }),
    'traffic splitting': ebFacts(rule, { [POLICY]: 'TrafficSplitting' }),
  },
  fail: {
    'two instances at once': { ...ebFacts(rule, { [POLICY]: 'AllAtOnce' }), reports, severities: ['medium'] },
    'one instance': {
      ...ebFacts(rule, { [POLICY]: 'AllAtOnce', 'aws:autoscaling:asg/MinSize': '1' }),
      reports,
      severities: ['low'],
    },
    'a worker': { ...ebFacts(rule, { [POLICY]: 'AllAtOnce' }, WORKER), reports, severities: ['info'] },
  },
  unknown: {
    'the settings were refused': ebRefused(rule),
    'AWS lists no such option': {
      ...ebFacts(rule, { [POLICY]: undefined }),
      reasons: [`AWS lists no value of ${POLICY} for shop-prod`],
    },
  },
  silent: { 'a single instance': ebFacts(rule, { [POLICY]: 'AllAtOnce', [TYPE]: 'SingleInstance' }) },
});
