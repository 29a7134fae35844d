import rule from '../../rules/hosting/health-check-blocked-by-django.ts';
import { collected } from '../../src/model/index.ts';
import type { ProjectMiddleware } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied, liveSettings, service } from '../build/deployment.ts';
import { healthOf, targetGroup } from '../build/elasticloadbalancing.ts';
import { frontDoor } from '../build/front-door.ts';
import { at, item } from '../build/repository.ts';
import { value } from '../build/settings.ts';

const DJANGO = ['django.middleware.security.SecurityMiddleware', 'django.middleware.common.CommonMiddleware'];
const OWN = 'core.middleware.HealthCheckMiddleware';

const health = (more: Partial<ProjectMiddleware> = {}): ProjectMiddleware => ({
  ...item('core/middleware.py', 3),
  dotted: OWN,
  name: 'HealthCheckMiddleware',
  settings: [],
  answers: [
    {
      paths: ['/health/'],
      match: 'equal',
      when: 'request.path == "/health/"',
      status: 200,
      location: at('core/middleware.py', 8),
    },
  ],
  ...more,
});

interface Case {
  readonly settings?: Parameters<typeof liveSettings>[0];
  readonly group?: Parameters<typeof targetGroup>[0];
  readonly middleware?: readonly ProjectMiddleware[];
  readonly states?: string;
  readonly service?: Parameters<typeof service>[0];
}

/** Targets are not healthy, so that nothing contradicts the prediction. */
const probe = ({ settings = {}, group = {}, middleware = [], states = 'unhealthy', service: more = {} }: Case) => ({
  given: {
    repository: { middleware },
    deployment: {
      services: [
        service({
          settings: collected(liveSettings({ MIDDLEWARE: DJANGO, ...settings })),
          frontDoors: collected([
            frontDoor({
              targetGroup: targetGroup(group),
              health: collected(healthOf(targetGroup(), { '10.0.1.10': 'eu-west-1a' }, states)),
            }),
          ]),
          ...more,
        }),
      ],
    },
  },
});

const ANSWERS = (status: number, why: string, accepts = '200') =>
  `ECS service shop-web answers the health check /health/ of target group shop with ${status} (${why}), which accepts ${accepts}: its targets never become healthy`;
const HOST = 'the target’s address is not in ALLOWED_HOSTS';

testRule(rule, {
  pass: {
    'a middleware answers first': probe({ settings: { MIDDLEWARE: [OWN, ...DJANGO] }, middleware: [health()] }),
    'a package lets the address through': probe({
      settings: { MIDDLEWARE: ['allow_cidr.middleware.AllowCIDRMiddleware', ...DJANGO] },
    }),
    'every host is allowed and the path is exempt': probe({
      settings: { ALLOWED_HOSTS: ['*'], SECURE_REDIRECT_EXEMPT: ['^health/$'] },
    }),
    'every host is allowed and nothing redirects': probe({
      settings: { ALLOWED_HOSTS: ['*'], SECURE_SSL_REDIRECT: false },
    }),
    'healthy targets prove the prediction wrong': probe({ states: 'healthy' }),
  },
  fail: {
    'the host is refused': { ...probe({}), reports: [ANSWERS(400, HOST)], severities: ['high'] },
    'exempting the path does not help: the host is checked all the same': {
      ...probe({ settings: { SECURE_REDIRECT_EXEMPT: ['^health/$'] } }),
      reports: [ANSWERS(400, HOST)],
    },
    'the redirect': {
      ...probe({ settings: { ALLOWED_HOSTS: ['*'] } }),
      reports: [ANSWERS(301, 'SECURE_SSL_REDIRECT redirects it')],
    },
    'an exemption that begins with a slash never matches': {
      ...probe({ settings: { ALLOWED_HOSTS: ['*'], SECURE_REDIRECT_EXEMPT: ['^/health/$'] } }),
      reports: [ANSWERS(301, 'SECURE_SSL_REDIRECT redirects it')],
    },
    'the health middleware stands too late': {
      ...probe({ settings: { MIDDLEWARE: [...DJANGO, OWN] }, middleware: [health()] }),
      reports: [ANSWERS(400, HOST)],
    },
    'it answers another path': {
      ...probe({
        settings: { MIDDLEWARE: [OWN, ...DJANGO] },
        middleware: [health()],
        group: { HealthCheckPath: '/healthz' },
      }),
      reports: [ANSWERS(400, HOST).replace('/health/', '/healthz')],
    },
    'the target group accepts errors': {
      ...probe({ group: { Matcher: { HttpCode: '200-499' } } }),
      reports: [
        'target group shop accepts 200-499, and ECS service shop-web answers its health check with 400: an application that fails looks healthy',
      ],
      severities: ['medium'],
    },
  },
  unknown: {
    'a host that is known at run time only': {
      ...probe({ settings: { ALLOWED_HOSTS: ['shop.example.com', { $unknown: 'socket.gethostname()' }] } }),
      reasons: ["Django's answer to /health/ could not be predicted"],
    },
    'a middleware whose condition could not be read': {
      ...probe({
        settings: { MIDDLEWARE: [OWN, ...DJANGO] },
        middleware: [
          health({
            answers: [{ paths: [], match: 'other', when: 'is_probe(request)', location: at('core/middleware.py', 8) }],
          }),
        ],
      }),
      reasons: ['a middleware before SecurityMiddleware may answer /health/: it could not be told'],
    },
    'MIDDLEWARE could not be computed': {
      ...probe({ settings: { MIDDLEWARE: value({ status: 'unknown', reason: 'a call' }) } }),
      reasons: ['MIDDLEWARE could not be computed'],
    },
    'the load balancers were denied': {
      ...probe({ service: { frontDoors: denied } }),
      reasons: ['the load balancers of ECS service shop-web could not be told: denied: ecs:DescribeTaskDefinition'],
    },
    'the settings were not seen': {
      ...probe({ service: { settings: denied } }),
      reasons: ['the settings of ECS service shop-web could not be evaluated: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'nginx of Elastic Beanstalk stands between': probe({ service: { platform: 'elastic beanstalk' } }),
    'a check by TCP': probe({ group: { HealthCheckProtocol: 'TCP' } }),
  },
});
