import rule from '../../rules/monitoring/sentry-no-environment-release.ts';
import type { AppProcess, MonitoringStart } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { process } from '../build/process.ts';
import { monitoring } from '../build/project.ts';
import { text, variable } from '../build/repository.ts';
import { settings } from '../build/settings.ts';

const given = (start: MonitoringStart, processes: readonly AppProcess[] = []) => ({
  given: { repository: { monitoring: [start], processes, settings: settings({}) } },
});
const DSN = { dsn: { status: 'secret', source: 'env SENTRY_DSN', origin: 'env' } } as const;
const ENVIRONMENT = { environment: { status: 'known', value: 'production' } } as const;

testRule(rule, {
  pass: {
    both: given(monitoring()),
    'by variables of the task': given(monitoring({ arguments: DSN }), [
      process({
        environment: [variable('SENTRY_ENVIRONMENT', text('production')), variable('SENTRY_RELEASE', text('1.2'))],
      }),
    ]),
  },
  fail: {
    neither: {
      ...given(monitoring({ arguments: DSN })),
      reports: [
        'sentry_sdk.init in config/settings.py gives no environment and no release: errors of every environment look like those of production',
      ],
    },
    'no release': {
      ...given(monitoring({ arguments: { ...DSN, ...ENVIRONMENT } })),
      reports: [
        'sentry_sdk.init in config/settings.py gives no release: nobody sees which deployment brought an error',
      ],
    },
  },
  unknown: {
    'keywords that could not be seen': {
      ...given(monitoring({ arguments: DSN, open: true })),
      reasons: ['whether Sentry is told the environment and the release hangs on **kwargs'],
    },
  },
  silent: { 'another product': given(monitoring({ product: 'rollbar', arguments: {} })) },
});
