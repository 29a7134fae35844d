import rule from '../../rules/monitoring/no-uptime-check.ts';
import {
  type Attestation,
  collected,
  type DeployedService,
  type UptimeCheck,
  unavailable,
} from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { liveSettings, service } from '../build/deployment.ts';
import { loadBalancer } from '../build/elasticloadbalancing.ts';
import { frontDoor } from '../build/front-door.ts';
import { alarm } from '../build/monitoring.ts';
import { ref } from '../build/ref.ts';
import { attestation, healthCheck } from '../build/uptime.ts';

const live = (
  checks: readonly UptimeCheck[],
  given: Partial<DeployedService> = {},
  attestations: readonly Attestation[] = [],
) => ({
  given: { deployment: { services: [service(given)], uptimeChecks: checks } },
  context: { attestations },
});
const hosts = (...names: readonly string[]) => ({ settings: collected(liveSettings({ ALLOWED_HOSTS: names })) });
const canary: UptimeCheck = {
  ref: ref('arn:aws:synthetics:eu-west-1:1:canary:home', 'home'),
  kind: 'canary',
  alarms: collected([]),
};
const balancer = loadBalancer().DNSName ?? '';
const NOBODY = (names: string, end = '') =>
  `no check from outside is seen for ECS service shop-web (${names}): a customer notices first that it is down${end}`;
const silentAlarm = alarm('AWS/Route53', 'HealthCheckStatus', {}, { AlarmActions: [] });

testRule(rule, {
  pass: {
    'a health check asks its host': live([healthCheck('shop.example.com')]),
    'a health check asks a host below the domain': live([healthCheck('www.example.com')], hosts('.example.com')),
    'a health check asks its load balancer': live([healthCheck(balancer.toLowerCase())]),
    'a canary runs': live([canary]),
    'somebody attests a monitor': live([], {}, [attestation('uptime')]),
    'the alarms could not be seen': live([
      healthCheck('shop.example.com', { alarms: unavailable('us-east-1 was not scanned') }),
    ]),
  },
  fail: {
    'nothing asks': {
      ...live([]),
      reports: [NOBODY(`shop.example.com and ${balancer}`)],
      severities: ['medium'],
    },
    'a health check asks another site': {
      ...live([healthCheck('blog.example.com')]),
      reports: [NOBODY(`shop.example.com and ${balancer}`)],
    },
    'the attestation has expired': {
      ...live([], {}, [attestation('uptime', { until: '2026-11-24' })]),
      reports: [NOBODY(`shop.example.com and ${balancer}`, '; the attestation in djaudit.yml:4 expired on 2026-11-24')],
    },
    'something else is attested': {
      ...live([], {}, [attestation('load-test')]),
      reports: [NOBODY(`shop.example.com and ${balancer}`)],
    },
    'nobody hears of it': {
      ...live([healthCheck('shop.example.com', { alarms: collected([silentAlarm]) })]),
      reports: [
        'a health check asks shop.example.com for ECS service shop-web, and no alarm with an action speaks for it',
      ],
      severities: ['low'],
    },
    'any host is allowed and nothing asks at all': { ...live([], hosts('*')), reports: [NOBODY(balancer)] },
  },
  unknown: {
    'any host is allowed, and something is asked': {
      ...live([healthCheck('shop.example.com')], hosts('*')),
      reasons: [
        'which of the health checks asks ECS service shop-web cannot be told: ALLOWED_HOSTS names no public host',
      ],
    },
    'the load balancers were denied': {
      ...live([], { frontDoors: unavailable('denied: elasticloadbalancing:DescribeLoadBalancers') }),
      reasons: [
        'what stands before ECS service shop-web could not be seen: denied: elasticloadbalancing:DescribeLoadBalancers',
      ],
    },
  },
  silent: {
    'a worker without a load balancer': live([], { frontDoors: collected([]) }),
    'a load balancer inside': live([], {
      frontDoors: collected([frontDoor({ loadBalancer: loadBalancer({ Scheme: 'internal' }) })]),
    }),
    staging: live([], { environment: { name: 'staging', reason: 'its tag Environment' } }),
  },
});
