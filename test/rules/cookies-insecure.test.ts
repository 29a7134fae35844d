import rule from '../../rules/https/cookies-insecure.ts';
import { testRule } from '../../src/testing/index.ts';
import { settings, value } from '../build/settings.ts';

const SAFE = {
  INSTALLED_APPS: ['django.contrib.sessions'],
  MIDDLEWARE: ['django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.csrf.CsrfViewMiddleware'],
  SESSION_COOKIE_SECURE: true,
  CSRF_COOKIE_SECURE: true,
};
const cookies = (given: Parameters<typeof settings>[0]) => ({
  given: { repository: { settings: settings({ ...SAFE, ...given }) } },
});

testRule(rule, {
  pass: {
    'both Secure': cookies({}),
    'the token in the session': cookies({ CSRF_COOKIE_SECURE: false, CSRF_USE_SESSIONS: true }),
    'Secure unless a developer says otherwise': cookies({
      SESSION_COOKIE_SECURE: value({
        status: 'fromEnv',
        variable: 'HTTPS',
        cast: 'bool',
        required: false,
        default: true,
      }),
    }),
    'a host of its own': cookies({ SESSION_COOKIE_DOMAIN: 'shop.example.com' }),
    'SameSite None with Secure': cookies({ SESSION_COOKIE_SAMESITE: 'None' }),
  },
  fail: {
    'nothing assigned': {
      ...cookies({ SESSION_COOKIE_SECURE: value({ status: 'known', value: false }, []) }),
      reports: [
        'SESSION_COOKIE_SECURE is False: the session cookie is also sent over plain HTTP, where anybody on the way can take over the session',
      ],
      severities: ['high'],
    },
    'the text True is not True': {
      ...cookies({ CSRF_COOKIE_SECURE: 'True' }),
      reports: ["CSRF_COOKIE_SECURE is 'True': the CSRF token is also sent over plain HTTP"],
      severities: ['medium'],
    },
    'off by default': {
      ...cookies({
        SESSION_COOKIE_SECURE: value({
          status: 'fromEnv',
          variable: 'HTTPS',
          cast: 'bool',
          required: false,
          default: false,
        }),
      }),
      reports: [
        'SESSION_COOKIE_SECURE is False when HTTPS is not set: the session cookie is also sent over plain HTTP, where anybody on the way can take over the session',
      ],
      severities: ['medium'],
    },
    'open to scripts': {
      ...cookies({ SESSION_COOKIE_HTTPONLY: false }),
      reports: [
        'SESSION_COOKIE_HTTPONLY is False: scripts can read the session cookie, so one cross-site scripting hole gives away every session',
      ],
    },
    'SameSite None without Secure': {
      ...cookies({ SESSION_COOKIE_SAMESITE: 'None', SESSION_COOKIE_SECURE: false }),
      reports: [
        'SESSION_COOKIE_SECURE is False: the session cookie is also sent over plain HTTP, where anybody on the way can take over the session',
        "SESSION_COOKIE_SAMESITE is 'None': browsers refuse a cookie of other sites that is not marked Secure, and older ones send it everywhere",
      ],
    },
    'for a whole domain': {
      ...cookies({ SESSION_COOKIE_DOMAIN: '.example.com' }),
      reports: [
        "SESSION_COOKIE_DOMAIN is '.example.com': every host under that domain gets the session cookie and can set one of its own",
      ],
      severities: ['low'],
    },
  },
  unknown: {
    'middleware of a plug-in, which may bring sessions': {
      ...cookies({
        MIDDLEWARE: ['django.middleware.csrf.CsrfViewMiddleware', { $unknown: 'a plug-in' }],
        SESSION_COOKIE_SECURE: false,
      }),
      reasons: [
        'whether SESSION_COOKIE_SECURE matters could not be computed',
        'whether SESSION_COOKIE_HTTPONLY matters could not be computed',
        'whether SESSION_COOKIE_SAMESITE matters could not be computed',
        'whether SESSION_COOKIE_DOMAIN matters could not be computed',
      ],
    },
    'a variable must say': {
      ...cookies({
        SESSION_COOKIE_SECURE: value({ status: 'fromEnv', variable: 'HTTPS', cast: 'bool', required: true }),
      }),
      reasons: [
        'SESSION_COOKIE_SECURE cannot be told: the variable HTTPS decides it, and only the running service knows that',
      ],
    },
  },
  silent: {
    'an API without sessions and CSRF': cookies({ INSTALLED_APPS: [], MIDDLEWARE: [] }),
    'the app without its middleware: nothing sets the cookie': cookies({
      MIDDLEWARE: [],
      SESSION_COOKIE_SECURE: false,
    }),
  },
});
