import type { Environment } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import { ENHANCED_HEALTH, environmentInWords, type OptionName, setOptions, withOptions } from '../shared/eb.ts';
import { fix, text } from '../shared/fix.ts';

const ENABLED: OptionName = ['aws:elasticbeanstalk:managedactions', 'ManagedActionsEnabled'];
const LEVEL: OptionName = ['aws:elasticbeanstalk:managedactions:platformupdate', 'UpdateLevel'];

export default defineRule({
  id: 'eb-managed-updates-off',
  topic: 'deployment/updating-system-packages',
  severity: 'medium',
  docs: {
    title: 'Let Elastic Beanstalk update the platform',
    why: 'Patches of the operating system, nginx and Python reach the instances with a new platform version only. Without managed updates they come when somebody remembers.',
    how: 'The option `aws:elasticbeanstalk:managedactions/ManagedActionsEnabled` must be true and an `UpdateLevel` set. The level patch alone is told as advice: it leaves minor versions out.',
    fix: 'Switch managed updates on with a weekly window, the level minor and an instance refresh; enhanced health must be on.',
    silent: ['packages inside the image of a Docker environment: the image must be built anew for those'],
    example: {
      language: 'yaml',
      bad: 'option_settings:\n  aws:elasticbeanstalk:managedactions:\n    ManagedActionsEnabled: false',
      good: 'option_settings:\n  aws:elasticbeanstalk:managedactions:\n    ManagedActionsEnabled: true\n    PreferredStartTime: "Tue:05:15"\n  aws:elasticbeanstalk:managedactions:platformupdate:\n    UpdateLevel: minor',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/elasticbeanstalk-controls.html#elasticbeanstalk-2',
    ],
  },
  controls: {
    awsFsbp: ['ElasticBeanstalk.2'],
    wellArchitected: ['SEC06', 'OPS'],
    soc2: ['CC7.1'],
    cwe: ['1104'],
    owaspTop10_2021: ['A06'],
  },
  needs: ['elasticbeanstalk.environments', 'elasticbeanstalk.configurationSettings'],
  subjects: ({ elasticbeanstalk }) => elasticbeanstalk.environments,
  judge: (environment, { elasticbeanstalk }) =>
    withOptions(environment, elasticbeanstalk.configurationSettings, (options) => {
      const name = environment.EnvironmentName;
      const evidence = options.evidence(ENABLED, LEVEL, ENHANCED_HEALTH);
      const details = { evidence, fix: update(environment) };
      if (options.get(ENABLED) === undefined) return options.missing(ENABLED);
      if (!options.is(ENABLED, 'true'))
        return fail(
          `${environmentInWords(environment)} gets no managed platform updates: security patches of its system wait for somebody to upgrade by hand; switch them on`,
          details,
        );
      if ((options.get(LEVEL) ?? '') === '')
        return fail(
          `${environmentInWords(environment)} has managed updates on but no UpdateLevel: nothing is updated; set minor`,
          details,
        );
      if (options.is(LEVEL, 'patch'))
        return fail(
          `${environmentInWords(environment)} takes patch versions of its platform only: minor versions, with newer packages, wait for somebody; set minor`,
          {
            ...details,
            severity: 'info',
          },
        );
      return pass(`${name} updates its platform by itself`, { evidence });
    }),
});

function update(environment: Environment) {
  const managed = (name: string): OptionName => ['aws:elasticbeanstalk:managedactions', name];
  return fix(
    `Switch on managed updates of ${environment.EnvironmentName}`,
    text(
      'Updates replace the instances in the weekly window, without downtime when there are two or more; enhanced health is needed (eb-basic-health).',
    ),
    ...setOptions(
      environment,
      [ENABLED, 'true'],
      [managed('PreferredStartTime'), 'Tue:05:15'],
      [managed('ServiceRoleForManagedUpdates'), 'AWSServiceRoleForElasticBeanstalkManagedUpdates'],
      [LEVEL, 'minor'],
      [['aws:elasticbeanstalk:managedactions:platformupdate', 'InstanceRefreshEnabled'], 'true'],
    ),
  );
}
