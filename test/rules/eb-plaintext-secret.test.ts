import rule from '../../rules/secrets/eb-plaintext-secret.ts';
import { ENVIRONMENT_PROPERTIES, ENVIRONMENT_SECRETS, type OptionSetting } from '../../src/model/aws/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { ebRefused } from '../build/eb-rule.ts';
import { environment, settingsOf } from '../build/elasticbeanstalk.ts';
import { facts } from '../build/facts.ts';

const property = (OptionName: string, rest: Partial<OptionSetting>): OptionSetting => ({
  Namespace: ENVIRONMENT_PROPERTIES,
  OptionName,
  ...rest,
});
const eb = (...properties: OptionSetting[]) =>
  facts(rule, {
    elasticbeanstalk: {
      environments: [environment()],
      configurationSettings: [settingsOf(environment(), {}, properties)],
    },
  });
const plain = (what: string) =>
  `the Elastic Beanstalk environment shop-prod keeps ${what} in plain environment properties: everybody with read access to the account reads them; move them to Secrets Manager`;

testRule(rule, {
  pass: {
    'nothing secret': eb(property('DJANGO_SETTINGS_MODULE', { value: 'config.settings.production' })),
    'fetched from Secrets Manager': eb(
      property('DATABASE_URL', {
        Namespace: ENVIRONMENT_SECRETS,
        value: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-AbCdEf',
      }),
    ),
    'a database URL without a password': eb(property('DATABASE_URL', { value: 'postgres://db.example.com/shop' })),
    'names that only sound secret': eb(
      property('PASSWORD_RESET_TIMEOUT', { redacted: { length: '8-15' } }),
      property('SECRET_NAME', { redacted: { length: '16-31' } }),
    ),
    'an empty value': eb(property('SECRET_KEY', { redacted: { length: 'empty' } })),
  },
  fail: {
    'a key and a URL with a password': {
      ...eb(
        property('SECRET_KEY', { redacted: { length: '32-63' } }),
        property('CELERY_URL', { redacted: { scheme: 'redis', host: 'cache.example.com', length: '32-63' } }),
      ),
      reports: [plain('SECRET_KEY (32-63 characters) and CELERY_URL (redis URL of cache.example.com)')],
      severities: ['medium'],
    },
    'a Sentry address only': {
      ...eb(property('SENTRY_DSN', { redacted: { scheme: 'https', host: 'o1.ingest.sentry.io', length: '64+' } })),
      reports: [plain('SENTRY_DSN (https URL of o1.ingest.sentry.io)')],
      severities: ['low'],
    },
  },
  unknown: { 'the settings were refused': ebRefused(rule) },
});
