import rule from '../../rules/monitoring/no-error-tracking.ts';
import type { AppProcess, MonitoringStart } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { process } from '../build/process.ts';
import { monitoring, project } from '../build/project.ts';
import { dependencies, resolved } from '../build/repository.ts';
import { settings } from '../build/settings.ts';
import { attestation } from '../build/uptime.ts';

const given = (
  starts: readonly MonitoringStart[],
  more: {
    processes?: readonly AppProcess[];
    packages?: readonly string[];
    assigned?: Parameters<typeof settings>[0];
  } = {},
) => ({
  given: {
    repository: {
      monitoring: starts,
      processes: more.processes ?? [process()],
      dependencies: dependencies((more.packages ?? []).map((name) => resolved(name, '1.0'))),
      settings: settings(more.assigned ?? {}),
      project: project(),
    },
  },
});

testRule(rule, {
  pass: {
    'a call in the settings': given([monitoring()]),
    'a call in a helper module': given([monitoring({ path: 'core/telemetry.py' })]),
    'attested, with an end': { ...given([]), context: { attestations: [attestation('error-tracking')] } },
    'a wrapper of the command': given([], { processes: [process({ wrappers: ['newrelic-admin run-program'] })] }),
  },
  fail: {
    nothing: {
      ...given([]),
      reports: ['no error tracking is configured: tracebacks of production go nowhere'],
      severities: ['medium'],
    },
    'only in the settings of developers': {
      ...given([monitoring({ role: 'development' })]),
      reports: ['no error tracking is configured: tracebacks of production go nowhere'],
    },
    'attested until yesterday': {
      ...given([]),
      context: { attestations: [attestation('error-tracking', { until: '2026-11-24' })] },
      reports: [
        'no error tracking is configured: tracebacks of production go nowhere; the attestation in djaudit.yml:4 expired on 2026-11-24',
      ],
    },
    'mail to ADMINS': {
      ...given([], { assigned: { ADMINS: [['Ops', 'ops@example.com']] } }),
      reports: ['errors only go by mail to ADMINS: nobody sees how often and to whom they happen'],
      severities: ['info'],
    },
  },
  unknown: {
    'installed, and started somewhere unseen': {
      ...given([], { packages: ['sentry-sdk'] }),
      reasons: ['sentry-sdk is installed, but where it is started was not seen'],
    },
  },
});
