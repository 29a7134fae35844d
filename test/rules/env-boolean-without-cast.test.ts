import rule from '../../rules/secrets/env-boolean-without-cast.ts';
import type { Json, Value } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { settings, value } from '../build/settings.ts';

const read = (cast: string, byDefault: Json = false): Value => ({
  status: 'fromEnv',
  variable: 'DEBUG',
  cast,
  required: false,
  default: byDefault,
});
const given = (assigned: Parameters<typeof settings>[0]) => ({
  given: { repository: { settings: settings(assigned) } },
});

testRule(rule, {
  pass: {
    'cast by the library': given({ DEBUG: value(read('bool')) }),
    'a plain boolean': given({ DEBUG: false, SECURE_SSL_REDIRECT: true }),
    'an empty text is false': given({ DEBUG: '' }),
  },
  fail: {
    'the bare text': {
      ...given({ DEBUG: value(read('str')) }),
      reports: ['DEBUG is the text of the variable DEBUG: "False" and "0" count as true'],
      severities: ['critical'],
    },
    'bool() of the text': {
      ...given({ SECURE_SSL_REDIRECT: value(read('bool()')) }),
      reports: ['SECURE_SSL_REDIRECT is bool() of the text of DEBUG: "False" and "0" count as true'],
      severities: ['high'],
    },
    'a text in the file': {
      ...given({ SESSION_COOKIE_SECURE: 'False' }),
      reports: ['SESSION_COOKIE_SECURE is a text: "False" and "0" count as true'],
    },
  },
  unknown: {
    'not computed': {
      ...given({ DEBUG: value({ status: 'unknown', reason: 'hostname()' }) }),
      reasons: ['DEBUG could not be computed: hostname()'],
    },
  },
  silent: { "Django's own defaults, and a text that is meant as one": given({ EMAIL_HOST: 'smtp.example.com' }) },
});
