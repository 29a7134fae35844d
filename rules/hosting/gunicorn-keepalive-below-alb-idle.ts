import {
  type DeployedService,
  defineRule,
  type Evidence,
  type FrontDoor,
  fail,
  notApplicable,
  part,
  pass,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import type { GunicornOptions } from '../../src/model/repository/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';
import { optionEvidence } from '../shared/gunicorn.ts';
import { where } from '../shared/places.ts';
import { type Blind, linkEvidence, look, nameOf, partsOf } from '../shared/service.ts';

export default defineRule({
  id: 'gunicorn-keepalive-below-alb-idle',
  topic: 'hosting/load-balancers',
  severity: 'medium',
  docs: {
    title: 'Keep connections open longer than the load balancer does',
    why: 'The load balancer reuses its connections to the application. When gunicorn closes an idle one at the moment in which the next request is sent on it, the visitor gets a 502 that no log of the application shows. It happens a few times a day and is never reproduced.',
    how: 'Judged for gunicorn that is the target itself (ECS) and whose worker keeps connections alive: gthread (also by threads above 1), gevent, tornado, uvicorn workers. Its keepalive must be longer than the idle timeout of the load balancer. The sync worker closes after every answer and cannot race.',
    fix: 'gunicorn --keep-alive 75 where the idle timeout is 60 seconds; or an idle timeout below the keep-alive.',
    silent: ['the sync worker', 'Elastic Beanstalk, whose nginx stands between', 'network load balancers'],
    example: {
      language: 'dockerfile',
      bad: '# aws_lb: idle_timeout = 60\nCMD ["gunicorn", "config.wsgi", "--threads", "4", "--keep-alive", "5"]',
      good: '# aws_lb: idle_timeout = 60\nCMD ["gunicorn", "config.wsgi", "--threads", "4", "--keep-alive", "75"]',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
      'https://docs.gunicorn.org/en/stable/settings.html#keepalive',
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
    ],
  },
  controls: { wellArchitected: ['REL05'], soc2: ['A1.1'] },
  needs: ['deployment.services'],
  subjects: ({ deployment }) => deployment.services.flatMap(doors),
  judge: (subject) => {
    if ('blind' in subject) return unknown(subject.blind);
    const { service, door } = subject;
    if (service.platform !== 'ecs') return notApplicable('nginx of Elastic Beanstalk stands between');
    if (door.loadBalancer.Type !== 'application')
      return notApplicable('a network load balancer keeps no pool of connections');
    const process = look(service.process, `the command of ${nameOf(service)} is not known`);
    if ('open' in process) return process.open;
    const { gunicorn } = process.value;
    if (gunicorn === undefined) return notApplicable(`${process.value.kind} is not gunicorn`);
    const idle = look(door.attributes, `the attributes of ${door.loadBalancer.LoadBalancerName} could not be read`);
    return 'open' in idle
      ? idle.open
      : compare(service, door, gunicorn, idle.value.attributes['idle_timeout.timeout_seconds']);
  },
});

interface Behind extends Subject {
  readonly service: DeployedService;
  readonly door: FrontDoor;
}

function doors(service: DeployedService): readonly (Behind | Blind)[] {
  return partsOf(service, service.frontDoors, 'load balancers', (door) => ({
    ref: part(service.ref, door.loadBalancer.LoadBalancerName),
    service,
    door,
  }));
}

function compare(
  service: DeployedService,
  door: FrontDoor,
  gunicorn: GunicornOptions,
  idleTimeout: string | undefined,
) {
  const { worker_class: worker, keepalive } = gunicorn;
  if (worker.status === 'unknown')
    return unknown(`the worker class of ${nameOf(service)} is not known: ${worker.reason}`);
  if (worker.value === 'sync') return notApplicable('the sync worker closes the connection after every answer');
  if (keepalive.status === 'unknown')
    return unknown(`keepalive of ${nameOf(service)} is not known: ${keepalive.reason}`);
  if (idleTimeout === undefined) return unknown(`AWS gave no idle timeout of ${door.loadBalancer.LoadBalancerName}`);
  const evidence: readonly Evidence[] = [
    seen('idle_timeout.timeout_seconds', idleTimeout, 'elasticloadbalancing:DescribeLoadBalancerAttributes'),
    optionEvidence('keepalive', keepalive),
    optionEvidence('worker_class', worker),
    linkEvidence(service),
  ];
  if (keepalive.value > Number(idleTimeout)) {
    return pass(`gunicorn keeps connections ${keepalive.value} s, the load balancer ${idleTimeout} s`, { evidence });
  }
  const { LoadBalancerName, LoadBalancerArn } = door.loadBalancer;
  const longer = Number(idleTimeout) + 15;
  return fail(
    `gunicorn (${worker.value}) of ${nameOf(service)} closes idle connections after ${keepalive.value} s while ${LoadBalancerName} reuses them for ${idleTimeout} s: now and then a request meets a closed connection and the visitor gets a 502`,
    {
      evidence,
      ...where(
        keepalive.location ?? (service.process.status === 'collected' ? service.process.value.location : undefined),
      ),
      fix: fix(
        'Keep connections longer than the load balancer',
        text(`gunicorn … --keep-alive ${longer}`),
        text(
          'Or shorten the idle timeout below the keep-alive; requests that take longer without sending a byte are then cut off:',
        ),
        cli(
          'elbv2 modify-load-balancer-attributes',
          {
            'load-balancer-arn': LoadBalancerArn,
            attributes: `Key=idle_timeout.timeout_seconds,Value=${Math.max(1, keepalive.value - 1)}`,
          },
          door.loadBalancer.ref.region,
        ),
      ),
    },
  );
}
