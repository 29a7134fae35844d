import rule from '../../rules/https/http-not-redirected.ts';
import { collected, type ListenerWithRules, unavailable } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied, liveSettings, service } from '../build/deployment.ts';
import { door, frontDoor } from '../build/front-door.ts';
import { proxy } from '../build/process.ts';
import { at } from '../build/repository.ts';
import { value } from '../build/settings.ts';

interface Case {
  readonly listeners: readonly ListenerWithRules[];
  readonly redirect?: NonNullable<Parameters<typeof liveSettings>[0]>[string];
  readonly proxies?: readonly ReturnType<typeof proxy>[];
}

const before = ({ listeners, redirect = false, proxies = [] }: Case) => ({
  given: {
    repository: { proxies },
    deployment: {
      services: [
        service({
          frontDoors: collected([frontDoor({ listeners: collected(listeners) })]),
          settings: collected(liveSettings({ SECURE_SSL_REDIRECT: redirect })),
        }),
      ],
    },
  },
});
const IN_CLEAR =
  'listener :80 of shop forwards HTTP to ECS service shop-web (its default action) and Django does not redirect: pages, cookies and passwords travel in clear';

testRule(rule, {
  pass: {
    'the default action redirects': before({ listeners: [door(80, 'HTTP', 'redirect')] }),
    'a rule for all paths redirects, the default action forwards': before({
      listeners: [door(80, 'HTTP', 'forward', { '/*': 'redirect' })],
    }),
    'a fixed answer': before({ listeners: [door(80, 'HTTP', 'fixed')] }),
    'nginx of the platform redirects': before({
      listeners: [door(80, 'HTTP')],
      proxies: [proxy({ redirectsToHttps: at('.platform/nginx/conf.d/https.conf', 3) })],
    }),
  },
  fail: {
    'forwards, and nobody redirects': {
      ...before({ listeners: [door(80, 'HTTP')] }),
      reports: [IN_CLEAR],
      severities: ['high'],
    },
    'one path redirects and the rest is forwarded': {
      ...before({
        listeners: [door(80, 'HTTP', 'forward', { '/admin/*': 'redirect' })],
      }),
      reports: [IN_CLEAR],
    },
    'one path is forwarded before everything redirects': {
      ...before({
        listeners: [door(80, 'HTTP', 'redirect', { '/api/*': 'forward' })],
      }),
      reports: [IN_CLEAR.replace('its default action', '1 of its rules')],
    },
    'a listener on another port': {
      ...before({ listeners: [door(8080, 'HTTP')] }),
      reports: [IN_CLEAR.replace(':80', ':8080')],
    },
    'only Django redirects': {
      ...before({ listeners: [door(80, 'HTTP')], redirect: true }),
      reports: [
        'listener :80 of shop forwards HTTP to ECS service shop-web and leaves the redirect to Django: it works, and every plain request costs a worker',
      ],
      severities: ['low'],
    },
  },
  unknown: {
    'the load balancers were denied': {
      given: {
        repository: { proxies: [] },
        deployment: { services: [service({ frontDoors: denied })] },
      },
      reasons: ['what stands before ECS service shop-web could not be seen: denied: ecs:DescribeTaskDefinition'],
    },
    'the rules were denied': {
      ...before({
        listeners: [{ ...door(80, 'HTTP'), rules: unavailable('denied: elasticloadbalancing:DescribeRules') }],
      }),
      reasons: ['the rules of listener :80 could not be seen: denied: elasticloadbalancing:DescribeRules'],
    },
    'SECURE_SSL_REDIRECT comes from a secret': {
      ...before({ listeners: [door(80, 'HTTP')], redirect: value({ status: 'unknown', reason: 'a secret' }) }),
      reasons: [
        'listener :80 of shop forwards HTTP to ECS service shop-web; SECURE_SSL_REDIRECT could not be computed',
      ],
    },
  },
  silent: {
    'no listener for HTTP': before({ listeners: [door(443, 'HTTPS')] }),
    'no load balancer': {
      given: { repository: { proxies: [] }, deployment: { services: [service({ frontDoors: collected([]) })] } },
    },
  },
});
