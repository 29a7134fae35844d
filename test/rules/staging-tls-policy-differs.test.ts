import rule from '../../rules/comparison/staging-tls-policy-differs.ts';
import { collected } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied } from '../build/deployment.ts';
import { listener } from '../build/elasticloadbalancing.ts';
import { ALONE, compared } from '../build/environments.ts';
import { door, frontDoor } from '../build/front-door.ts';

const under = (...policies: readonly string[]) => ({
  frontDoors: collected([
    frontDoor({
      listeners: collected([
        ...policies.map((SslPolicy) => ({ ...listener({ SslPolicy }), rules: collected([]) })),
        door(80, 'HTTP', 'redirect'),
      ]),
    }),
  ]),
});
const NEW = 'ELBSecurityPolicy-TLS13-1-2-2021-06';
const OLD = 'ELBSecurityPolicy-2016-08';

testRule(rule, {
  pass: { 'one policy': compared(under(NEW), under(NEW)) },
  fail: {
    'another policy': {
      ...compared(under(NEW), under(OLD)),
      reports: [
        `staging has the TLS policy ${OLD}, production ${NEW}: a client that connects to the one may not reach the other`,
      ],
      severities: ['low'],
    },
    'no HTTPS on staging': {
      ...compared(under(NEW), { frontDoors: collected([]) }),
      reports: [
        `staging has no HTTPS listener, production ${NEW}: a client that connects to the one may not reach the other`,
      ],
    },
  },
  unknown: {
    'the listeners of staging were denied': {
      ...compared(under(NEW), { frontDoors: collected([frontDoor({ listeners: denied })]) }),
      reasons: ['the listeners of shop-web-staging (staging) could not be told: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: { ...ALONE, 'no load balancer before production': compared({ frontDoors: collected([]) }, under(NEW)) },
});
