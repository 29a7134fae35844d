import {
  ask,
  type DeployedService,
  defineRule,
  type EvaluatedSettings,
  type Evidence,
  fail,
  type Json,
  notApplicable,
  part,
  pass,
  type Setting,
  type Subject,
  truthy,
  unknown,
} from '../../src/model/index.ts';
import { assigned, isWorker } from '../shared/celery.ts';
import { cli, fix, text } from '../shared/fix.ts';
import { taskOf } from '../shared/live.ts';
import { where } from '../shared/places.ts';
import {
  copiesEvidence,
  isDevelopment,
  linkEvidence,
  look,
  mostCopies,
  nameOf,
  variableEvidence,
} from '../shared/service.ts';
import { assignedAt, settingEvidence } from '../shared/settings.ts';

export default defineRule({
  id: 'celery-eager-live',
  topic: 'performance/celery',
  severity: 'high',
  docs: {
    title: 'Send background tasks to a worker',
    why: 'Tasks that run inside of the request make the visitor wait for mails and payment providers, and are lost when the request is. With a broker that nobody reaches, every page that starts a task fails or hangs.',
    how: 'Judged under the live variables of each service: `CELERY_TASK_ALWAYS_EAGER` that is on (also where it follows from a variable that the service does not have), a broker that is `memory://` or empty, and one on `localhost` in a task with a single container. A worker service with no copies, and nothing that scales it, is a failure as well: tasks pile up and nobody does them.',
    fix: 'Give the service the variable of its broker, and run a worker.',
    silent: [
      'workers themselves: there, eager tasks of tasks are a choice',
      'environments for development and tests',
      'workers at zero that Application Auto Scaling can start',
      'a variable CELERY_BROKER_URL, which Celery reads by itself before its settings',
      'settings that name no broker: the app may get it in code',
    ],
    example: {
      language: 'python',
      bad: '# task definition of web: no REDIS_URL\nCELERY_BROKER_URL = env("REDIS_URL", default="")\nCELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL',
      good: '# task definition of web: REDIS_URL=rediss://master.shop.abc123.euw1.cache.amazonaws.com:6379/0\nCELERY_BROKER_URL = env("REDIS_URL")',
    },
    references: [
      'https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-always-eager',
      'https://docs.celeryq.dev/en/stable/userguide/configuration.html#broker-url',
    ],
  },
  controls: { wellArchitected: ['PERF', 'REL05'] },
  needs: ['deployment.services', 'repository.dependencies'],
  subjects: ({ deployment, repository }): readonly Judged[] =>
    repository.dependencies.resolved['celery'] === undefined
      ? []
      : deployment.services.map((service) => ({ ref: part(service.ref, 'celery'), service })),
  judge: ({ service }) => {
    if (isDevelopment(service)) return notApplicable(`${nameOf(service)} is no production`);
    if (isWorker(service)) return judgeWorker(service);
    const settings = look(service.settings, `the settings of ${nameOf(service)} could not be evaluated`);
    return 'open' in settings ? settings.open : judgeWeb(service, settings.value);
  },
});

interface Judged extends Subject {
  readonly service: DeployedService;
}

function judgeWorker(service: DeployedService) {
  if (service.copies.status === 'unavailable')
    return unknown(`how many copies of ${nameOf(service)} run could not be seen: ${service.copies.reason}`);
  const evidence = [copiesEvidence(service, service.copies.value), linkEvidence(service)];
  if (mostCopies(service.copies.value) > 0) return pass(`${nameOf(service)} runs`, { evidence });
  const task = taskOf(service);
  return fail(
    `${nameOf(service)} works tasks off and has no copies: what the application sends piles up in the broker`,
    {
      confidence: 'medium',
      evidence,
      fix: fix(
        'Start the worker',
        ...(task === undefined
          ? [text('Set its desired count to 1 or more.')]
          : [
              cli(
                'ecs update-service',
                { cluster: task.service.clusterArn, service: task.service.serviceName, 'desired-count': 1 },
                service.ref.region,
              ),
            ]),
      ),
    },
  );
}

