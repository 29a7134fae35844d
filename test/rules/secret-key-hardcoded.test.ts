import rule from '../../rules/secrets/secret-key-hardcoded.ts';
import type { Value } from '../../src/model/index.ts';
import type { EnvironmentEntry } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { at, elasticBeanstalk, secret, variable } from '../build/repository.ts';
import { settings, value } from '../build/settings.ts';

const FORGED = 'whoever reads the repository can forge sessions, password reset links and signed data';
const SPARE =
  "SECRET_KEY is a literal where its variable is missing, and only production's files keep that from happening";
const literal = (length: number): Value => ({
  status: 'secret',
  source: 'literal',
  origin: 'literal',
  traits: { length, uniqueCharacters: 20, insecurePrefix: false },
});
const key = (is: Value, environment: readonly EnvironmentEntry[] = []) => ({
  given: {
    repository: {
      settings: settings({ SECRET_KEY: value(is) }),
      elasticBeanstalk: elasticBeanstalk({ environment }),
      ecsTaskDefinitions: [],
      composeFiles: [],
    },
  },
});
const fallback = (length: number): Value => ({
  status: 'oneOf',
  values: [
    { when: 'SECRET_KEY is not set', byDefault: true, value: literal(length) as never },
    {
      when: 'SECRET_KEY is set',
      byDefault: false,
      value: { status: 'secret', source: 'env SECRET_KEY', origin: 'env' },
    },
  ],
});

testRule(rule, {
  pass: {
    'a required variable': key({ status: 'fromEnv', variable: 'SECRET_KEY', cast: 'str', required: true }),
    'from the environment': key({ status: 'secret', source: 'env SECRET_KEY', origin: 'env' }),
    'from a file': key({ status: 'secret', source: 'file /run/secrets/key', origin: 'file' }),
    'a literal for people at work on it': key({
      status: 'oneOf',
      values: [
        { when: 'DEBUG is set and KEY is not set', byDefault: false, value: literal(50) as never },
        { when: 'otherwise', byDefault: true, value: { status: 'secret', source: 'env KEY', origin: 'env' } },
      ],
    }),
    'an empty default stops the start': key({
      status: 'fromEnv',
      variable: 'KEY',
      cast: 'str',
      required: false,
      default: '',
    }),
    'a placeholder in .ebextensions': key({ status: 'secret', source: 'env SECRET_KEY', origin: 'env' }, [
      variable('SECRET_KEY', secret({ placeholder: true }), at('.ebextensions/django.config', 4)),
    ]),
  },
  fail: {
    'a literal': { ...key(literal(50)), reports: [`SECRET_KEY is a literal: ${FORGED}`], severities: ['critical'] },
    'a literal while the variable is missing': {
      ...key(fallback(50)),
      reports: [`SECRET_KEY is a literal when SECRET_KEY is not set: ${FORGED}`],
      severities: ['high'],
    },
    'a short stand-in for image builds': {
      ...key(fallback(5)),
      reports: [`SECRET_KEY is a literal when SECRET_KEY is not set: ${FORGED}`],
      severities: ['medium'],
    },
    'a default whose text is masked': {
      ...key({ status: 'fromEnv', variable: 'KEY', cast: 'str', required: false, default: { $secret: 'literal' } }),
      reports: [`SECRET_KEY is a literal when KEY is not set: ${FORGED}`],
      severities: ['high'],
    },
    'a literal that the files of production keep from serving': {
      ...key({
        status: 'oneOf',
        values: [
          {
            when: 'KEY is set, as infra/main.tf:9 sets it',
            byDefault: true,
            value: { status: 'secret', source: 'env KEY', origin: 'env' },
          },
          { when: 'KEY is not set', byDefault: false, value: literal(50) as never },
        ],
      }),
      reports: [SPARE],
      severities: ['low'],
    },
    'a literal behind `or`, kept from serving in the same way': {
      ...key({
        status: 'oneOf',
        values: [
          {
            when: 'KEY is not empty, as infra/main.tf:9 sets it',
            byDefault: true,
            value: { status: 'secret', source: 'env KEY', origin: 'env' },
          },
          { when: 'otherwise', byDefault: false, value: literal(50) as never },
        ],
      }),
      reports: [SPARE],
      severities: ['low'],
    },
    'a literal in .ebextensions': {
      ...key({ status: 'secret', source: 'env SECRET_KEY', origin: 'env' }, [
        variable('SECRET_KEY', secret(), at('.ebextensions/django.config', 4)),
      ]),
      reports: [`SECRET_KEY is a literal in .ebextensions/django.config: ${FORGED}`],
      severities: ['critical'],
    },
  },
  unknown: {
    'made by something unseen': {
      ...key({ status: 'unknown', reason: 'vault.read() is not in the repository' }),
      reasons: ['SECRET_KEY could not be computed: vault.read() is not in the repository'],
    },
  },
  silent: { 'random in every process': key({ status: 'random', reason: 'new in every process' }) },
});
