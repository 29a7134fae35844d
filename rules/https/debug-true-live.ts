import type { DeployedService, Evidence, Value } from '../../src/model/index.ts';
import { ask, defineRule, fail, pass, truthy, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { where } from '../shared/places.ts';
import { linkEvidence, liveSetting, look, nameOf, variableEvidence } from '../shared/service.ts';
import { assignedAt } from '../shared/settings.ts';

export default defineRule({
  id: 'debug-true-live',
  topic: 'https/django-settings',
  severity: 'critical',
  docs: {
    title: 'Turn DEBUG off in the running service',
    why: 'Any error page of the running service shows source, settings and local variables to whoever causes it, and Django keeps every SQL query in memory until the process dies.',
    how: 'The settings module that the service names is evaluated under the variables that it really has, with the cast of the library that reads them: `DEBUG=False` read by `bool(os.environ.get(...))` is true, a typo read by django-environ is false. A variable that is missing takes the default of the code.',
    fix: 'Remove the variable or set it to False, and read it with a strict cast whose default is off: `env.bool("DEBUG", default=False)`.',
    silent: ['a value that is delivered as a secret: unknown', 'services that cannot be shown to run this repository'],
    example: {
      language: 'python',
      bad: '# task definition: DEBUG=False\nDEBUG = bool(os.environ.get("DEBUG"))  # bool("False") is True',
      good: '# task definition: DEBUG=False\nDEBUG = env.bool("DEBUG", default=False)',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/ref/settings/#debug',
      'https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug',
    ],
  },
  controls: {
    wellArchitected: ['SEC06'],
    soc2: ['CC6.6'],
    cwe: ['489', '215'],
    owaspTop10_2021: ['A05'],
    djangoCheck: ['security.W018'],
    owaspAsvs_4_0_3: ['14.3.2'],
  },
  needs: ['deployment.services'],
  subjects: ({ deployment }) => deployment.services,
  judge: (service) => {
    const seen = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    if ('open' in seen) return seen.open;
    const debug = liveSetting(seen.value, 'DEBUG');
    if (debug === undefined) return unknown('DEBUG is not among the settings');
    const evidence = [debug.evidence, ...variableEvidence(service, seen.value, 'DEBUG'), linkEvidence(service)];
    const place = where(assignedAt(debug.setting));
    const answer = ask(debug.value, truthy);
    if (answer === 'never') return pass(`DEBUG is off in ${nameOf(service)}`, { evidence });
    if (answer !== 'always')
      return unknown(`DEBUG of ${nameOf(service)} could not be computed`, { evidence, ...place });
    return fail(
      `DEBUG is on in ${nameOf(service)}: its error pages show source, settings and variables to every visitor`,
      { evidence, ...place, fix: turnOff(service, debug.value, evidence) },
    );
  },
});

const DEPLOY = 'the running processes keep the old value until then';

/** A text that is not empty is true for Django: the variable may say False already, and another False changes nothing. */
function turnOff({ ref }: DeployedService, value: Value, evidence: readonly Evidence[]) {
  const title = `Turn DEBUG off in ${ref.name ?? ref.id}`;
  const cast = text('DEBUG = env.bool("DEBUG", default=False)');
  const variables = evidence.filter(({ label }) => label.startsWith('variable '));
  if (value.status === 'known' && typeof value.value === 'string' && variables.length > 0) {
    const now = variables.map(({ label, value: set }) => `${label.slice('variable '.length)} is ${set}`).join(', ');
    return fix(
      title,
      cast,
      text(
        `${now}, and the code takes any text but the empty one for true: read it as above and deploy. At once, without a change of the code: remove the variable and deploy; ${DEPLOY}.`,
      ),
    );
  }
  return fix(title, text(`Set DEBUG=False in the service (or remove the variable) and deploy; ${DEPLOY}.`), cast);
}
