import rule from '../../rules/hosting/health-check-path-unroutable.ts';
import type { DeployedService } from '../../src/model/index.ts';
import type { ProjectMiddleware, ProxyConfig, Route, Urls } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied } from '../build/deployment.ts';
import { answer, middleware, probed } from '../build/health.ts';
import { proxy } from '../build/process.ts';
import { at, item } from '../build/repository.ts';

const route = (pattern: string, more: Partial<Route> = {}): Route => ({
  ...item('config/urls.py', 9, pattern),
  pattern,
  kind: 'path',
  admin: false,
  ...more,
});
const urls = (routes: readonly Route[], more: Partial<Urls> = {}): Urls => ({
  root: 'config.urls',
  routes: [route('admin/', { admin: true }), ...routes],
  complete: true,
  notes: [],
  ...more,
});

interface Given {
  readonly service?: DeployedService;
  readonly urls?: Urls;
  readonly middleware?: readonly ProjectMiddleware[];
  readonly proxies?: readonly ProxyConfig[];
}
const given = ({ service = probed(), urls: read = urls([]), middleware: own = [], proxies = [] }: Given) => ({
  given: { repository: { urls: read, middleware: own, proxies }, deployment: { services: [service] } },
});
const MISSING =
  'ECS service shop-web has no route for /health/ (404), and the health check of target group shop accepts 200: its targets never become healthy';

testRule(rule, {
  pass: {
    'a route': given({ urls: urls([route('health/')]) }),
    'a route with converters': given({
      service: probed({}, { HealthCheckPath: '/status/7/deep/check' }),
      urls: urls([route('status/<int:level>/<path:rest>')]),
    }),
    'a regular expression': given({ urls: urls([route('^(?P<kind>health|alive)/$', { kind: 're_path' })]) }),
    'a middleware': given({
      service: probed({ MIDDLEWARE: ['core.middleware.HealthCheckMiddleware'] }),
      middleware: [middleware('HealthCheckMiddleware', [answer()])],
    }),
    'healthy targets prove it': given({ service: probed({}, {}, {}, 'healthy') }),
    'an include elsewhere hides nothing': given({
      urls: urls([route('api/', { include: 'other.urls' }), route('health/')], { complete: false }),
    }),
  },
  fail: {
    'no route': { ...given({}), reports: [MISSING], severities: ['high'] },
    'no route beside an include with another prefix': {
      ...given({ urls: urls([route('api/', { include: 'other.urls' })], { complete: false }) }),
      reports: [MISSING],
    },
    'only with a slash': {
      ...given({ service: probed({}, { HealthCheckPath: '/health' }), urls: urls([route('health/')]) }),
      reports: [
        'ECS service shop-web redirects /health to /health/ (301), and the health check of target group shop accepts 200: its targets never become healthy',
      ],
    },
    'only with a slash, and nothing appends it': {
      ...given({
        service: probed({ APPEND_SLASH: false }, { HealthCheckPath: '/health' }),
        urls: urls([route('health/')]),
      }),
      reports: [
        'ECS service shop-web has no route for /health (404), and the health check of target group shop accepts 200: its targets never become healthy',
      ],
    },
    'a target group that accepts 404': {
      ...given({ service: probed({}, { Matcher: { HttpCode: '200-499' } }) }),
      reports: [
        'target group shop accepts 200-499, and ECS service shop-web answers /health/ with 404: the check says nothing about the application',
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'below an include that is not there': {
      ...given({ urls: urls([route('', { include: 'health_check.urls' })], { complete: false }) }),
      reasons: [
        'whether /health/ exists could not be told: config/urls.py:9 includes health_check.urls below /, which could not be opened',
      ],
    },
    'URLs that are made in code': {
      ...given({
        urls: urls([], {
          complete: false,
          notes: [{ path: 'config/urls.py', message: 'line 4 builds URLs in a loop' }],
        }),
      }),
      reasons: ['whether /health/ exists could not be told: config/urls.py: line 4 builds URLs in a loop'],
    },
    'a route that only DEBUG adds': {
      ...given({ urls: urls([route('health/', { when: 'settings.DEBUG' })]) }),
      reasons: ['whether /health/ exists could not be told: config/urls.py:9 adds health/ only under settings.DEBUG'],
    },
    'a prefix of the server': {
      ...given({ service: probed({ FORCE_SCRIPT_NAME: '/shop' }) }),
      reasons: ['FORCE_SCRIPT_NAME shifts the paths of ECS service shop-web'],
    },
    'other URLs than those that were read': {
      ...given({ service: probed({ ROOT_URLCONF: 'config.urls_admin' }) }),
      reasons: ['ROOT_URLCONF of ECS service shop-web is not config.urls'],
    },
    'the load balancers were denied': {
      ...given({ service: probed({}, {}, { frontDoors: denied }) }),
      reasons: ['the load balancers of ECS service shop-web could not be told: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'nginx answers': given({
      proxies: [
        proxy({
          locations: [{ path: '= /health/', action: 'return', status: 200, location: at('nginx/nginx.conf', 7) }],
        }),
      ],
    }),
    'a check of the connection only': given({ service: probed({}, { HealthCheckProtocol: 'TCP' }) }),
  },
});
