import {
  ask,
  type DeployedService,
  defineRule,
  type Evidence,
  type Facts,
  fail,
  notApplicable,
  pass,
  type Severity,
  truthy,
  unknown,
  type Verdict,
} from '../../src/model/index.ts';
import { isWorker } from '../shared/celery.ts';
import { fix, text } from '../shared/fix.ts';
import { where } from '../shared/places.ts';
import { isDevelopment, linkEvidence, liveSetting, look, nameOf } from '../shared/service.ts';
import { type Chosen, chosenBy, isThere, SETTINGS_MODULE } from '../shared/settings-module.ts';

const NEEDS = ['deployment.services', 'repository.project', 'repository.files', 'repository.dockerfiles'] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

export default defineRule({
  id: 'settings-module-mismatch',
  topic: 'https/django-settings',
  severity: 'high',
  docs: {
    title: 'Run the service with the settings of production',
    why: 'A service that loads the settings of development shows errors to everybody, skips HTTPS and may write to another database; one that names a module which is not there does not start at its next deployment.',
    how: 'The module that each live service loads is the live variable DJANGO_SETTINGS_MODULE, else the ENV of the image, else what the wsgi, asgi or Celery module of the repository falls back to; an assignment in such a module goes before all of them. A module that the repository does not have is high. One that turns DEBUG on and is not the module of production is critical; so is one for development or tests in a service that its tag or variable calls something else (high while DEBUG is off). No variable, and a fallback to such a module, is high. A worker with another module than the web service of its environment is medium.',
    fix: 'Set DJANGO_SETTINGS_MODULE to the module of production, in every service.',
    silent: [
      'services that a tag or a variable calls development or test',
      'modules that an installed package may bring: unknown',
      'a module whose name alone sounds like development: unknown',
    ],
    example: {
      language: 'hcl',
      bad: '# config/settings/local.py: DEBUG = True\n# container_definitions of the task definition\nenvironment = [{ name = "DJANGO_SETTINGS_MODULE", value = "config.settings.local" }]',
      good: '# config/settings/production.py: DEBUG = False\n# container_definitions of the task definition\nenvironment = [{ name = "DJANGO_SETTINGS_MODULE", value = "config.settings.production" }]',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/topics/settings/#designating-the-settings',
      'https://docs.djangoproject.com/en/stable/howto/deployment/checklist/',
    ],
  },
  controls: { wellArchitected: ['SEC06', 'OPS05'], soc2: ['CC8.1'], cwe: ['489', '16'], owaspTop10_2021: ['A05'] },
  needs: NEEDS,
  subjects: ({ deployment }) => deployment.services,
  judge: (service, facts) => {
    const variables = look(service.variables, `the variables of ${nameOf(service)} are not all visible`);
    if ('open' in variables) return variables.open;
    if (isDevelopment(service) && !namedByModule(service)) return notApplicable(`${nameOf(service)} is no production`);
    const chosen = chosenBy(service, variables.value, facts.repository);
    return 'missing' in chosen ? unknown(chosen.missing) : judgeModule(service, chosen, facts);
  },
});

/** Names for development and tests; DEBUG or a tag has to agree before anything is said. */
const FOR_DEVELOPMENT = /(^|[._])(local|dev|devel|development|test|tests|testing|debug|ci)$/i;

function namedByModule({ environment }: DeployedService): boolean {
  return environment?.reason.startsWith('its settings module') === true;
}

