import rule from '../../rules/databases/maintenance-page-status.ts';
import type { MiddlewareAnswer } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { at, item } from '../build/repository.ts';
import { settings } from '../build/settings.ts';

const PATH = 'core/middleware.py';
const answer = (more: Partial<MiddlewareAnswer> = {}): MiddlewareAnswer => ({
  paths: [],
  match: 'other',
  when: 'settings.MAINTENANCE_MODE',
  status: 503,
  location: at(PATH, 12),
  ...more,
});
const given = (answers: readonly MiddlewareAnswer[], assigned: Parameters<typeof settings>[0] = {}) => ({
  given: {
    repository: {
      settings: settings(assigned),
      middleware: [
        {
          ...item(PATH, 3, 'MaintenanceModeMiddleware'),
          dotted: 'core.middleware.MaintenanceModeMiddleware',
          name: 'MaintenanceModeMiddleware',
          answers,
          settings: ['MAINTENANCE_MODE'],
        },
      ],
    },
  },
});
const { status: _, ...open } = answer();

testRule(rule, {
  pass: { '503': given([answer()]), 'the status of the package': given([], { MAINTENANCE_MODE_STATUS_CODE: 503 }) },
  fail: {
    '200': {
      ...given([answer({ status: 200 })]),
      reports: [
        'core.middleware.MaintenanceModeMiddleware answers 200 while the site is closed: search engines, caches and uptime checks take the page for the site',
      ],
    },
    'the package says 200': {
      ...given([], { MAINTENANCE_MODE_STATUS_CODE: 200 }),
      reports: ['MAINTENANCE_MODE_STATUS_CODE is 200: the closed site looks like an open one'],
    },
  },
  unknown: {
    'a response of a function': {
      ...given([open]),
      reasons: ['the status with which core.middleware.MaintenanceModeMiddleware answers could not be seen'],
    },
  },
  silent: {
    'a health check that answers 200': given([
      answer({ status: 200, paths: ['/health/'], match: 'equal', when: 'request.path == "/health/"' }),
    ]),
  },
});
