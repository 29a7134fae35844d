import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, pass, truthy, unknown } from '../../src/model/index.ts';
import type { AppProcess, MonitoringProduct, MonitoringStart } from '../../src/model/repository/index.ts';
import { asks } from '../shared/answers.ts';
import { attestationEvidence, attested, expiredText } from '../shared/attestations.ts';
import { list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { settingsFile } from '../shared/judge-setting.ts';
import { found } from '../shared/places.ts';
import { describeValue, setting } from '../shared/settings.ts';

/** Packages of products that report errors. */
const PACKAGES: Readonly<Record<string, MonitoringProduct>> = {
  'sentry-sdk': 'sentry',
  raven: 'sentry',
  rollbar: 'rollbar',
  bugsnag: 'bugsnag',
  honeybadger: 'honeybadger',
  raygun4py: 'raygun',
  ddtrace: 'datadog',
  newrelic: 'newrelic',
  appsignal: 'appsignal',
  'elastic-apm': 'elastic-apm',
  'opentelemetry-sdk': 'opentelemetry',
  pybrake: 'airbrake',
  'scout-apm': 'scout',
  logfire: 'logfire',
};
const WRAPPERS = /newrelic-admin|ddtrace-run|opentelemetry-instrument|appsignal/;

export default defineRule({
  id: 'no-error-tracking',
  topic: 'monitoring/sentry',
  severity: 'medium',
  docs: {
    title: 'Send errors to the developers',
    why: 'With DEBUG off a visitor sees "Server Error (500)" and the traceback goes nowhere that anybody looks. Users report a tenth of what breaks, days later.',
    how: 'Calls, settings, middleware, wrappers of start commands and configuration files that start an error tracker are searched for in what production uses. Only mail to ADMINS is advice. A tracker that is installed but whose start was not seen is unknown.',
    fix: '`sentry_sdk.init(dsn=env("SENTRY_DSN"), environment=…, release=…)`.',
    silent: [
      'trackers that a wrapper starts (newrelic-admin, ddtrace-run, opentelemetry-instrument)',
      'tracking that the repository does not show: attested in djaudit.yml as `error-tracking`, with an end',
    ],
    example: {
      language: 'python',
      bad: '# neither settings nor requirements nor the start command have an error tracker\nADMINS = []',
      good: 'import sentry_sdk\n\nsentry_sdk.init(dsn=env("SENTRY_DSN"), environment=env("ENVIRONMENT"), release=env("GIT_SHA"))',
    },
    references: [
      'https://docs.sentry.io/platforms/python/integrations/django/',
      'https://docs.djangoproject.com/en/stable/howto/error-reporting/',
    ],
  },
  controls: { wellArchitected: ['OPS08'], soc2: ['CC7.2', 'CC7.3'], cwe: ['778'], owaspTop10_2021: ['A09'] },
  needs: [
    'repository.monitoring',
    'repository.processes',
    'repository.dependencies',
    'repository.settings',
    'repository.project',
  ],
  subjects: ({ repository }): readonly Subject[] => [{ ref: repository.project.ref }],
  judge: (_, { repository }, context) => {
    const { monitoring, processes, dependencies, settings, project } = repository;
    const start = monitoring.find(({ role }) => role === 'production');
    if (start !== undefined)
      return pass(`${start.product} is started in ${start.path}`, { evidence: [started(start)] });
    const wrapped = processes.find(isWrapped);
    if (wrapped !== undefined) {
      return pass(`${wrapped.wrappers.join(' ')} starts the tracker`, {
        evidence: [found('command', wrapped.text, wrapped.location)],
      });
    }
    const word = attested('error-tracking', context);
    if (word.holding !== undefined) {
      return pass(`${word.holding.owner} attests error tracking: ${word.holding.attests}`, {
        evidence: [attestationEvidence(word.holding)],
        confidence: 'low',
      });
    }
    const packages = Object.keys(PACKAGES).filter((name) => dependencies.resolved[name]?.role === 'production');
    if (packages.length > 0) return unknown(`${list(packages)} is installed, but where it is started was not seen`);
    const admins = setting(settings, 'ADMINS');
    const byMail = asks(settings, 'ADMINS', truthy) === 'always';
    return fail(
      `${
        byMail
          ? 'errors only go by mail to ADMINS: nobody sees how often and to whom they happen'
          : 'no error tracking is configured: tracebacks of production go nowhere'
      }${expiredText(word)}`,
      {
        severity: byMail ? 'info' : 'medium',
        evidence: [
          {
            label: 'ADMINS',
            value: admins === undefined ? '[]' : describeValue(admins.value),
            source: settings.module,
          },
        ],
        location: { path: settingsFile(settings) ?? project.path, line: 1 },
        fix: fix(
          'Start an error tracker in the settings',
          text('sentry_sdk.init(dsn=env("SENTRY_DSN"), environment=env("ENVIRONMENT"), release=env("GIT_SHA"))'),
        ),
      },
    );
  },
});

function started({ callee, product, how, location }: MonitoringStart) {
  return found(callee ?? product, how, location);
}

function isWrapped({ production, wrappers }: AppProcess): boolean {
  return production && wrappers.some((wrapper) => WRAPPERS.test(wrapper));
}
