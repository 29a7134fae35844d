import rule from '../../rules/performance/apm-not-started.ts';
import { collected, type DeployedService, unavailable } from '../../src/model/index.ts';
import type { MonitoringStart } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { service, variables } from '../build/deployment.ts';
import { container, ecsService, taskDefinition } from '../build/ecs.ts';
import { process } from '../build/process.ts';
import { monitoring } from '../build/project.ts';
import { dependencies, dependencyFile, file, files, requirement, resolved } from '../build/repository.ts';

interface More {
  readonly service?: Partial<DeployedService>;
  readonly starts?: readonly MonitoringStart[];
  readonly paths?: readonly string[];
  readonly format?: 'requirements' | 'poetry.lock';
  readonly role?: 'production' | 'development';
}
const given = (name: 'newrelic' | 'ddtrace', more: More = {}) => ({
  given: {
    deployment: { services: [service(more.service)] },
    repository: {
      dependencies: dependencies([{ ...resolved(name, '10.0.0'), role: more.role ?? 'production' }], {
        files: [
          dependencyFile('requirements.txt', {
            format: more.format ?? 'requirements',
            requirements: [requirement(name, '==10.0.0')],
          }),
        ],
      }),
      monitoring: more.starts ?? [],
      dockerfiles: [],
      files: files((more.paths ?? []).map((path) => file(path))),
    },
  },
});
const wrapped = (wrapper: string) => ({ process: collected(process({ wrappers: [wrapper] })) });
const beside = (image: string): DeployedService['live'] => ({
  platform: 'ecs',
  service: ecsService(),
  task: collected({
    definition: taskDefinition(container(), container({ name: 'sidecar', image })),
    container: container(),
  }),
});
const KEY = { variables: variables({ NEW_RELIC_LICENSE_KEY: 'present' }) };
const NOTHING = (title: string) =>
  `${title} is installed, and nothing starts it in ECS service shop-web: nothing is measured`;

testRule(rule, {
  pass: {
    'a wrapper and a key': given('newrelic', { service: { ...wrapped('newrelic-admin run-program'), ...KEY } }),
    'a call in wsgi.py and a file': given('newrelic', {
      starts: [monitoring({ product: 'newrelic', callee: 'newrelic.agent.initialize', how: 'call' })],
      paths: ['newrelic.ini'],
    }),
    'ddtrace with an agent beside it': given('ddtrace', {
      service: { ...wrapped('ddtrace-run'), live: beside('public.ecr.aws/datadog/agent:7') },
    }),
    'ddtrace that is told where the agent is': given('ddtrace', {
      service: { ...wrapped('ddtrace-run'), variables: variables({ DD_AGENT_HOST: '10.0.0.5' }) },
    }),
    'ddtrace by PYTHONPATH, an agent elsewhere': given('ddtrace', {
      service: {
        variables: variables({ PYTHONPATH: '/app/ddtrace/bootstrap', DD_TRACE_AGENT_URL: 'http://agent:8126' }),
      },
    }),
  },
  fail: {
    'nothing starts New Relic': {
      ...given('newrelic', { service: KEY }),
      reports: [NOTHING('New Relic')],
      severities: ['medium'],
    },
    'nothing starts ddtrace': { ...given('ddtrace'), reports: [NOTHING('Datadog tracing')] },
    'no key': {
      ...given('newrelic', { service: wrapped('newrelic-admin run-program') }),
      reports: [
        'New Relic is started in ECS service shop-web without a license key (it has neither NEW_RELIC_LICENSE_KEY nor a configuration file): nothing is measured',
      ],
    },
    'a configuration file that is not there': {
      ...given('newrelic', {
        service: {
          ...wrapped('newrelic-admin run-program'),
          variables: variables({ NEW_RELIC_CONFIG_FILE: '/app/etc/apm.cfg' }),
        },
      }),
      reports: [
        'New Relic is started in ECS service shop-web without a license key (NEW_RELIC_CONFIG_FILE names /app/etc/apm.cfg, which is not in the repository): nothing is measured',
      ],
    },
    'no agent in the task': {
      ...given('ddtrace', { service: wrapped('ddtrace-run') }),
      reports: [
        'Datadog tracing is started in ECS service shop-web, and its task has no agent to send to: nothing is measured',
      ],
    },
  },
  unknown: {
    'the command is not known': {
      ...given('ddtrace', { service: { process: unavailable('the live command is not one that the repository has') } }),
      reasons: [
        'whether Datadog tracing is started could not be seen: the live command is not one that the repository has',
      ],
    },
    'the variables were denied': {
      ...given('newrelic', { service: { variables: unavailable('denied: ecs:DescribeTaskDefinition') } }),
      reasons: ['the variables of ECS service shop-web are not all visible: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'only for development': given('ddtrace', { role: 'development' }),
    'brought along by another package': given('ddtrace', { format: 'poetry.lock' }),
    'a worker': given('ddtrace', { service: { process: collected(process({ kind: 'celery-worker' })) } }),
    'switched off by a variable': given('ddtrace', {
      service: { variables: variables({ DD_TRACE_ENABLED: 'false' }) },
    }),
  },
});
