import { describe, expect, it } from 'vitest';
import { isSecretName } from '../../src/model/secret.ts';

describe('a name says that its value is a secret', () => {
  it.each([
    'SECRET_KEY',
    'DJANGO_SECRET_KEY',
    'SECRET_KEYS',
    'EMAIL_HOST_PASSWORD',
    'AWS_SECRET_ACCESS_KEY',
    'awsSecretAccessKey',
    'STRIPE_API_KEY',
    'SENTRY_DSN',
    'GITHUB_TOKEN',
    'SOCIAL_AUTH_KEY',
    'SIGNING_KEY_2',
  ])('%s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });
});

describe('a name that only holds such a word', () => {
  it.each([
    'SOCIAL_AUTH_KEYCLOAK_SCOPE',
    'AUTH_TOKEN_MODEL',
    'CSRF_TOKEN_HEADER',
    'CSRF_COOKIE_NAME',
    'PASSWORD_HASHERS',
    'AUTH_PASSWORD_VALIDATORS',
    'PASSWORD_RESET_TIMEOUT',
    'CACHE_MIDDLEWARE_KEY_PREFIX',
    'KEYBOARD_LAYOUT',
    'MONKEY',
  ])('%s', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});
