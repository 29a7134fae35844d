import rule from '../../rules/hosting/ecs-single-task.ts';
import { testRule } from '../../src/testing/index.ts';
import { ecsService, scalableTarget } from '../build/ecs.ts';
import { facts } from '../build/facts.ts';

const ecs = (service: Parameters<typeof ecsService>[0], ...targets: ReturnType<typeof scalableTarget>[]) =>
  facts(rule, { ecs: { services: [ecsService(service)] }, 'application-autoscaling': { targets } });
const down = (how: string) =>
  `the ECS service shop-web ${how}: while it is restarted or its zone is down the site is down; run two`;

testRule(rule, {
  pass: {
    'two tasks': ecs({}),
    'one at this moment, two by the scalable target': ecs({ desiredCount: 1 }, scalableTarget()),
  },
  fail: {
    one: { ...ecs({ desiredCount: 1 }), reports: [down('runs a single task')], severities: ['medium'] },
    'two now, one at night': {
      ...ecs({ desiredCount: 2 }, scalableTarget({ MinCapacity: 1 })),
      reports: [down('may be scaled down to 1 task')],
    },
    'the target of another cluster does not count': {
      ...ecs({ desiredCount: 1 }, scalableTarget({ ResourceId: 'service/staging/shop-web' })),
      reports: [down('runs a single task')],
    },
  },
  silent: {
    'a worker': ecs({ desiredCount: 1, loadBalancers: [] }),
    'switched off': ecs({ desiredCount: 0 }),
  },
});
