import rule from '../../rules/https/csrf-trusted-origins.ts';
import { testRule } from '../../src/testing/index.ts';
import { settings, value } from '../build/settings.ts';

const origins = (list: readonly (string | { $unknown: string })[], django = '5.2') => ({
  given: { repository: { settings: settings({ CSRF_TRUSTED_ORIGINS: list }, { django }) } },
});

testRule(rule, {
  pass: {
    'exact origins': origins(['https://shop.example.com', 'https://*.example.com']),
    'an origin of the developer': origins(['http://localhost:8000', 'https://shop.example.com']),
    'hosts, for Django 3': origins(['shop.example.com'], '3.2'),
  },
  fail: {
    'no scheme': {
      ...origins(['shop.example.com']),
      reports: ["CSRF_TRUSTED_ORIGINS has 'shop.example.com' without a scheme: Django refuses to start (4_0.E001)"],
      severities: ['high'],
    },
    'plain HTTP': {
      ...origins(['http://shop.example.com']),
      reports: [
        "CSRF_TRUSTED_ORIGINS trusts 'http://shop.example.com' over plain HTTP, where anybody on the way can answer for it",
      ],
      severities: ['medium'],
    },
    'every origin': {
      ...origins(['https://*']),
      reports: ["CSRF_TRUSTED_ORIGINS trusts every origin ('https://*'): CSRF protection is off"],
      severities: ['high'],
    },
    'a domain that is shared': {
      ...origins(['https://*.elasticbeanstalk.com']),
      reports: [
        "CSRF_TRUSTED_ORIGINS trusts 'https://*.elasticbeanstalk.com', a domain on which anybody can have a host",
      ],
    },
  },
  unknown: {
    'made at run time': { ...origins([{ $unknown: 'the host' }]), reasons: ['the origin could not be computed'] },
  },
  silent: {
    none: origins([]),
    'a variable brings them': {
      given: {
        repository: {
          settings: settings({
            CSRF_TRUSTED_ORIGINS: value({
              status: 'fromEnv',
              variable: 'ORIGINS',
              cast: 'list',
              required: false,
              default: [],
            }),
          }),
        },
      },
    },
  },
});
