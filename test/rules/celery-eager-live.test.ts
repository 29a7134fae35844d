import rule from '../../rules/performance/celery-eager-live.ts';
import { collected, type DeployedService, type EnvironmentVariable, unavailable } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { beanstalkService, copies, denied, liveSettings, service, task, variables } from '../build/deployment.ts';
import { container } from '../build/ecs.ts';
import { dependencies, resolved } from '../build/repository.ts';
import { value } from '../build/settings.ts';

const repository = { dependencies: dependencies([resolved('celery', '5.4.0')]) };
const BROKER = { CELERY_BROKER_URL: 'rediss://cache.example.com:6379/0' };
const reads: EnvironmentVariable = {
  name: 'REDIS_URL',
  required: false,
  setting: 'CELERY_BROKER_URL',
  default: null,
  path: 'config/settings.py',
  line: 80,
};

const live = (assigned: Parameters<typeof liveSettings>[0], more: Partial<DeployedService> = {}) => ({
  given: { repository, deployment: { services: [service({ settings: collected(liveSettings(assigned)), ...more })] } },
});
const worker = (given: Partial<DeployedService>) => ({
  given: {
    repository,
    deployment: {
      services: [
        service({
          process: unavailable('the live command is not one that the repository has'),
          live: task({
            container: container({
              command: [{ value: 'celery' }, { value: '-A' }, { value: 'shop' }, { value: 'worker' }],
            }),
          }),
          ...given,
        }),
      ],
    },
  },
});

testRule(rule, {
  pass: {
    'a broker that is another machine': live(BROKER),
    'eager is off': live({ ...BROKER, CELERY_TASK_ALWAYS_EAGER: false }),
    'a broker that is a secret': live({
      CELERY_BROKER_URL: value({ status: 'secret', source: 'env REDIS_URL', origin: 'env' }),
    }),
    'Celery reads CELERY_BROKER_URL before its settings': live(
      { CELERY_BROKER_URL: 'memory://' },
      { variables: variables({ CELERY_BROKER_URL: 'rediss://cache.example.com:6379' }) },
    ),
    'localhost beside a sidecar': live(
      { CELERY_BROKER_URL: 'redis://localhost:6379/0' },
      { live: task({ beside: [container({ name: 'redis', image: 'redis:7' })] }) },
    ),
    'a worker at zero that scaling can start': worker({ copies: copies(0, { steady: 4 }) }),
  },
  fail: {
    'eager is on': {
      ...live({ ...BROKER, CELERY_TASK_ALWAYS_EAGER: true }),
      reports: ['tasks of ECS service shop-web run inside of its requests: CELERY_TASK_ALWAYS_EAGER is on'],
      severities: ['high'],
    },
    'eager because a variable is missing': {
      ...live(
        {},
        {
          settings: collected({
            ...liveSettings({ CELERY_BROKER_URL: '', CELERY_TASK_ALWAYS_EAGER: true }),
            environment: [reads],
          }),
        },
      ),
      reports: [
        'tasks of ECS service shop-web run inside of its requests: CELERY_TASK_ALWAYS_EAGER is on, because it does not have REDIS_URL',
      ],
    },
    'no broker': {
      ...live({ CELERY_BROKER_URL: '' }),
      reports: [
        'CELERY_BROKER_URL of ECS service shop-web is empty: Celery falls back to RabbitMQ on localhost, and no task can be sent',
      ],
    },
    'a broker in memory': {
      ...live({ CELERY_BROKER_URL: 'memory://' }),
      reports: [
        'CELERY_BROKER_URL of ECS service shop-web is memory://: tasks stay in the process that sent them and are never done',
      ],
    },
    'the default for developers': {
      ...live({ CELERY_BROKER_URL: 'redis://localhost:6379/0' }),
      reports: [
        'CELERY_BROKER_URL of ECS service shop-web is on localhost, and nothing but the application runs in its task: no task can be sent',
      ],
    },
    'a worker that nobody runs': {
      ...worker({ copies: copies(0) }),
      reports: [
        'ECS service shop-web works tasks off and has no copies: what the application sends piles up in the broker',
      ],
    },
  },
  unknown: {
    'eager could not be computed': {
      ...live({ ...BROKER, CELERY_TASK_ALWAYS_EAGER: value({ status: 'unknown', reason: 'a call' }) }),
      reasons: [
        'CELERY_TASK_ALWAYS_EAGER of ECS service shop-web could not be computed: whether its tasks run in requests depends on it',
      ],
    },
    'localhost of an instance': {
      given: {
        repository,
        deployment: {
          services: [
            beanstalkService({ settings: collected(liveSettings({ CELERY_BROKER_URL: 'redis://localhost:6379/0' })) }),
          ],
        },
      },
      reasons: [
        'CELERY_BROKER_URL of Elastic Beanstalk environment shop-prod is on localhost: whether a broker runs beside the application could not be told',
      ],
    },
    'the settings were not evaluated': {
      ...live({}, { settings: denied }),
      reasons: ['the settings of ECS service shop-web could not be evaluated: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'the settings name no broker': live({}),
    'an environment for tests': live(
      { CELERY_TASK_ALWAYS_EAGER: true },
      { environment: { name: 'development', reason: 'its tag Environment' } },
    ),
    'a project without Celery': {
      given: { repository: { dependencies: dependencies([]) }, deployment: { services: [service()] } },
    },
  },
});
