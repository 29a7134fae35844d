import rule from '../../rules/performance/celery-beat-duplicated.ts';
import { collected, type DeployedService, unavailable } from '../../src/model/index.ts';
import type { AppProcess } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { beanstalkService, copies, denied, liveSettings, service, task } from '../build/deployment.ts';
import { container, ecsService } from '../build/ecs.ts';
import { process } from '../build/process.ts';
import { ref } from '../build/ref.ts';

const NOT_IN_FILES = unavailable('the live command is not one that the repository has');
const alone = ecsService({ deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 } });

/** A live command as the task definition has it, of which the repository knows nothing. */
function live(command: string, given: Partial<DeployedService> = {}, of = alone): DeployedService {
  const words = command.split(' ').map((value) => ({ value }));
  return service({
    ref: ref('arn:aws:ecs:eu-west-1:123456789012:service/shop/shop-beat', 'shop-beat'),
    process: NOT_IN_FILES,
    live: task({ service: of, container: container({ command: words }) }),
    copies: copies(1),
    ...given,
  });
}

function celery(kind: 'celery-beat' | 'celery-worker', more: Partial<AppProcess> = {}): AppProcess {
  const { gunicorn: _, ...rest } = process({ path: 'Procfile', name: 'beat', artefact: 'procfile' });
  const text = kind === 'celery-beat' ? 'celery -A shop beat' : 'celery -A shop worker -B';
  return { ...rest, kind, text, celery: { beat: true, queues: [] }, ...more };
}

const all = (services: readonly DeployedService[], processes: readonly AppProcess[] = []) => ({
  given: { repository: { processes }, deployment: { services } },
});

testRule(rule, {
  pass: {
    'one scheduler that stops before its successor starts': all([live('celery -A shop beat')]),
    'RedBeat takes a lock': all([
      live('celery -A shop beat -S redbeat.RedBeatScheduler', { copies: copies(3) }, ecsService()),
    ]),
    'RedBeat by its setting': all([
      live('celery -A shop beat', {
        copies: copies(2),
        settings: collected(liveSettings({ CELERY_BEAT_SCHEDULER: 'redbeat.schedulers:RedBeatScheduler' })),
      }),
    ]),
    'one instance of Elastic Beanstalk': all([beanstalkService({ copies: copies(1) })], [celery('celery-beat')]),
  },
  fail: {
    'two copies of the scheduler': {
      ...all([live('celery -A shop beat -l info', { copies: copies(2) })]),
      reports: [
        'ECS service shop-beat starts Celery beat (celery -A shop beat -l info) in up to 2 copies: each of them sends every scheduled task',
      ],
      severities: ['high'],
    },
    'workers that scale, each with a scheduler': {
      ...all([live('celery --app shop worker -B --concurrency 4', { copies: copies(1, { steady: 6 }) })]),
      reports: [
        'ECS service shop-beat starts Celery beat (celery --app shop worker -B --concurrency 4) in up to 6 copies: each of them sends every scheduled task',
      ],
      severities: ['high'],
    },
    'DatabaseScheduler has no lock': {
      ...all([live('celery -A shop beat -S django_celery_beat.schedulers:DatabaseScheduler', { copies: copies(2) })]),
      reports: [
        'ECS service shop-beat starts Celery beat (celery -A shop beat -S django_celery_beat.schedulers:Databa…) in up to 2 copies: each of them sends every scheduled task',
      ],
    },
    'a lock that is switched off': {
      ...all([
        live('celery -A shop beat -S redbeat.RedBeatScheduler', {
          copies: copies(2),
          settings: collected(liveSettings({ CELERY_REDBEAT_LOCK_KEY: null })),
        }),
      ]),
      reports: [
        'ECS service shop-beat starts Celery beat (celery -A shop beat -S redbeat.RedBeatScheduler) in up to 2 copies: each of them sends every scheduled task',
      ],
    },
    'two generations during a deployment': {
      ...all([live('celery -A shop beat', {}, ecsService())]),
      reports: [
        'ECS service shop-beat starts Celery beat (celery -A shop beat) and a deployment runs the old and the new one side by side (maximumPercent 200): tasks that fall due then are sent twice',
      ],
      severities: ['medium'],
    },
    'one worker with a scheduler in it': {
      ...all([live('celery -A shop worker --beat')]),
      reports: [
        'ECS service shop-beat starts Celery beat (celery -A shop worker --beat) inside of a worker: it cannot be scaled, and ends with the worker',
      ],
      severities: ['low'],
    },
    'RedBeat in every worker': {
      ...all([
        live('celery -A shop worker --beat --scheduler redbeat.RedBeatScheduler', { copies: copies(4) }, ecsService()),
      ]),
      reports: [
        'ECS service shop-beat starts Celery beat (celery -A shop worker --beat --scheduler redbeat.RedBeatSch…) inside of a worker: it cannot be scaled, and ends with the worker',
      ],
      severities: ['low'],
    },
    'the Procfile of two instances': {
      ...all([beanstalkService({ copies: copies(2) })], [celery('celery-beat')]),
      reports: [
        'Elastic Beanstalk environment shop-prod starts Celery beat (celery -A shop beat) in up to 2 copies: each of them sends every scheduled task',
      ],
      severities: ['high'],
    },
  },
  unknown: {
    'the copies were denied': {
      ...all([live('celery -A shop beat', { copies: denied })]),
      reasons: ['how many copies of ECS service shop-beat run could not be seen: denied: ecs:DescribeTaskDefinition'],
    },
    'an image whose command nobody knows, of a project with a scheduler': {
      ...all([service({ process: NOT_IN_FILES, live: task() })], [celery('celery-beat')]),
      reasons: [
        'whether ECS service shop-web starts a Celery beat is not known: neither its command nor its image’s could be read',
      ],
    },
    'a script decides': {
      ...all([service({ process: collected(celery('celery-beat', { when: '[ "$BEAT" = 1 ]' })) })]),
      reasons: ['whether ECS service shop-web starts a Celery beat depends: [ "$BEAT" = 1 ]'],
    },
  },
  silent: {
    'a web service': all([service()]),
    'a worker without a scheduler': all([live('celery -A shop worker --loglevel info -Q beat-mails')]),
    'no copies': all([live('celery -A shop beat', { copies: copies(0) })]),
    'another process on Elastic Beanstalk': all([beanstalkService()], [process({ artefact: 'procfile' })]),
  },
});
