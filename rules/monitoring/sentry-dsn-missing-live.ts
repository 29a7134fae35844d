import {
  type DeployedService,
  defineRule,
  fail,
  type Json,
  notApplicable,
  pass,
  unknown,
  type Value,
} from '../../src/model/index.ts';
import type { MonitoringStart } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { linkEvidence, look, nameOf } from '../shared/service.ts';

export default defineRule({
  id: 'sentry-dsn-missing-live',
  topic: 'monitoring/sentry',
  severity: 'high',
  docs: {
    title: 'Give the running service its Sentry DSN',
    why: 'sentry_sdk.init without a DSN switches the SDK off without a word: errors of production reach nobody, and the code looks as if they did.',
    how: 'The call of sentry_sdk.init is evaluated under the live variables. It fails when the DSN comes to nothing there, or when the call stands under a condition that does not hold there. Without the argument the SDK reads SENTRY_DSN itself.',
    fix: 'Set SENTRY_DSN in the service, from Secrets Manager.',
    silent: ['a DSN in the code', 'projects that do not start Sentry at all: no-error-tracking names them'],
    example: {
      language: 'python',
      bad: '# variables of the task definition: no SENTRY_DSN\nsentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))',
      good: '# secrets of the task definition: SENTRY_DSN\nsentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))',
    },
    references: [
      'https://docs.sentry.io/platforms/python/configuration/options/#dsn',
      'https://docs.sentry.io/platforms/python/integrations/django/',
    ],
  },
  controls: { wellArchitected: ['OPS08'], soc2: ['CC7.2'], cwe: ['778'], owaspTop10_2021: ['A09'] },
  needs: ['deployment.services', 'repository.monitoring'],
  subjects: ({ deployment }) => deployment.services,
  judge: (service, { repository }) => {
    const starts = repository.monitoring.filter(({ product, how }) => product === 'sentry' && how === 'call');
    const [declared] = starts;
    if (declared === undefined) return notApplicable('the repository does not start Sentry');
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    if ('open' in settings) return settings.open;
    const inSettings = starts.some(({ path }) => settings.value.files.includes(path));
    const calls = settings.value.calls.filter(({ callee }) => callee === 'sentry_sdk.init');
    if (!inSettings) return outsideSettings(service, declared);
    const [call] = calls;
    if (call === undefined) return off(service, declared, 'sentry_sdk.init is not reached under its variables');
    if (call.when !== undefined) return unknown(`whether sentry_sdk.init runs depends on: ${call.when}`);
    const dsn = call.keywords['dsn'] ?? call.positional[0];
    const sends = dsn === undefined ? hasVariable(service, 'SENTRY_DSN') : isGiven(dsn);
    if (sends === undefined) return unknown('the DSN of sentry_sdk.init could not be computed');
    return sends
      ? pass(`${nameOf(service)} sends errors to Sentry`, { evidence: [place(declared), linkEvidence(service)] })
      : off(service, declared, 'the DSN is empty under its variables');
  },
});

/** Started in wsgi, celery or an app: its argument is only known as far as the reader evaluated it. */
function outsideSettings(service: DeployedService, declared: MonitoringStart) {
  const dsn = declared.arguments['dsn'];
  if (dsn?.status === 'fromEnv') {
    const given = hasVariable(service, dsn.variable);
    if (given === undefined) return unknown(`whether ${nameOf(service)} has ${dsn.variable} could not be seen`);
    return given
      ? pass(`${nameOf(service)} has ${dsn.variable}`, { evidence: [place(declared), linkEvidence(service)] })
      : off(service, declared, `it does not have ${dsn.variable}`);
  }
  return unknown(`the DSN in ${declared.path} could not be computed`);
}

/** None and the empty text switch the SDK off. */
function isGiven(value: Value): boolean | undefined {
  if (value.status === 'secret') return true;
  if (value.status !== 'known') return undefined;
  const json: Json = value.value;
  return json !== null && json !== '';
}

function hasVariable({ variables }: DeployedService, name: string): boolean | undefined {
  if (variables.status === 'unavailable') return undefined;
  return variables.value.some((one) => one.name === name && one.value !== '');
}

function place(declared: MonitoringStart) {
  return found('starts Sentry', declared.callee ?? 'sentry_sdk', declared.location);
}

function off(service: DeployedService, declared: MonitoringStart, why: string) {
  return fail(`Sentry is off in ${nameOf(service)} (${why}): its errors reach nobody`, {
    evidence: [place(declared), linkEvidence(service)],
    location: declared.location,
    fix: fix(
      `Give ${service.ref.name ?? service.ref.id} its DSN`,
      text('Set SENTRY_DSN in the service (from Secrets Manager) and deploy.'),
    ),
  });
}
