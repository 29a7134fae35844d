import rule from '../../rules/extras/dev-tools-in-production.ts';
import type { ResolvedPackage } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { dependencies, resolved } from '../build/repository.ts';
import { settings, value } from '../build/settings.ts';

const given = (assigned: Parameters<typeof settings>[0], packages: readonly ResolvedPackage[] = []) => ({
  given: {
    repository: {
      settings: settings({ INSTALLED_APPS: ['django.contrib.auth'], ...assigned }),
      dependencies: dependencies(packages),
    },
  },
});
const TOOLBAR = ['django.contrib.auth', 'debug_toolbar'];
const SILK = 'silk.middleware.SilkyMiddleware';
const SHOWS = 'debug_toolbar is enabled in production: it can show settings, queries and requests to visitors';

testRule(rule, {
  pass: {
    'a lock that holds the tools of developers too': given({}, [resolved('pytest', '8.0', { from: 'lock' })]),
    'neither installed nor enabled': given({}),
    'enabled under a switch that production does not set': given({
      INSTALLED_APPS: value({
        status: 'oneOf',
        values: [
          { when: 'DEBUG is set', byDefault: false, value: { status: 'known', value: TOOLBAR } },
          { when: 'DEBUG is not set', byDefault: true, value: { status: 'known', value: ['django.contrib.auth'] } },
        ],
      }),
    }),
    'installed for developers': given({}, [resolved('django-debug-toolbar', '5.0', { role: 'development' })]),
  },
  fail: {
    'the toolbar in INSTALLED_APPS': {
      ...given({ INSTALLED_APPS: TOOLBAR, DEBUG: true }),
      reports: [SHOWS],
      severities: ['high'],
    },
    'the toolbar while DEBUG is off': {
      ...given({ INSTALLED_APPS: TOOLBAR }),
      reports: [
        'debug_toolbar is enabled in production: it shows itself to nobody while DEBUG is off, and costs time all the same',
      ],
      severities: ['low'],
    },
    'the toolbar with a callback of its own': {
      ...given({ INSTALLED_APPS: TOOLBAR, DEBUG_TOOLBAR_CONFIG: { SHOW_TOOLBAR_CALLBACK: { $ref: 'core.show' } } }),
      reports: [
        'debug_toolbar is enabled in production: SHOW_TOOLBAR_CALLBACK decides who sees settings, queries and requests of others',
      ],
      severities: ['medium'],
    },
    'silk, recording, with its page open': {
      ...given({ INSTALLED_APPS: ['silk'], MIDDLEWARE: [SILK], SILKY_AUTHENTICATION: true }),
      reports: ['silk is enabled in production: it records requests with their bodies and shows them on a page'],
      severities: ['high'],
    },
    'silk behind a login of the staff': {
      ...given({
        INSTALLED_APPS: ['silk'],
        MIDDLEWARE: [SILK],
        SILKY_AUTHENTICATION: true,
        SILKY_AUTHORISATION: true,
      }),
      reports: ['silk is enabled in production: it records requests with their bodies, passwords included'],
      severities: ['medium'],
    },
    'silk without its middleware': {
      ...given({ INSTALLED_APPS: ['silk'] }),
      reports: [
        'silk is enabled in production: without its middleware it records nothing, and its tables are there all the same',
      ],
      severities: ['low'],
    },
    'silk that a function switches': {
      ...given({ INSTALLED_APPS: ['silk'], MIDDLEWARE: [SILK], SILKY_INTERCEPT_FUNC: { $unknown: 'a function' } }),
      reports: [
        'silk is enabled in production: SILKY_INTERCEPT_FUNC decides which requests it records with their bodies',
      ],
      severities: ['low'],
    },
    'a reloader while DEBUG is off': {
      ...given({ INSTALLED_APPS: ['django_browser_reload'] }),
      reports: ['django_browser_reload is enabled in production: it does nothing while DEBUG is off'],
      severities: ['low'],
    },
    'its middleware': {
      ...given({ MIDDLEWARE: ['debug_toolbar.middleware.DebugToolbarMiddleware'], DEBUG: true }),
      reports: [SHOWS],
    },
    'installed only': {
      ...given({}, [resolved('django-silk', '5.3')]),
      reports: ['django-silk is installed in production, though not enabled'],
      severities: ['low'],
    },
    'test tools': {
      ...given({}, [resolved('pytest', '8.0'), resolved('ipdb', '0.13')]),
      reports: ['production installs tools of developers: pytest and ipdb'],
      severities: ['info'],
    },
  },
  unknown: {
    'apps that could not be computed': {
      ...given({ INSTALLED_APPS: ['django.contrib.auth', { $unknown: 'a plug-in' }] }, [
        resolved('django-debug-toolbar', '5.0'),
      ]),
      reasons: ['whether debug_toolbar is enabled in production could not be computed'],
    },
  },
});
