import rule from '../../rules/hosting/port-chain-mismatch.ts';
import { collected } from '../../src/model/index.ts';
import type { AppProcess, Dockerfile, GunicornOptions } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { beanstalkService, denied, service, task, variables } from '../build/deployment.ts';
import { container } from '../build/ecs.ts';
import { healthOf, targetGroup } from '../build/elasticloadbalancing.ts';
import { frontDoor } from '../build/front-door.ts';
import { gunicorn, option, process } from '../build/process.ts';
import { at, dockerfile, stage } from '../build/repository.ts';

const group = targetGroup();
const starting = collected(healthOf(group, { '10.0.1.10': 'eu-west-1a' }, 'unhealthy'));

function chain(
  of: AppProcess | Partial<GunicornOptions>,
  more: Parameters<typeof service>[0] = {},
  dockerfiles: readonly Dockerfile[] = [],
) {
  const live = 'kind' in of ? of : process({ gunicorn: gunicorn(of) });
  return {
    given: {
      repository: { dockerfiles },
      deployment: {
        services: [
          service({ process: collected(live), frontDoors: collected([frontDoor({ health: starting })]), ...more }),
        ],
      },
    },
  };
}
const on = (...addresses: readonly string[]) => ({ bind: option.chosen(addresses) });
const nothing = { bind: option.usual(['127.0.0.1:8000']) };
const secure = targetGroup({ Protocol: 'HTTPS' });

testRule(rule, {
  pass: {
    'every address, the same port': chain(on('0.0.0.0:8000')),
    'the other family': chain(on('[::]:8000')),
    'PORT of the live service': chain(nothing, { variables: variables({ PORT: '8000' }) }),
    'healthy targets prove it, whatever the files say': chain(on('0.0.0.0:9000'), {
      frontDoors: collected([frontDoor()]),
    }),
    'a Dockerfile that exposes the port': chain(on('0.0.0.0:8000'), {}, [exposing(8000)]),
  },
  fail: {
    'another port': {
      ...chain(on('0.0.0.0:8080')),
      reports: [
        'ECS service shop-web listens on 0.0.0.0:8080 and the load balancer asks port 8000: no target becomes healthy',
      ],
      severities: ['high'],
    },
    'no bind at all': {
      ...chain(nothing),
      reports: [
        'ECS service shop-web listens on 127.0.0.1:8000, which only its own container reaches: no target becomes healthy',
      ],
    },
    'PORT of the live service is another': {
      ...chain(nothing, { variables: variables({ PORT: '5000' }) }),
      reports: [
        'ECS service shop-web listens on 0.0.0.0:5000 and the load balancer asks port 8000: no target becomes healthy',
      ],
    },
    'a socket that nobody shares': {
      ...chain(on('unix:/run/app.sock')),
      reports: ['ECS service shop-web listens on unix:/run/app.sock and the load balancer asks port 8000'],
    },
    'HTTPS to a server without a certificate': {
      ...chain(on('0.0.0.0:8000'), {
        frontDoors: collected([frontDoor({ targetGroup: secure, health: starting })]),
      }),
      reports: [
        'target group shop speaks HTTPS and gunicorn of ECS service shop-web has no certificate: every request ends in 502',
      ],
    },
    'EXPOSE alone is advice': {
      ...chain(on('0.0.0.0:8000'), {}, [exposing(80)]),
      reports: ['Dockerfile exposes port 80, and the service runs on port 8000: EXPOSE misleads whoever reads it'],
      severities: ['info'],
    },
  },
  unknown: {
    'the bind is computed': {
      ...chain({ bind: option.unknown('it is an expression') }),
      reasons: ['where ECS service shop-web listens is not known: it is an expression'],
    },
    'the load balancers were denied': {
      ...chain({}, { frontDoors: denied }),
      reasons: ['the load balancers of ECS service shop-web could not be told: denied: ecs:DescribeTaskDefinition'],
    },
    'a server whose options do not say it': {
      ...chain(daphne()),
      reasons: ['where daphne of ECS service shop-web listens is not said in a way that could be read'],
    },
  },
  silent: {
    'Elastic Beanstalk': {
      given: { repository: { dockerfiles: [] }, deployment: { services: [beanstalkService()] } },
    },
    'nginx in the same task': chain(on('unix:/run/app.sock'), {
      live: task({ beside: [container({ name: 'nginx' })] }),
    }),
    'a worker without a load balancer': chain(on('0.0.0.0:8000'), { frontDoors: collected([]) }),
  },
});

function exposing(port: number): Dockerfile {
  const exposed = [{ port, protocol: 'tcp' as const, location: at('Dockerfile', 20) }];
  return dockerfile({ stages: [stage('python:3.13', { exposed })] });
}

function daphne(): AppProcess {
  const { gunicorn: _, ...rest } = process({ kind: 'daphne' });
  return rest;
}
