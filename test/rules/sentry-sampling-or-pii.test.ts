import rule from '../../rules/monitoring/sentry-sampling-or-pii.ts';
import type { Json, Value } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { monitoring } from '../build/project.ts';

const given = (given: Readonly<Record<string, Json | { is: Value }>>) => ({
  given: {
    repository: {
      monitoring: [
        monitoring({
          arguments: Object.fromEntries(
            Object.entries(given).map(([name, value]): [string, Value] => [
              name,
              typeof value === 'object' && value !== null && 'is' in value
                ? (value.is as Value)
                : { status: 'known', value },
            ]),
          ),
        }),
      ],
    },
  },
});

testRule(rule, {
  pass: {
    'a tenth': given({ traces_sample_rate: 0.1 }),
    'personal data, scrubbed': given({
      send_default_pii: true,
      before_send: { is: { status: 'unknown', reason: 'a function' } },
    }),
  },
  fail: {
    'every request': {
      ...given({ traces_sample_rate: 1 }),
      reports: [
        'sentry_sdk.init in config/settings.py has traces_sample_rate=1: every request is traced, which costs time and quota',
      ],
      severities: ['low'],
    },
    'every request with a profile': {
      ...given({ traces_sample_rate: 1, profiles_sample_rate: 1 }),
      reports: [
        'sentry_sdk.init in config/settings.py has traces_sample_rate=1: every request is traced, which costs time and quota',
      ],
      severities: ['medium'],
    },
    'personal data': {
      ...given({ send_default_pii: true }),
      reports: [
        'sentry_sdk.init in config/settings.py has send_default_pii=True: addresses, cookies and user names of visitors leave for a third party with every error',
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'a variable decides': {
      ...given({ traces_sample_rate: { is: { status: 'fromEnv', variable: 'RATE', cast: 'float', required: true } } }),
      reasons: ['traces_sample_rate could not be told: the variable RATE'],
    },
  },
  silent: { 'nothing said': given({}) },
});
