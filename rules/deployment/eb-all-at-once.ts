import { defineRule, fail, notApplicable, pass, type Severity } from '../../src/model/index.ts';
import {
  ENVIRONMENT_TYPE,
  environmentInWords,
  isWorker,
  MIN_SIZE,
  type OptionName,
  setOptions,
  withOptions,
} from '../shared/eb.ts';
import { fix, text } from '../shared/fix.ts';

const POLICY: OptionName = ['aws:elasticbeanstalk:command', 'DeploymentPolicy'];

export default defineRule({
  id: 'eb-all-at-once',
  topic: 'deployment/elastic-beanstalk',
  severity: 'medium',
  docs: {
    title: 'Deploy in batches',
    why: 'AllAtOnce takes every instance out of service at the same time: each deployment is an outage, and a broken version is everywhere before anybody sees it.',
    how: 'The option `aws:elasticbeanstalk:command/DeploymentPolicy` of load-balanced environments must not be AllAtOnce, which is the default of the API. Medium with two instances or more, low with one (Rolling cannot help there, an additional batch does), info for workers, where nobody waits for an answer.',
    fix: 'Use RollingWithAdditionalBatch: capacity stays, the deployment takes a few minutes longer.',
    silent: ['single instances: eb-single-instance judges those', 'Immutable and TrafficSplitting'],
    example: {
      language: 'yaml',
      bad: 'option_settings:\n  aws:elasticbeanstalk:command:\n    DeploymentPolicy: AllAtOnce',
      good: 'option_settings:\n  aws:elasticbeanstalk:command:\n    DeploymentPolicy: RollingWithAdditionalBatch\n    BatchSizeType: Fixed\n    BatchSize: 1',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-elasticbeanstalkcommand',
    ],
  },
  controls: { wellArchitected: ['REL08', 'OPS06'], soc2: ['A1.1', 'CC8.1'] },
  needs: ['elasticbeanstalk.environments', 'elasticbeanstalk.configurationSettings'],
  subjects: ({ elasticbeanstalk }) => elasticbeanstalk.environments,
  judge: (environment, { elasticbeanstalk }) =>
    withOptions(environment, elasticbeanstalk.configurationSettings, (options) => {
      const name = environment.EnvironmentName;
      const policy = options.get(POLICY);
      const evidence = options.evidence(POLICY, ENVIRONMENT_TYPE, MIN_SIZE);
      if (options.is(ENVIRONMENT_TYPE, 'SingleInstance'))
        return notApplicable(`${name} has one instance only`, { evidence });
      if (policy === undefined) return options.missing(POLICY);
      if (policy !== 'AllAtOnce') return pass(`${name} deploys by ${policy}`, { evidence });
      const several = Number(options.get(MIN_SIZE) ?? '1') >= 2;
      const severity: Severity = isWorker(environment) ? 'info' : several ? 'medium' : 'low';
      return fail(
        `${environmentInWords(environment)} deploys to all instances at once: the site is down during each deployment, and a broken version is everywhere at once; deploy with an additional batch`,
        {
          severity,
          evidence,
          fix: fix(
            `Deploy ${name} in batches`,
            text(
              'Takes effect with the next deployment. Two versions run side by side for some minutes: migrations must be compatible with the old code.',
            ),
            ...setOptions(
              environment,
              [POLICY, 'RollingWithAdditionalBatch'],
              [['aws:elasticbeanstalk:command', 'BatchSizeType'], 'Fixed'],
              [['aws:elasticbeanstalk:command', 'BatchSize'], '1'],
            ),
          ),
        },
      );
    }),
});
