import rule from '../../rules/static/whitenoise-order.ts';
import type { Json } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { settings, value } from '../build/settings.ts';

const SECURITY = 'django.middleware.security.SecurityMiddleware';
const NOISE = 'whitenoise.middleware.WhiteNoiseMiddleware';
const SESSION = 'django.contrib.sessions.middleware.SessionMiddleware';
const list = (...MIDDLEWARE: readonly Json[]) => ({ given: { repository: { settings: settings({ MIDDLEWARE }) } } });

testRule(rule, {
  pass: {
    'where production has the default of several lists': {
      given: {
        repository: {
          settings: settings({
            MIDDLEWARE: value({
              status: 'oneOf',
              values: [
                {
                  when: 'DEBUG is set',
                  byDefault: false,
                  value: { status: 'known', value: [SECURITY, SESSION, NOISE] },
                },
                { when: 'otherwise', byDefault: true, value: { status: 'known', value: [SECURITY, NOISE, SESSION] } },
              ],
            }),
          }),
        },
      },
    },
    'right after SecurityMiddleware': list(SECURITY, NOISE, SESSION),
    'helpers before it': list(
      'core.HealthCheckMiddleware',
      SECURITY,
      'corsheaders.middleware.CorsMiddleware',
      NOISE,
      SESSION,
    ),
  },
  fail: {
    'after sessions': {
      ...list(SECURITY, SESSION, NOISE),
      reports: ['WhiteNoise stands after SessionMiddleware: every static file passes through it'],
      severities: ['medium'],
    },
    'before SecurityMiddleware': {
      ...list(NOISE, SECURITY, SESSION),
      reports: ['WhiteNoise stands before SecurityMiddleware: static files go without HSTS and without the redirect'],
      severities: ['low'],
    },
  },
  unknown: {
    'not computed at all': {
      given: { repository: { settings: settings({ MIDDLEWARE: value({ status: 'unknown', reason: 'a plug-in' }) }) } },
      reasons: ['MIDDLEWARE could not be computed'],
    },
    'behind something not computed': {
      ...list(SECURITY, { $unknown: 'a plug-in' }, NOISE),
      reasons: ['what stands before WhiteNoise could not be computed'],
    },
  },
  silent: { 'not used': list(SECURITY, SESSION) },
});
