import { defineRule, fail, notApplicable, pass } from '../../src/model/index.ts';
import { ENVIRONMENT_TYPE, environmentInWords, isWorker, MIN_SIZE, setOptions, withOptions } from '../shared/eb.ts';
import { fix, text } from '../shared/fix.ts';

export default defineRule({
  id: 'eb-single-instance',
  topic: 'hosting/elastic-beanstalk',
  severity: 'medium',
  docs: {
    title: 'Put production behind a load balancer',
    why: 'A single instance is down while it is replaced, patched or deployed to, cannot scale, and has to end TLS itself.',
    how: 'The option `aws:elasticbeanstalk:environment/EnvironmentType` of each web environment must be LoadBalanced.',
    fix: 'Set EnvironmentType to LoadBalanced with an application load balancer and two instances.',
    silent: [
      'worker environments, which have no load balancer by design',
      'environments for staging: leave them out in djaudit.yml',
    ],
    example: {
      language: 'yaml',
      bad: 'option_settings:\n  aws:elasticbeanstalk:environment:\n    EnvironmentType: SingleInstance',
      good: 'option_settings:\n  aws:elasticbeanstalk:environment:\n    EnvironmentType: LoadBalanced\n  aws:autoscaling:asg:\n    MinSize: 2',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-types.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-elasticbeanstalkenvironment',
    ],
  },
  controls: { wellArchitected: ['REL10', 'REL11'], soc2: ['A1.2'] },
  needs: ['elasticbeanstalk.environments', 'elasticbeanstalk.configurationSettings'],
  subjects: ({ elasticbeanstalk }) => elasticbeanstalk.environments,
  judge: (environment, { elasticbeanstalk }) => {
    const name = environment.EnvironmentName;
    if (isWorker(environment)) return notApplicable(`${name} is a worker environment`);
    return withOptions(environment, elasticbeanstalk.configurationSettings, (options) => {
      const evidence = options.evidence(ENVIRONMENT_TYPE);
      if (options.get(ENVIRONMENT_TYPE) === undefined) return options.missing(ENVIRONMENT_TYPE);
      if (!options.is(ENVIRONMENT_TYPE, 'SingleInstance')) return pass(`${name} is load balanced`, { evidence });
      return fail(
        `${environmentInWords(environment)} is a single instance without a load balancer: every deployment and every fault of it is an outage; make it load balanced`,
        {
          evidence,
          fix: fix(
            `Put ${name} behind a load balancer`,
            text(
              'The address of the environment stays; the instance is replaced: some minutes of downtime. Then move the certificate to the load balancer, and let its security group alone reach the instances.',
            ),
            ...setOptions(
              environment,
              [ENVIRONMENT_TYPE, 'LoadBalanced'],
              [['aws:elasticbeanstalk:environment', 'LoadBalancerType'], 'application'],
              [MIN_SIZE, '2'],
            ),
          ),
        },
      );
    });
  },
});
