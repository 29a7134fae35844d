import {
  type Copies,
  type DeployedService,
  defineRule,
  type Evidence,
  fail,
  notApplicable,
  part,
  pass,
  type Severity,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { assigned, type Beat, beatOf, beatOfProcess } from '../shared/celery.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';
import { taskOf } from '../shared/live.ts';
import { found, where } from '../shared/places.ts';
import { copiesEvidence, linkEvidence, mostCopies, nameOf } from '../shared/service.ts';

export default defineRule({
  id: 'celery-beat-duplicated',
  topic: 'performance/celery',
  severity: 'high',
  docs: {
    title: 'Run one Celery beat, and only one',
    why: 'Every beat sends every scheduled task. Two of them charge customers twice, send each mail twice, and nobody sees it in a log: each task did what it was told.',
    how: 'For each service that starts a scheduler (`celery beat`, or a worker with `-B`) the live number of copies is read: desired count and the most that scaling may ask for; on Elastic Beanstalk the sizes of the group whose instances all start the Procfile. More than one is high. One that a deployment overlaps with its successor (`maximumPercent` above 100) is medium. A scheduler inside of a worker is low even where it is alone: it cannot scale, and Celery advises against it.',
    fix: 'A service of its own for beat with a desired count of 1, `minimumHealthyPercent` 0 and `maximumPercent` 100; or RedBeat, which takes a lock.',
    silent: [
      'RedBeat, whose lock lets one scheduler work (low inside of a worker)',
      'services with no copies',
      'django-celery-beat has no lock: its DatabaseScheduler is judged like the default',
    ],
    example: {
      language: 'hcl',
      bad: 'resource "aws_ecs_service" "beat" { # command: celery -A config beat\n  desired_count = 2\n}',
      good: 'resource "aws_ecs_service" "beat" { # command: celery -A config beat\n  desired_count                      = 1\n  deployment_maximum_percent         = 100\n  deployment_minimum_healthy_percent = 0\n}',
    },
    references: [
      'https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html#starting-the-scheduler',
      'https://github.com/sibson/redbeat',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
    ],
  },
  controls: { wellArchitected: ['REL05', 'REL08'], cwe: ['362'] },
  needs: ['deployment.services', 'repository.processes'],
  subjects: ({ deployment, repository }) =>
    deployment.services.flatMap((service) => schedulersOf(service, repository.processes)),
  judge: ({ service, beat }) => {
    if (beat === 'unknown')
      return unknown(
        `whether ${nameOf(service)} starts a Celery beat is not known: neither its command nor its image’s could be read`,
      );
    if (beat.when !== undefined)
      return unknown(`whether ${nameOf(service)} starts a Celery beat depends: ${beat.when}`, where(beat.location));
    if (service.copies.status === 'unavailable')
      return unknown(`how many copies of ${nameOf(service)} run could not be seen: ${service.copies.reason}`);
    return judgeBeat(service, beat, service.copies.value);
  },
});

interface Scheduling extends Subject {
  readonly service: DeployedService;
  readonly beat: Beat | 'unknown';
}

function schedulersOf(service: DeployedService, processes: readonly AppProcess[]): readonly Scheduling[] {
  if (service.platform === 'elastic beanstalk') return onEveryInstance(service, processes);
  const beat = beatOf(service);
  if (beat === 'none') return [];
  if (beat === 'unknown' && !processes.some((one) => beatOfProcess(one) !== undefined)) return [];
  return [{ ref: part(service.ref, 'beat'), service, beat }];
}

/** Each instance starts everything that the Procfile and the hooks name. */
function onEveryInstance(service: DeployedService, processes: readonly AppProcess[]): readonly Scheduling[] {
  return processes
    .filter(({ production, artefact }) => production && (artefact === 'procfile' || artefact === 'elastic-beanstalk'))
    .flatMap((process) => beatOfProcess(process) ?? [])
    .slice(0, 1)
    .map((beat) => ({ ref: part(service.ref, 'beat'), service, beat }));
}

function judgeBeat(service: DeployedService, beat: Beat, copies: Copies) {
  const lock = lockOf(service, beat);
  const evidence: readonly Evidence[] = [
    beat.location === undefined
      ? seen('command', beat.text, 'ecs:DescribeTaskDefinition')
      : found('command', beat.text, beat.location),
    copiesEvidence(service, copies),
    ...(lock === undefined ? [] : [lock]),
    linkEvidence(service),
  ];
  const most = mostCopies(copies);
  if (most === 0) return notApplicable(`${nameOf(service)} has no copies`);
  const complain = (severity: Severity, what: string) =>
    fail(`${nameOf(service)} starts Celery beat (${short(beat.text)}) ${what}`, {
      severity,
      evidence,
      ...where(beat.location),
      fix: beatFix(service, beat),
    });
  if (lock === undefined && most > 1)
    return complain('high', `in up to ${most} copies: each of them sends every scheduled task`);
  const percent = taskOf(service)?.service.deploymentConfiguration?.maximumPercent ?? 200;
  if (lock === undefined && service.platform === 'ecs' && percent > 100)
    return complain(
      'medium',
      `and a deployment runs the old and the new one side by side (maximumPercent ${percent}): tasks that fall due then are sent twice`,
    );
  if (beat.inWorker) return complain('low', 'inside of a worker: it cannot be scaled, and ends with the worker');
  return pass(`${nameOf(service)} runs one scheduler`, { evidence });
}

/** RedBeat takes a lock unless it is told not to. */
function lockOf({ settings }: DeployedService, { scheduler }: Beat): Evidence | undefined {
  const evaluated = settings.status === 'collected' ? settings.value : undefined;
  const named = evaluated && assigned(evaluated, 'CELERY_BEAT_SCHEDULER', 'CELERYBEAT_SCHEDULER', 'beat_scheduler');
  const name = scheduler ?? (named?.value.status === 'known' ? String(named.value.value) : undefined);
  if (name === undefined || !/redbeat/i.test(name)) return undefined;
  const key = evaluated && assigned(evaluated, 'CELERY_REDBEAT_LOCK_KEY', 'REDBEAT_LOCK_KEY', 'redbeat_lock_key');
  if (key?.value.status === 'known' && key.value.value === null) return undefined;
  return {
    label: 'scheduler',
    value: `${name} (takes a lock)`,
    source: scheduler === undefined ? 'settings' : 'command',
  };
}

function beatFix(service: DeployedService, { inWorker }: Beat) {
  const task = taskOf(service);
  const lock = text('Or let RedBeat hold a lock: celery -A … beat -S redbeat.RedBeatScheduler');
  if (task === undefined)
    return fix(
      'Run beat once',
      text('Take beat out of what every instance starts, and run it as a service of its own.'),
      lock,
    );
  if (inWorker)
    return fix(
      'Run beat once',
      text(`Take -B out of the command of ${task.service.serviceName}.`),
      text(
        'A service of its own with the command `celery -A … beat`, "desiredCount": 1 and "deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 0}.',
      ),
      lock,
    );
  return fix(
    'Run beat once',
    cli(
      'ecs update-service',
      {
        cluster: task.service.clusterArn,
        service: task.service.serviceName,
        'desired-count': 1,
        'deployment-configuration': 'maximumPercent=100,minimumHealthyPercent=0',
      },
      service.ref.region,
    ),
    lock,
  );
}

function short(command: string): string {
  return command.length > 60 ? `${command.slice(0, 59)}…` : command;
}
