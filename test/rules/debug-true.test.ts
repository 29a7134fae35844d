import rule from '../../rules/https/debug-true.ts';
import { testRule } from '../../src/testing/index.ts';
import { known, settings, value } from '../build/settings.ts';

const debug = (given: Parameters<typeof settings>[0]) => ({ given: { repository: { settings: settings(given) } } });

testRule(rule, {
  pass: {
    'False in the file': debug({ DEBUG: false }),
    'not assigned: Django says False': debug({}),
    'off unless asked for': debug({
      DEBUG: value({ status: 'fromEnv', variable: 'DEBUG', cast: 'bool', required: false, default: false }),
    }),
    'on only where a variable says so': debug({
      DEBUG: value({
        status: 'oneOf',
        values: [
          { when: 'DJANGO_ENV is "local"', byDefault: false, value: { status: 'known', value: true } },
          { when: 'DJANGO_ENV is not "local"', byDefault: true, value: { status: 'known', value: false } },
        ],
      }),
    }),
    'the environment must say': debug({
      DEBUG: value({ status: 'fromEnv', variable: 'DEBUG', cast: 'bool', required: true }),
    }),
  },
  fail: {
    'on in all cases but one': {
      ...debug({
        DEBUG: value({
          status: 'oneOf',
          values: [
            { when: 'STAGE is "live"', byDefault: false, value: { status: 'known', value: false } },
            { when: 'otherwise', byDefault: true, value: { status: 'known', value: true } },
          ],
        }),
      }),
      reports: ['DEBUG is True by default: error pages show source, settings and local variables to every visitor'],
    },
    'True in the file': {
      ...debug({ DEBUG: true }),
      reports: ['DEBUG is True in production: error pages show source, settings and local variables to every visitor'],
      severities: ['critical'],
    },
    'True unless the variable is set': {
      ...debug({
        DEBUG: value({ status: 'fromEnv', variable: 'DEBUG', cast: 'bool', required: false, default: true }),
      }),
      reports: [
        'DEBUG is True when DEBUG is not set: error pages show source, settings and local variables to every visitor',
      ],
      severities: ['high'],
    },
    'a truthy text': {
      ...debug({ DEBUG: value(known('False')) }),
      reports: ['DEBUG is True in production: error pages show source, settings and local variables to every visitor'],
    },
  },
  unknown: {
    'production sets the variable to something unseen': {
      ...debug({
        DEBUG: value({
          status: 'oneOf',
          values: [
            { when: 'STAGE is "local"', byDefault: false, value: { status: 'known', value: true } },
            { when: 'STAGE is not "local"', byDefault: false, value: { status: 'known', value: false } },
          ],
        }),
      }),
      reasons: [
        'whether DEBUG is on could not be told: it is True when STAGE is "local"; False when STAGE is not "local"',
      ],
    },
    'production sets it to something that was not followed': {
      ...debug({
        DEBUG: value({
          status: 'oneOf',
          values: [
            { when: 'DEBUG is set', byDefault: true, value: { status: 'unknown', reason: 'flag(DEBUG)' } },
            { when: 'DEBUG is not set', byDefault: false, value: { status: 'known', value: false } },
          ],
        }),
      }),
      reasons: [
        'whether DEBUG is on could not be told: it is unknown: flag(DEBUG) when DEBUG is set; False when DEBUG is not set',
      ],
    },
    'decided by something that cannot be followed': {
      ...debug({ DEBUG: value({ status: 'unknown', reason: 'hostname() is not known before it runs' }) }),
      reasons: ['DEBUG could not be computed: hostname() is not known before it runs'],
    },
  },
});
