import rule from '../../rules/secrets/ecs-plaintext-secret.ts';
import type { GuardedVariable } from '../../src/model/aws/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { container, taskDefinition } from '../build/ecs.ts';
import { facts } from '../build/facts.ts';

const ecs = (...environment: GuardedVariable[]) =>
  facts(rule, { ecs: { taskDefinitions: [taskDefinition(container(), container({ name: 'worker', environment }))] } });
const plain = (what: string) =>
  `the container worker of shop-web has ${what} in plain text in its task definition: everybody with read access to the account reads them in every revision; inject them from Secrets Manager and rotate them`;

testRule(rule, {
  pass: {
    'injected by secrets': ecs(),
    'a name of a secret, and where one is': ecs(
      { name: 'DATABASE_SECRET_NAME', redacted: { length: '16-31' } },
      { name: 'SECRET_ARN', value: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-AbCdEf' },
      { name: 'OAUTH_TOKEN_URL', redacted: { length: '32-63' } },
    ),
  },
  fail: {
    'the second container, not only the first': {
      ...ecs({ name: 'DATABASE_URL', redacted: { scheme: 'postgres', host: 'db.example.com', length: '64+' } }),
      reports: [plain('DATABASE_URL (postgres URL of db.example.com)')],
      severities: ['high'],
    },
    'a Sentry address only': {
      ...ecs({ name: 'SENTRY_DSN', redacted: { length: '64+' } }),
      reports: [plain('SENTRY_DSN (64+ characters)')],
      severities: ['low'],
    },
  },
  silent: { 'no service': facts(rule, {}) },
});
