import rule from '../../rules/https/proxy-ssl-header-missing.ts';
import { collected, unavailable } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied, liveSettings, service, variables } from '../build/deployment.ts';
import { loadBalancer, targetGroup } from '../build/elasticloadbalancing.ts';
import { door, frontDoor } from '../build/front-door.ts';
import { gunicorn, option, process } from '../build/process.ts';
import { value } from '../build/settings.ts';

const live = (given: Parameters<typeof service>[0]) => ({ given: { deployment: { services: [service(given)] } } });
const unset = (more: Parameters<typeof liveSettings>[0] = {}) =>
  collected(liveSettings({ SECURE_PROXY_SSL_HEADER: null, ...more }));
const LOOP =
  'shop ends TLS before ECS service shop-web and SECURE_PROXY_SSL_HEADER is not set: with SECURE_SSL_REDIRECT on, every request is redirected to itself without end';
const trusts = (addresses: Parameters<typeof gunicorn>[0]) => collected(process({ gunicorn: gunicorn(addresses) }));

testRule(rule, {
  pass: {
    'the header is named': live({}),
    'gunicorn trusts every proxy and sets the scheme': live({
      settings: unset(),
      process: trusts({ forwarded_allow_ips: option.chosen('*') }),
    }),
  },
  fail: {
    'redirects without end': { ...live({ settings: unset() }), reports: [LOOP], severities: ['high'] },
    'takes HTTPS for HTTP': {
      ...live({ settings: unset({ SECURE_SSL_REDIRECT: false }) }),
      reports: [
        'shop ends TLS before ECS service shop-web and SECURE_PROXY_SSL_HEADER is not set: Django takes every request for plain HTTP, so HSTS is never sent, links are http and forms over HTTPS fail the CSRF check',
      ],
      severities: ['medium'],
    },
    'gunicorn trusts itself alone': {
      ...live({ settings: unset(), process: trusts({ forwarded_allow_ips: option.usual('127.0.0.1,::1') }) }),
      reports: [LOOP],
    },
  },
  unknown: {
    'the load balancers were denied': {
      ...live({ frontDoors: denied }),
      reasons: ['what stands before ECS service shop-web could not be seen: denied: ecs:DescribeTaskDefinition'],
    },
    'the listeners were denied': {
      ...live({ frontDoors: collected([frontDoor({ listeners: unavailable('denied') })]) }),
      reasons: ['the listeners of shop could not be seen'],
    },
    'the header could not be computed': {
      ...live({
        settings: collected(liveSettings({ SECURE_PROXY_SSL_HEADER: value({ status: 'unknown', reason: 'a call' }) })),
      }),
      reasons: ['SECURE_PROXY_SSL_HEADER could not be computed'],
    },
    'a variable tells gunicorn whom to trust': {
      ...live({ settings: unset(), variables: variables({ FORWARDED_ALLOW_IPS: '10.0.0.0/8' }) }),
      reasons: ['whether gunicorn trusts the load balancer (forwarded_allow_ips) could not be computed'],
    },
  },
  silent: {
    'targets speak HTTPS': live({
      settings: unset(),
      frontDoors: collected([frontDoor({ targetGroup: targetGroup({ Protocol: 'HTTPS' }) })]),
    }),
    'no listener for HTTPS': live({
      settings: unset(),
      frontDoors: collected([frontDoor({ listeners: collected([door(80, 'HTTP')]) })]),
    }),
    'a network load balancer passes TLS on': live({
      settings: unset(),
      frontDoors: collected([frontDoor({ loadBalancer: loadBalancer({ Type: 'network' }) })]),
    }),
  },
});
