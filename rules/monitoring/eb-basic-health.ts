import { defineRule, fail, pass } from '../../src/model/index.ts';
import { ENHANCED_HEALTH, environmentInWords, setOptions, withOptions } from '../shared/eb.ts';
import { fix, text } from '../shared/fix.ts';

export default defineRule({
  id: 'eb-basic-health',
  topic: 'monitoring/cloudwatch',
  severity: 'medium',
  docs: {
    title: 'Switch on enhanced health reporting',
    why: 'Basic health only knows whether the load balancer reaches the instances. Enhanced health sees error rates, latency and failed deployments, and managed updates and rolling deployments depend on it.',
    how: 'The option `aws:elasticbeanstalk:healthreporting:system/SystemType` must be enhanced. The API creates environments with basic; the console and the EB CLI ask for enhanced.',
    fix: 'Set SystemType to enhanced; the environment needs a service role.',
    example: {
      language: 'yaml',
      bad: 'option_settings:\n  aws:elasticbeanstalk:healthreporting:system:\n    SystemType: basic',
      good: 'option_settings:\n  aws:elasticbeanstalk:healthreporting:system:\n    SystemType: enhanced\n  aws:elasticbeanstalk:environment:\n    ServiceRole: aws-elasticbeanstalk-service-role',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/elasticbeanstalk-controls.html#elasticbeanstalk-1',
    ],
  },
  controls: {
    awsFsbp: ['ElasticBeanstalk.1'],
    wellArchitected: ['REL06'],
    soc2: ['CC7.2'],
    cwe: ['778'],
    owaspTop10_2021: ['A09'],
  },
  needs: ['elasticbeanstalk.environments', 'elasticbeanstalk.configurationSettings'],
  subjects: ({ elasticbeanstalk }) => elasticbeanstalk.environments,
  judge: (environment, { elasticbeanstalk }) =>
    withOptions(environment, elasticbeanstalk.configurationSettings, (options) => {
      const name = environment.EnvironmentName;
      const evidence = options.evidence(ENHANCED_HEALTH);
      if (options.get(ENHANCED_HEALTH) === undefined) return options.missing(ENHANCED_HEALTH);
      if (options.is(ENHANCED_HEALTH, 'enhanced')) return pass(`${name} reports enhanced health`, { evidence });
      return fail(
        `${environmentInWords(environment)} reports basic health only: errors and slow answers of the application do not show, and managed updates cannot run; switch to enhanced`,
        {
          evidence,
          fix: fix(
            `Switch ${name} to enhanced health`,
            text(
              'No downtime. The service role (aws-elasticbeanstalk-service-role) must exist and have AWSElasticBeanstalkEnhancedHealth.',
            ),
            ...setOptions(
              environment,
              [ENHANCED_HEALTH, 'enhanced'],
              [['aws:elasticbeanstalk:environment', 'ServiceRole'], 'aws-elasticbeanstalk-service-role'],
            ),
          ),
        },
      );
    }),
});
