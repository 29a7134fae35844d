import rule from '../../rules/https/security-headers.ts';
import { testRule } from '../../src/testing/index.ts';
import { settings, value } from '../build/settings.ts';

const MIDDLEWARE = [
  'django.middleware.security.SecurityMiddleware',
  'django.middleware.clickjacking.XFrameOptionsMiddleware',
];
const headers = (given: Parameters<typeof settings>[0], django = '5.2') => ({
  given: { repository: { settings: settings({ MIDDLEWARE, X_FRAME_OPTIONS: 'DENY', ...given }, { django }) } },
});

testRule(rule, {
  pass: {
    'the defaults': headers({}),
    'two policies for old browsers': headers({ SECURE_REFERRER_POLICY: 'no-referrer, same-origin' }),
  },
  fail: {
    'sniffing allowed': {
      ...headers({ SECURE_CONTENT_TYPE_NOSNIFF: false }),
      reports: ['SECURE_CONTENT_TYPE_NOSNIFF is False: browsers may run an uploaded file as a script (security.W006)'],
      severities: ['low'],
    },
    'frames of the same origin are advice': {
      ...headers({ X_FRAME_OPTIONS: 'SAMEORIGIN' }),
      reports: ["X_FRAME_OPTIONS is 'SAMEORIGIN': Django asks for DENY unless the site frames itself (security.W019)"],
      severities: ['info'],
    },
    'a policy that is text, in Django 6': {
      ...headers({ SECURE_CSP: "default-src 'self'" }, '6.0'),
      reports: [
        "SECURE_CSP is 'default-src \\'self\\'': the policy is no dict, or its nonces never reach the templates: it does not protect (security.E026)",
      ],
    },
  },
  unknown: {
    'not computed': {
      ...headers({ X_FRAME_OPTIONS: value({ status: 'unknown', reason: 'a function of the project' }) }),
      reasons: ['X_FRAME_OPTIONS could not be computed: unknown: a function of the project'],
    },
  },
});
