import { about, ENVIRONMENT_PROPERTIES, ENVIRONMENT_SECRETS, type Environment } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { environmentInWords } from '../shared/eb.ts';
import { list, seen } from '../shared/evidence.ts';
import { ebExtension, ebTerraform, fix, text } from '../shared/fix.ts';
import { createSecret, inWords, type PlainSecret, plainSecrets } from '../shared/plain-secrets.ts';
import { partitionOf } from '../shared/scope.ts';

export default defineRule({
  id: 'eb-plaintext-secret',
  topic: 'secrets/secrets-manager',
  severity: 'medium',
  docs: {
    title: 'Keep secrets out of environment properties',
    why: 'Everybody who may look at the environment in the console or call DescribeConfigurationSettings (the role ReadOnlyAccess does) reads its properties; they also lie in saved configurations, and are printed by `eb printenv`.',
    how: 'Properties whose name and value look like a secret, or that are a URL with a password, are findings; the value itself never leaves the collector. Properties that Elastic Beanstalk fetches from Secrets Manager or Parameter Store (namespace environmentsecrets) are what they should be. A Sentry DSN alone is low.',
    fix: 'Put the value into Secrets Manager and name its ARN in the namespace environmentsecrets; recent platform versions of Amazon Linux 2023 can do it.',
    silent: [
      'names that only sound secret (PASSWORD_RESET_TIMEOUT, SECRET_NAME, …_ARN)',
      'a database URL without a password',
    ],
    example: {
      language: 'yaml',
      bad: 'option_settings:\n  aws:elasticbeanstalk:application:environment:\n    DATABASE_URL: postgres://shop:…@db.example.com/shop',
      good: 'option_settings:\n  aws:elasticbeanstalk:application:environmentsecrets:\n    DATABASE_URL: arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/DATABASE_URL',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-elasticbeanstalk-application-environmentsecrets',
    ],
  },
  controls: { wellArchitected: ['SEC02'], soc2: ['CC6.1'], cwe: ['312', '522'], owaspTop10_2021: ['A05'] },
  needs: ['elasticbeanstalk.environments', 'elasticbeanstalk.configurationSettings'],
  subjects: ({ elasticbeanstalk }) => elasticbeanstalk.environments,
  judge: (environment, { elasticbeanstalk }) => {
    const settings = about(elasticbeanstalk.configurationSettings, environment)[0];
    const name = environment.EnvironmentName;
    if (settings === undefined) return unknown(`the configuration settings of ${name} could not be seen`);
    const properties = settings.OptionSettings.filter(({ Namespace }) => Namespace === ENVIRONMENT_PROPERTIES);
    const secrets = plainSecrets(properties.map(({ OptionName, ...rest }) => ({ name: OptionName, ...rest })));
    const evidence = [
      seen('environment properties', properties.length, 'elasticbeanstalk:DescribeConfigurationSettings'),
      seen('secrets among them', secrets.map(inWords), 'elasticbeanstalk:DescribeConfigurationSettings'),
    ];
    if (secrets.length === 0) return pass(`no secret stands in the properties of ${name}`, { evidence });
    return fail(
      `${environmentInWords(environment)} keeps ${list(secrets.map(inWords))} in plain environment properties: everybody with read access to the account reads them; move them to Secrets Manager`,
      { severity: secrets.every(({ mild }) => mild) ? 'low' : 'medium', evidence, fix: move(environment, secrets) },
    );
  },
});

function move({ EnvironmentName, ref }: Environment, secrets: readonly PlainSecret[]) {
  const arn = (name: string) =>
    `arn:${partitionOf(ref)}:secretsmanager:${ref.region ?? 'REGION'}:${ref.account ?? 'ACCOUNT'}:secret:${EnvironmentName}/${name}`;
  const options = secrets.map(({ name }) => ({ namespace: ENVIRONMENT_SECRETS, name, value: arn(name) }));
  return fix(
    `Move secrets of ${EnvironmentName} to Secrets Manager`,
    text(
      'Make each secret (the value in the file value.txt; delete it afterwards), let the role of the instance profile read it (secretsmanager:GetSecretValue), set the option to the ARN that the command prints, then remove the plain property; the update restarts the application. Rotate what stood there.',
    ),
    ...secrets.map(({ name }) => createSecret(`${EnvironmentName}/${name}`, ref.region)),
    ebExtension(options),
    ebTerraform(options),
  );
}
