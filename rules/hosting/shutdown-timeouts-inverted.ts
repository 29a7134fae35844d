import {
  type DeployedService,
  defineRule,
  type Evidence,
  type FixStep,
  fail,
  type LiveParts,
  notApplicable,
  pass,
  unknown,
} from '../../src/model/index.ts';
import type { GunicornOptions } from '../../src/model/repository/index.ts';
import { seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { optionEvidence } from '../shared/gunicorn.ts';
import { type DeployedTask, taskOf } from '../shared/live.ts';
import { found, where } from '../shared/places.ts';
import { linkEvidence, look, nameOf } from '../shared/service.ts';

/** Seconds that ECS and Kubernetes wait after SIGTERM when nothing else is said. */
const DEFAULT = 30;
const LONGEST_ON_FARGATE = 120;

export default defineRule({
  id: 'shutdown-timeouts-inverted',
  topic: 'hosting/gunicorn',
  severity: 'medium',
  docs: {
    title: 'Let gunicorn finish before the container is killed',
    why: 'At every deployment and scale-in the platform sends SIGTERM, waits (`stopTimeout` of ECS, `terminationGracePeriodSeconds` of Kubernetes) and kills the container. When gunicorn may take as long or longer for its graceful shutdown, the requests in its hands are cut off: visitors see 502 in each deployment, and the logs show nothing.',
    how: '`graceful_timeout` of gunicorn, merged as gunicorn merges it, must be shorter than `stopTimeout` of the live container, or than the grace period of the pod less what a preStop hook sleeps (30 seconds when it is not set). Longer is medium. Equal is low: the kill comes at the very moment at which gunicorn gives up. A sync worker whose `timeout` lets a request run longer than that is low too.',
    fix: '`gunicorn --graceful-timeout 25` with a `stopTimeout` of 30, or a longer `stopTimeout` (at most 120 on Fargate).',
    silent: [
      'Celery workers: their warm shutdown waits for whole tasks and is another question',
      'servers other than gunicorn',
      'Elastic Beanstalk, which takes an instance out of the load balancer first',
    ],
    example: {
      language: 'dockerfile',
      bad: '# task definition: "stopTimeout": 30\nCMD ["gunicorn", "config.wsgi", "--graceful-timeout", "60"]',
      good: '# task definition: "stopTimeout": 30\nCMD ["gunicorn", "config.wsgi", "--graceful-timeout", "25"]',
    },
    references: [
      'https://docs.gunicorn.org/en/stable/settings.html#graceful-timeout',
      'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
      'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
    ],
  },
  controls: { wellArchitected: ['REL08', 'REL11'] },
  needs: ['deployment.services'],
  subjects: ({ deployment }) => deployment.services,
  judge: (service) => {
    if (service.platform !== 'ecs' && service.platform !== 'eks')
      return notApplicable(`${nameOf(service)} is no container that somebody kills`);
    const process = look(service.process, `the command of ${nameOf(service)} is not known`);
    if ('open' in process) return process.open;
    const { gunicorn, kind } = process.value;
    if (gunicorn === undefined) return notApplicable(`${kind} is not gunicorn`);
    const limit = limitOf(service);
    if (limit === undefined) return unknown(`the task definition of ${nameOf(service)} could not be read`);
    return compare(service, limit, gunicorn);
  },
});

/** After how many seconds the platform kills the container, and where that is said. */
interface Limit {
  readonly by: 'ECS' | 'Kubernetes';
  readonly seconds: number;
  readonly evidence: Evidence;
  /** False where a default of the machine may stand in for ours. */
  readonly sure: boolean;
  readonly raise: (seconds: number) => FixStep;
}

function limitOf(service: DeployedService): Limit | undefined {
  const { live } = service;
  if (live.platform === 'eks') return ofPod(live);
  const task = taskOf(service);
  return task === undefined ? undefined : ofTask(task);
}

function ofTask({ container, service }: DeployedTask): Limit {
  const { stopTimeout, name } = container;
  return {
    by: 'ECS',
    seconds: stopTimeout ?? DEFAULT,
    evidence: seen('stopTimeout', stopTimeout ?? `not set: ${DEFAULT}`, 'ecs:DescribeTaskDefinition'),
    sure: stopTimeout !== undefined || service.launchType !== 'EC2',
    raise: (seconds) =>
      text(`Container ${name} of the task definition: "stopTimeout": ${Math.min(seconds, LONGEST_ON_FARGATE)}`),
  };
}

/** The grace period runs while a preStop hook sleeps. */
function ofPod({ workload, container }: LiveParts & { platform: 'eks' }): Limit {
  const grace = workload.terminationGracePeriodSeconds;
  const sleep = container.preStopSleep ?? 0;
  const value = `${grace ?? `not set: ${DEFAULT}`}${sleep > 0 ? `, of which preStop sleeps ${sleep}` : ''}`;
  return {
    by: 'Kubernetes',
    seconds: (grace ?? DEFAULT) - sleep,
    evidence: found('terminationGracePeriodSeconds', value, workload.location),
    sure: !workload.templated,
    raise: (seconds) => text(`${workload.kind} ${workload.name}: terminationGracePeriodSeconds: ${seconds + sleep}`),
  };
}

function compare(service: DeployedService, limit: Limit, gunicorn: GunicornOptions) {
  const { graceful_timeout: graceful, timeout, worker_class: worker } = gunicorn;
  if (graceful.status === 'unknown')
    return unknown(`graceful_timeout of ${nameOf(service)} is not known: ${graceful.reason}`);
  const evidence: readonly Evidence[] = [
    optionEvidence('graceful_timeout', graceful),
    limit.evidence,
    ...drain(service),
    linkEvidence(service),
  ];
  if (graceful.value >= limit.seconds) return tooLate(service, limit, graceful.value, evidence);
  const slow = worker.status === 'known' && worker.value === 'sync' && timeout.status === 'known' ? timeout : undefined;
  if (slow !== undefined && slow.value > limit.seconds) {
    return fail(
      `a request of ${nameOf(service)} may take ${slow.value} s (timeout), and ${limit.by} kills the container ${limit.seconds} s after SIGTERM: the slow ones are cut off in each deployment`,
      {
        severity: 'low',
        evidence: [...evidence, optionEvidence('timeout', slow)],
        ...placeIn(service, slow.location),
        fix: fix('Give slow requests their time', limit.raise(slow.value + 5)),
      },
    );
  }
  return pass(`gunicorn of ${nameOf(service)} ends within ${graceful.value} s, ${limit.by} waits ${limit.seconds} s`, {
    evidence,
  });
}

function tooLate(service: DeployedService, limit: Limit, graceful: number, evidence: readonly Evidence[]) {
  const equal = graceful === limit.seconds;
  const wanted = graceful + 5;
  return fail(
    `gunicorn of ${nameOf(service)} takes up to ${graceful} s to shut down and ${limit.by} kills it after ${limit.seconds} s${equal ? ', at the same moment' : ''}: requests that still run are cut off in each deployment`,
    {
      severity: equal ? 'low' : 'medium',
      confidence: limit.sure ? 'high' : 'medium',
      evidence,
      ...placeIn(service, undefined),
      fix: fix(
        'End gunicorn before its container is ended',
        text(`gunicorn … --graceful-timeout ${Math.max(1, limit.seconds - 5)}`),
        ...(wanted <= LONGEST_ON_FARGATE ? [limit.raise(wanted)] : []),
      ),
    },
  );
}

/** Seconds for which the load balancer lets requests finish before ECS sends SIGTERM. */
function drain({ frontDoors }: DeployedService): readonly Evidence[] {
  const doors = frontDoors.status === 'collected' ? frontDoors.value : [];
  return doors.flatMap(({ targetGroupAttributes: found }) =>
    found.status === 'collected'
      ? [
          seen(
            'deregistration_delay.timeout_seconds',
            found.value.attributes['deregistration_delay.timeout_seconds'],
            'elasticloadbalancing:DescribeTargetGroupAttributes',
          ),
        ]
      : [],
  );
}

function placeIn(service: DeployedService, location: Parameters<typeof where>[0]) {
  const { process } = service;
  if (location !== undefined || process.status === 'unavailable') return where(location);
  return where(process.value.gunicorn?.graceful_timeout.location ?? process.value.location);
}
