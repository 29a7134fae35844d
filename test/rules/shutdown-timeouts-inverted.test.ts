import rule from '../../rules/hosting/shutdown-timeouts-inverted.ts';
import { collected, unavailable } from '../../src/model/index.ts';
import type { GunicornOptions } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { beanstalkService, podService, service, task, withoutTask } from '../build/deployment.ts';
import { container, ecsService } from '../build/ecs.ts';
import { gunicorn, option, process } from '../build/process.ts';

function live(options: Partial<GunicornOptions>, stopTimeout?: number, more: Parameters<typeof service>[0] = {}) {
  const own = container(stopTimeout === undefined ? {} : { stopTimeout });
  return {
    given: {
      deployment: {
        services: [
          service({
            process: collected(process({ gunicorn: gunicorn(options) })),
            live: task({ container: own }),
            ...more,
          }),
        ],
      },
    },
  };
}
function pod(options: Partial<GunicornOptions>, parts: Parameters<typeof podService>[1]) {
  const own = podService({ process: collected(process({ gunicorn: gunicorn(options) })) }, parts);
  return { given: { deployment: { services: [own] } } };
}
const graceful = (seconds: number) => ({ graceful_timeout: option.chosen(seconds) });

testRule(rule, {
  pass: {
    'shorter than the default': live(graceful(25)),
    'both longer': live(graceful(100), 120),
    'a pod with time enough': pod(graceful(25), {
      workload: { terminationGracePeriodSeconds: 60 },
      container: { preStopSleep: 10 },
    }),
    'a slow request of gthread is no matter of timeout': live({ ...graceful(25), timeout: option.chosen(90) }),
  },
  fail: {
    'longer than the container lives': {
      ...live(graceful(60)),
      reports: [
        'gunicorn of ECS service shop-web takes up to 60 s to shut down and ECS kills it after 30 s: requests that still run are cut off in each deployment',
      ],
      severities: ['medium'],
    },
    'both at their defaults': {
      ...live({}),
      reports: [
        'gunicorn of ECS service shop-web takes up to 30 s to shut down and ECS kills it after 30 s, at the same moment: requests that still run are cut off in each deployment',
      ],
      severities: ['low'],
    },
    'a stopTimeout that somebody shortened': {
      ...live({}, 2),
      reports: [
        'gunicorn of ECS service shop-web takes up to 30 s to shut down and ECS kills it after 2 s: requests that still run are cut off in each deployment',
      ],
      severities: ['medium'],
    },
    'a grace period of which a hook sleeps most': {
      ...pod(graceful(25), { workload: { terminationGracePeriodSeconds: 30 }, container: { preStopSleep: 10 } }),
      reports: [
        'gunicorn of EKS workload shop-web takes up to 25 s to shut down and Kubernetes kills it after 20 s: requests that still run are cut off in each deployment',
      ],
      severities: ['medium'],
    },
    'requests of a sync worker that outlive the container': {
      ...live({ ...graceful(25), worker_class: option.chosen('sync'), timeout: option.chosen(120) }),
      reports: [
        'a request of ECS service shop-web may take 120 s (timeout), and ECS kills the container 30 s after SIGTERM: the slow ones are cut off in each deployment',
      ],
      severities: ['low'],
    },
  },
  unknown: {
    'graceful_timeout is computed': {
      ...live({ graceful_timeout: option.unknown('it is an expression') }),
      reasons: ['graceful_timeout of ECS service shop-web is not known: it is an expression'],
    },
    'the command is not known': {
      ...live({}, undefined, { process: unavailable('the live command is not one that the repository has') }),
      reasons: [
        'the command of ECS service shop-web is not known: the live command is not one that the repository has',
      ],
    },
    'the task definition was denied': {
      given: { deployment: { services: [withoutTask()] } },
      reasons: ['the task definition of ECS service shop-web could not be read'],
    },
  },
  silent: {
    'Elastic Beanstalk': { given: { deployment: { services: [beanstalkService()] } } },
    'a Celery worker': {
      given: {
        deployment: {
          services: [
            service({ process: collected(celery()), live: task({ service: ecsService({ loadBalancers: [] }) }) }),
          ],
        },
      },
    },
  },
});

function celery() {
  const { gunicorn: _, ...rest } = process({ kind: 'celery-worker' });
  return rest;
}
