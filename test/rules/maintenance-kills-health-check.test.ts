import rule from '../../rules/databases/maintenance-kills-health-check.ts';
import type { ProjectMiddleware } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied } from '../build/deployment.ts';
import { answer, middleware, probed } from '../build/health.ts';
import { at } from '../build/repository.ts';

const HEALTH = 'core.middleware.HealthCheckMiddleware';
const CLOSING = 'core.middleware.MaintenanceMiddleware';
const PACKAGE = 'maintenance_mode.middleware.MaintenanceModeMiddleware';
const health = middleware('HealthCheckMiddleware', [answer()]);
const closes = (when: string, status = 503): ProjectMiddleware =>
  middleware(
    'MaintenanceMiddleware',
    [answer({ paths: [], match: 'other', when, status, location: at('core/middleware.py', 20) })],
    ['MAINTENANCE_MODE'],
  );

const given = (
  chain: readonly string[],
  own: readonly ProjectMiddleware[],
  settings: Parameters<typeof probed>[0] = {},
  group: Parameters<typeof probed>[1] = {},
) => ({
  given: {
    repository: { middleware: own },
    deployment: { services: [probed({ MIDDLEWARE: [...chain], ...settings }, group)] },
  },
});
const SWITCH = 'settings.MAINTENANCE_MODE';
const KILLED = (by: string, status = 503) =>
  `while the site is closed ${by} answers the health check /health/ of ECS service shop-web with ${status}, and target group shop accepts 200: every target is taken out and replaced`;

testRule(rule, {
  pass: {
    'the health check first': given([HEALTH, CLOSING], [health, closes(SWITCH)]),
    'exempt in its own condition': given([CLOSING], [closes(`${SWITCH} and request.path != "/health/"`)]),
    'it answers the health check itself, before': given(
      [CLOSING],
      [
        middleware(
          'MaintenanceMiddleware',
          [answer({ location: at('core/middleware.py', 9) }), ...closes(SWITCH).answers],
          ['MAINTENANCE_MODE'],
        ),
      ],
    ),
    'a path that the package ignores': given([PACKAGE], [], { MAINTENANCE_MODE_IGNORE_URLS: ['^/health/$'] }),
    'a prefix that the package ignores': given([PACKAGE], [], { MAINTENANCE_MODE_IGNORE_URLS: [{ $regex: '/heal' }] }),
    'a status that is accepted': given([CLOSING], [closes(SWITCH, 200)]),
    'visitors without an account get through': given([PACKAGE], [], { MAINTENANCE_MODE_IGNORE_ANONYMOUS_USER: true }),
  },
  fail: {
    'the health check after it': {
      ...given([CLOSING, HEALTH], [health, closes(SWITCH)]),
      reports: [KILLED(CLOSING)],
      severities: ['high'],
    },
    'no bypass': { ...given([CLOSING], [closes(SWITCH)]), reports: [KILLED(CLOSING)] },
    'the package without a pattern': { ...given([PACKAGE], []), reports: [KILLED(PACKAGE)] },
    'a pattern that does not begin like the path': {
      ...given([PACKAGE], [], { MAINTENANCE_MODE_IGNORE_URLS: ['health/'] }),
      reports: [KILLED(PACKAGE)],
    },
    'another page': {
      ...given([PACKAGE], [], { MAINTENANCE_MODE_REDIRECT_URL: '/closed/' }),
      reports: [KILLED(PACKAGE, 302)],
    },
  },
  unknown: {
    'a condition on the path that could not be read': {
      ...given([CLOSING], [closes(`${SWITCH} and not is_exempt(request.path)`)]),
      reasons: [`whether ${CLOSING} lets /health/ through could not be told`],
    },
    'addresses that are let through': {
      ...given([PACKAGE], [], { MAINTENANCE_MODE_IGNORE_IP_ADDRESSES: ['10.'] }),
      reasons: [`whether ${PACKAGE} lets /health/ through could not be told`],
    },
    'the load balancers were denied': {
      given: {
        repository: { middleware: [] },
        deployment: { services: [probed({}, {}, { frontDoors: denied })] },
      },
      reasons: ['the load balancers of ECS service shop-web could not be told: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'nothing closes the site': given([HEALTH], [health]),
    'a check of the connection only': given([CLOSING], [closes(SWITCH)], {}, { HealthCheckProtocol: 'TCP' }),
  },
});
