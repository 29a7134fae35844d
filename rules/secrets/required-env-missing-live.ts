import {
  type DeployedService,
  defineRule,
  type EnvironmentVariable,
  type EvaluatedSettings,
  type FrontDoor,
  fail,
  pass,
  type ServiceVariable,
  unknown,
} from '../../src/model/index.ts';
import type { Dockerfile } from '../../src/model/repository/index.ts';
import { count, list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';
import { linkEvidence, look, nameOf, variablesCall } from '../shared/service.ts';

export default defineRule({
  id: 'required-env-missing-live',
  topic: 'secrets/django-environ',
  severity: 'high',
  goals: ['deployment', 'data'],
  docs: {
    title: 'Give the service every variable that its settings require',
    why: 'A variable that the settings read without a default stops the process with ImproperlyConfigured or KeyError. Processes that run keep running; the next deployment, scale-out or replaced task does not start.',
    how: 'The settings module is evaluated under the names that the service really has (values of secrets are not needed). Every variable that is read on that path without a default, and that the service does not have, is named. A service whose targets are healthy now is medium: the code that asks for it has not been deployed yet, or runs later.',
    fix: 'Add the variable to the service before the next deployment, or give the setting a safe default.',
    silent: [
      'variables with a default, and reads behind conditions that do not hold',
      'services whose variables cannot all be seen (environment files, a coupled database): unknown',
      'variables that a .env file in the image brings, when the settings load one',
    ],
    example: {
      language: 'python',
      bad: '# task definition: SECRET_KEY, DATABASE_URL\nSTRIPE_API_KEY = env("STRIPE_API_KEY")',
      good: '# task definition: SECRET_KEY, DATABASE_URL, STRIPE_API_KEY\nSTRIPE_API_KEY = env("STRIPE_API_KEY")',
    },
    references: [
      'https://docs.djangoproject.com/en/stable/howto/deployment/checklist/',
      'https://django-environ.readthedocs.io/en/latest/quickstart.html',
    ],
  },
  controls: { wellArchitected: ['OPS06', 'REL08'], soc2: ['CC8.1'] },
  needs: ['deployment.services', 'repository.envFiles', 'repository.dockerfiles'],
  subjects: ({ deployment }) => deployment.services,
  judge: (service, { repository }) => {
    const live = look(service.variables, `the variables of ${nameOf(service)} are not all visible`);
    if ('open' in live) return live.open;
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    if ('open' in settings) return settings.open;
    const given = new Set([...live.value.map(({ name }) => name), ...imageVariables(repository.dockerfiles)]);
    const missing = required(settings.value).filter(({ name }) => !given.has(name));
    if (missing.length === 0) return allThere(service, settings.value, live.value);
    const dotenv = repository.envFiles.find(({ role, tracked }) => role === 'production' && tracked);
    if (dotenv !== undefined && readsDotenv(settings.value)) {
      return unknown(`${list(missing.map(({ name }) => name))}: ${dotenv.path} in the image may bring them`);
    }
    return notThere(service, missing);
  },
});

/** Each name once, with the first place that asks for it. */
function required({ environment }: EvaluatedSettings): readonly EnvironmentVariable[] {
  const needed = environment.filter((variable) => variable.required);
  return needed.filter((variable, at) => needed.findIndex(({ name }) => name === variable.name) === at);
}

function imageVariables(dockerfiles: readonly Dockerfile[]): readonly string[] {
  return dockerfiles.filter(({ production }) => production).flatMap(({ final }) => final.env.map(({ name }) => name));
}

function readsDotenv({ calls }: EvaluatedSettings): boolean {
  return calls.some(({ callee }) => /(^|\.)(read_env|load_dotenv)$/.test(callee));
}

function allThere(service: DeployedService, settings: EvaluatedSettings, live: readonly ServiceVariable[]) {
  const names = required(settings).map(({ name }) => name);
  return pass(`${nameOf(service)} has all ${count(names.length, 'variable')} that ${settings.module} requires`, {
    evidence: [
      { label: 'required', value: list(names, 20), source: settings.files[0] ?? settings.module },
      { label: 'present', value: list(live.map(({ name }) => name).toSorted(), 20), source: variablesCall(service) },
      linkEvidence(service),
    ],
  });
}

function notThere(service: DeployedService, missing: readonly EnvironmentVariable[]) {
  const [first] = missing;
  const names = missing.map(({ name }) => name);
  const runs = isHealthy(service.frontDoors.status === 'collected' ? service.frontDoors.value : []);
  const what = `${nameOf(service)} does not have ${list(names)}, which ${names.length === 1 ? 'its settings require' : 'its settings all require'}`;
  return fail(
    runs ? `${what}: it runs now, and the next start of this code fails` : `${what}: the process does not start`,
    {
      severity: runs ? 'medium' : 'high',
      evidence: [
        ...missing.map((variable) => found(`reads ${variable.name}`, 'without a default', variable)),
        { label: 'variables of the service', value: 'names only', source: variablesCall(service) },
        linkEvidence(service),
      ],
      ...(first === undefined ? {} : { location: { path: first.path, line: first.line } }),
      fix: fix(
        `Add ${list(names)} to ${service.ref.name ?? service.ref.id}`,
        text(
          service.platform === 'ecs'
            ? `Add to the container's "secrets" (or "environment") in the task definition and deploy: ${names.map((name) => `{"name": "${name}", "valueFrom": "arn:aws:secretsmanager:…"}`).join(', ')}`
            : `eb setenv ${names.map((name) => `${name}=…`).join(' ')} (restarts the application servers)`,
        ),
      ),
    },
  );
}

function isHealthy(doors: readonly FrontDoor[]): boolean {
  const states = doors.flatMap(({ health }) =>
    health.status === 'collected'
      ? health.value.TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State)
      : [],
  );
  return states.includes('healthy');
}
