import rule from '../../rules/monitoring/sentry-dsn-missing-live.ts';
import { collected, type ObservedCall } from '../../src/model/index.ts';
import type { MonitoringStart } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied, liveSettings, service, variables } from '../build/deployment.ts';
import { item } from '../build/repository.ts';
import { call, known } from '../build/settings.ts';

const start = (more: Partial<MonitoringStart> = {}): MonitoringStart => ({
  ...item('config/settings.py', 90),
  product: 'sentry',
  how: 'call',
  callee: 'sentry_sdk.init',
  arguments: {},
  open: false,
  ...more,
});

const live = (
  calls: readonly ObservedCall[],
  given: Parameters<typeof service>[0] = {},
  monitoring: readonly MonitoringStart[] = [start()],
) => ({
  given: {
    repository: { monitoring },
    deployment: { services: [service({ settings: collected({ ...liveSettings(), calls }), ...given })] },
  },
});
const OFF = (why: string) => `Sentry is off in ECS service shop-web (${why}): its errors reach nobody`;
const fromEnv = { status: 'fromEnv', variable: 'SENTRY_DSN', cast: 'str', required: false } as const;

testRule(rule, {
  pass: {
    'a DSN from a secret': live([
      call('sentry_sdk.init', { dsn: { status: 'secret', source: 'env SENTRY_DSN', origin: 'env' } }),
    ]),
    'no argument, and the SDK reads SENTRY_DSN': live([call('sentry_sdk.init')], {
      variables: collected([{ name: 'SENTRY_DSN', source: 'ecs secret', valueFrom: 'arn:…' }]),
    }),
    'started in wsgi with a variable that is there': live(
      [],
      { variables: variables({ SENTRY_DSN: 'https://o1.ingest.sentry.io/2' }) },
      [start({ ...item('config/wsgi.py', 9), arguments: { dsn: fromEnv } })],
    ),
  },
  fail: {
    'the DSN is None': {
      ...live([call('sentry_sdk.init', { dsn: known(null) })]),
      reports: [OFF('the DSN is empty under its variables')],
      severities: ['high'],
    },
    'the DSN is empty': {
      ...live([call('sentry_sdk.init', { dsn: known('') })]),
      reports: [OFF('the DSN is empty under its variables')],
    },
    'the call is not reached': { ...live([]), reports: [OFF('sentry_sdk.init is not reached under its variables')] },
    'neither argument nor variable': {
      ...live([call('sentry_sdk.init')]),
      reports: [OFF('the DSN is empty under its variables')],
    },
    'started in wsgi with a variable that is missing': {
      ...live([], {}, [start({ ...item('config/wsgi.py', 9), arguments: { dsn: fromEnv } })]),
      reports: [OFF('it does not have SENTRY_DSN')],
    },
  },
  unknown: {
    'the DSN could not be computed': {
      ...live([call('sentry_sdk.init', { dsn: { status: 'unknown', reason: 'a call' } })]),
      reasons: ['the DSN of sentry_sdk.init could not be computed'],
    },
    'the call depends on what is not known': {
      ...live([{ ...call('sentry_sdk.init'), when: 'gethostname() == "web"' }]),
      reasons: ['whether sentry_sdk.init runs depends on: gethostname() == "web"'],
    },
    'the task definition was denied': {
      ...live([], { settings: denied }),
      reasons: ['the settings of ECS service shop-web could not be evaluated: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: { 'the repository does not start Sentry': live([], {}, []) },
});
