import { ask, defineRule, fail, pass, type Setting, type Severity, truthy, unknown } from '../../src/model/index.ts';
import { byDefaultWords } from '../shared/outcome.ts';
import { alternatives, assignedAt, describeValue, named, settingEvidence } from '../shared/settings.ts';

export default defineRule({
  id: 'debug-true',
  topic: 'https/django-settings',
  severity: 'critical',
  docs: {
    title: 'Turn DEBUG off in production',
    why: 'With DEBUG on, any error page shows the source, the settings and the local variables of the request to whoever caused it, and Django keeps every SQL query in memory until the process dies.',
    how: 'DEBUG is computed for the settings module that production uses. True whatever the environment says is critical. True only because a variable is missing is high: one forgotten variable away from critical. A value that production has to ask for is a pass. What the task definitions, manifests or images of production set is taken for given; where only the value of such a variable is missing, the answer is unknown.',
    fix: 'Read it from the environment and let the default be off: `DEBUG = env.bool("DEBUG", default=False)`.',
    silent: [
      'settings modules that production does not use (local, dev, test)',
      'a text such as "False" that is truthy by accident: env-boolean-without-cast names that',
    ],
    example: {
      language: 'python',
      bad: 'DEBUG = env.bool("DEBUG", default=True)',
      good: 'DEBUG = env.bool("DEBUG", default=False)',
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
  needs: ['repository.settings'],
  subjects: ({ repository }) => named(repository.settings, 'DEBUG'),
  judge: (debug, { repository }) => {
    const evidence = [settingEvidence(debug, repository.settings)];
    if (ask(debug.value, truthy) === 'always') return on(debug, 'DEBUG is True in production', 'critical', evidence);
    const open = alternatives(debug.value).find((one) => one.byDefault && ask(one.value, truthy) === 'always');
    if (open !== undefined) return on(debug, `DEBUG is True ${byDefaultWords(open)}`, 'high', evidence);
    if (debug.value.status === 'unknown')
      return unknown(`DEBUG could not be computed: ${debug.value.reason}`, { evidence });
    const all = alternatives(debug.value);
    const unseen = all.find((one) => one.byDefault && one.value.status === 'unknown');
    const asked = all.some((one) => one.byDefault) ? unseen : all.find((one) => ask(one.value, truthy) === 'always');
    if (asked !== undefined)
      return unknown(`whether DEBUG is on could not be told: it is ${describeValue(debug.value)}`, { evidence });
    return pass('DEBUG is off unless the environment turns it on', { evidence });
  },
});

function on(debug: Setting, what: string, severity: Severity, evidence: readonly ReturnType<typeof settingEvidence>[]) {
  const location = assignedAt(debug);
  return fail(`${what}: error pages show source, settings and local variables to every visitor`, {
    severity,
    evidence,
    ...(location === undefined ? {} : { location }),
    fix: {
      title: 'Let DEBUG be off unless the environment turns it on',
      steps: [{ kind: 'text', content: 'DEBUG = env.bool("DEBUG", default=False)' }],
    },
  });
}
