import rule from '../../rules/https/security-middleware.ts';
import type { Json } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { settings } from '../build/settings.ts';

const SECURITY = 'django.middleware.security.SecurityMiddleware';
const SESSION = 'django.contrib.sessions.middleware.SessionMiddleware';
const CSRF = 'django.middleware.csrf.CsrfViewMiddleware';
const FRAMES = 'django.middleware.clickjacking.XFrameOptionsMiddleware';
const list = (middleware: readonly Json[], more: Parameters<typeof settings>[0] = {}) => ({
  given: { repository: { settings: settings({ MIDDLEWARE: middleware, ...more }) } },
});

testRule(rule, {
  pass: {
    'the order of startproject': list([SECURITY, SESSION, CSRF, FRAMES]),
    'a health check first': list(['common.middleware.HealthCheckMiddleware', SECURITY, SESSION, CSRF, FRAMES]),
    'an API without sessions': list([SECURITY, FRAMES]),
    'frames by policy': list([SECURITY, SESSION, CSRF], { SECURE_CSP: { 'frame-ancestors': ["'none'"] } }),
  },
  fail: {
    'no SecurityMiddleware': {
      ...list([SESSION, CSRF, FRAMES]),
      reports: [
        'MIDDLEWARE has no SecurityMiddleware: the SECURE_* settings do nothing, no HSTS, no nosniff, no redirect',
      ],
      severities: ['medium'],
    },
    'no CSRF protection for sessions': {
      ...list([SECURITY, SESSION, FRAMES]),
      reports: ['MIDDLEWARE has no CsrfViewMiddleware: any site can send forms in the name of a user who is logged in'],
      severities: ['high'],
    },
    'frames for all': {
      ...list([SECURITY, SESSION, CSRF]),
      reports: ['MIDDLEWARE has no XFrameOptionsMiddleware: any site can show the pages in a frame and catch clicks'],
      severities: ['low'],
    },
    'SecurityMiddleware late': {
      ...list([SESSION, SECURITY, CSRF, FRAMES]),
      reports: [
        'SecurityMiddleware stands after SessionMiddleware: what that answers goes without its headers and redirect',
      ],
      severities: ['low'],
    },
  },
  unknown: {
    'a subclass of the project, and a part not computed': {
      ...list(['core.StrictSecurityMiddleware', SESSION, CSRF, FRAMES]),
      reasons: ['whether MIDDLEWARE has SecurityMiddleware could not be computed'],
    },
    'a part that was not computed': {
      ...list([SESSION, CSRF, FRAMES, { $unknown: 'a plug-in' }]),
      reasons: ['whether MIDDLEWARE has SecurityMiddleware could not be computed'],
    },
  },
});