function judgeWeb(service: DeployedService, settings: EvaluatedSettings) {
  const eager = assigned(settings, 'CELERY_TASK_ALWAYS_EAGER', 'CELERY_ALWAYS_EAGER');
  const answer = eager === undefined ? 'never' : ask(eager.value, truthy);
  if (eager !== undefined && answer === 'always') {
    const details = detailsOf(service, settings, eager);
    const why = whyEager(service, settings, eager.name);
    return fail(
      `tasks of ${nameOf(service)} run inside of its requests: ${eager.name} is on${why === undefined ? '' : `, because it does not have ${why}`}`,
      {
        ...details,
        fix: fix(
          'Send tasks to a worker',
          text(
            `Give ${service.ref.name ?? service.ref.id} ${why ?? 'CELERY_BROKER_URL'} and deploy; run a worker on the same broker.`,
          ),
          text(`${eager.name} = False, except in the settings of the tests`),
        ),
      },
    );
  }
  if (eager !== undefined && answer !== 'never')
    return unknown(
      `${eager.name} of ${nameOf(service)} could not be computed: whether its tasks run in requests depends on it`,
      detailsOf(service, settings, eager),
    );
  return judgeBroker(service, settings);
}

/** A variable that is read for the setting, has no value here, and turns eager on by its absence. */
function whyEager(service: DeployedService, settings: EvaluatedSettings, name: string): string | undefined {
  if (service.variables.status === 'unavailable') return undefined;
  const has = new Set(service.variables.value.map((one) => one.name));
  const broker = settings.environment.find(
    (one) =>
      !has.has(one.name) &&
      (one.setting === 'CELERY_BROKER_URL' || one.setting === 'BROKER_URL' || one.setting === name),
  );
  return broker?.name;
}

function judgeBroker(service: DeployedService, settings: EvaluatedSettings) {
  const names = service.variables.status === 'collected' ? service.variables.value.map(({ name }) => name) : [];
  if (names.includes('CELERY_BROKER_URL'))
    return pass(`${nameOf(service)} has CELERY_BROKER_URL, which Celery reads by itself`, {
      evidence: [linkEvidence(service)],
    });
  const broker = assigned(settings, 'CELERY_BROKER_URL', 'BROKER_URL');
  if (broker === undefined) return notApplicable(`the settings of ${nameOf(service)} name no broker`);
  const details = detailsOf(service, settings, broker);
  const { value } = broker;
  if (value.status === 'secret') return pass(`the broker of ${nameOf(service)} is a secret, and there`, details);
  if (value.status !== 'known') return unknown(`${broker.name} of ${nameOf(service)} could not be computed`, details);
  const fault = faultOf(value.value, service);
  if (fault === undefined) return pass(`${nameOf(service)} has a broker`, details);
  const { what, sure } = fault;
  if (!sure) return unknown(`${broker.name} of ${nameOf(service)} is ${what}`, details);
  return fail(`${broker.name} of ${nameOf(service)} is ${what}`, {
    ...details,
    fix: fix(
      'Give it a broker',
      text(
        `Set the variable of ${broker.name} in ${service.ref.name ?? service.ref.id} to the endpoint of its broker and deploy.`,
      ),
    ),
  });
}

const LOCAL = /^[a-z+]+:\/\/(?:[^@/]*@)?(localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:\/|$)/i;
const BROKERS = /redis|valkey|rabbitmq|dragonfly|keydb/i;

interface Fault {
  readonly what: string;
  /** False where something on the same machine may answer. */
  readonly sure: boolean;
}

function faultOf(value: Json, service: DeployedService): Fault | undefined {
  if (value === null || value === '')
    return { what: 'empty: Celery falls back to RabbitMQ on localhost, and no task can be sent', sure: true };
  if (typeof value !== 'string') return undefined;
  if (value.startsWith('memory:'))
    return { what: `${value}: tasks stay in the process that sent them and are never done`, sure: true };
  const host = LOCAL.exec(value)?.[1];
  return host === undefined ? undefined : onItself(host, service);
}

function onItself(host: string, service: DeployedService): Fault | undefined {
  const task = taskOf(service);
  const containers = task?.definition.containerDefinitions ?? [];
  if (containers.some(({ image }) => BROKERS.test(image))) return undefined;
  if (task !== undefined && containers.length === 1)
    return { what: `on ${host}, and nothing but the application runs in its task: no task can be sent`, sure: true };
  return { what: `on ${host}: whether a broker runs beside the application could not be told`, sure: false };
}

function detailsOf(service: DeployedService, settings: EvaluatedSettings, one: Setting) {
  const evidence: readonly Evidence[] = [
    settingEvidence(one, settings),
    ...variableEvidence(service, settings, one.name),
    linkEvidence(service),
  ];
  return { evidence, ...where(assignedAt(one)) };
}