function judgeModule(service: DeployedService, chosen: Chosen, facts: Needed): Verdict {
  const { module, evidence } = chosen;
  const shown: readonly Evidence[] = [evidence, ...environmentEvidence(service), linkEvidence(service)];
  const details = { evidence: shown, ...where(evidence.location) };
  const there = isThere(module, facts.repository);
  if (there === 'no') return absent(service, chosen, details, facts);
  if (there === 'unknown')
    return unknown(`${module} of ${nameOf(service)} is not in the repository: a package may bring it`, details);
  const debug = debugOf(service, module);
  const production = facts.repository.project.settingsModules[0]?.module;
  const strange = production !== undefined && production !== module;
  const sounds = FOR_DEVELOPMENT.test(module);
  if (debug === 'always' && (strange || sounds))
    return wrong(
      service,
      chosen,
      { why: 'whose DEBUG is on', severity: chosen.fallback ? 'high' : 'critical' },
      details,
      facts,
    );
  if (sounds && service.environment !== undefined && !namedByModule(service) && strange) {
    const why = `and ${service.environment.reason} calls it ${service.environment.name}`;
    return wrong(service, chosen, { why, severity: 'high' }, details, facts);
  }
  if (chosen.fallback && sounds && strange)
    return wrong(service, chosen, { why: `and not ${production}`, severity: 'high' }, details, facts);
  if (sounds && strange)
    return unknown(
      `whether ${module} is meant for ${nameOf(service)} could not be told: a tag Environment would say what it is`,
      details,
    );
  return differing(service, module, details, facts) ?? pass(`${nameOf(service)} loads ${module}`, { evidence: shown });
}

function environmentEvidence({ environment, platform }: DeployedService): readonly Evidence[] {
  if (environment === undefined) return [];
  return [{ label: 'environment', value: environment.name, source: `${platform}: ${environment.reason}` }];
}

/** DEBUG of that very module under the live variables. */
function debugOf({ settings }: DeployedService, module: string) {
  if (settings.status === 'unavailable' || settings.value.module !== module) return 'unknown';
  const debug = liveSetting(settings.value, 'DEBUG');
  return debug === undefined ? 'unknown' : ask(debug.value, truthy);
}

type Placed = { readonly evidence: readonly Evidence[] } & ReturnType<typeof where>;

function absent(service: DeployedService, { module }: Chosen, details: Placed, facts: Needed): Verdict {
  return fail(
    `${nameOf(service)} loads ${module}, and the repository has no such module: the next deployment of this code does not start`,
    {
      ...details,
      fix: setFix(service, facts),
    },
  );
}

function wrong(
  service: DeployedService,
  { module, fallback }: Chosen,
  { why, severity }: { readonly why: string; readonly severity: Severity },
  details: Placed,
  facts: Needed,
): Verdict {
  const how = fallback ? `does not set ${SETTINGS_MODULE} and falls back to ${module}` : `loads ${module}`;
  return fail(`${nameOf(service)} ${how}, ${why}: it runs with the settings of development`, {
    severity,
    ...details,
    fix: setFix(service, facts),
  });
}

function setFix(service: DeployedService, { repository }: Needed) {
  const production = repository.project.settingsModules.find(
    ({ module, file }) => file !== undefined && !FOR_DEVELOPMENT.test(module),
  );
  const wanted = production?.module ?? 'config.settings.production';
  return fix(
    `Load ${wanted}`,
    text(
      service.platform === 'elastic beanstalk'
        ? `eb setenv ${SETTINGS_MODULE}=${wanted} -e ${service.ref.name ?? ''}`
        : `Container environment of the task definition: {"name": "${SETTINGS_MODULE}", "value": "${wanted}"}, then deploy.`,
    ),
  );
}

/** A worker that loads other settings than the web service of its environment. */
function differing(service: DeployedService, module: string, details: Placed, facts: Needed): Verdict | undefined {
  if (!isWorker(service) || service.environment === undefined) return undefined;
  const name = service.environment.name;
  const web = facts.deployment.services.find((one) => !isWorker(one) && one.environment?.name === name);
  const variables = web?.variables.status === 'collected' ? web.variables.value : [];
  const other = web === undefined ? undefined : chosenBy(web, variables, facts.repository);
  if (web === undefined || other === undefined || 'missing' in other || other.module === module) return undefined;
  return fail(
    `${nameOf(service)} loads ${module} and ${nameOf(web)} ${other.module}: what the web sends, the worker may do with other settings`,
    {
      severity: 'medium',
      confidence: 'medium',
      ...details,
      evidence: [...details.evidence, other.evidence],
      fix: fix('Load the same settings in both', text(`${SETTINGS_MODULE}=${other.module}`)),
    },
  );
}
