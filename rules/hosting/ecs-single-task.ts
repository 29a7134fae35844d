import type { EcsService } from '../../src/model/aws/index.ts';
import { defineRule, fail, notApplicable, pass } from '../../src/model/index.ts';
import { isBehindLoadBalancer, scalableTarget } from '../shared/ecs.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';

export default defineRule({
  id: 'ecs-single-task',
  topic: 'hosting/ecs',
  severity: 'medium',
  docs: {
    title: 'Run two tasks of the web service at least',
    why: 'A single task is the whole site: when it crashes, is killed for memory or its zone fails, visitors get errors until another one has started.',
    how: 'A service behind a load balancer must have a `desiredCount` of two or more; where Application Auto Scaling holds it, the minimum capacity must be two, because it may go down to it any time.',
    fix: 'Set the desired count, or the minimum of the scalable target, to 2.',
    silent: [
      'workers and schedulers: services without a load balancer',
      'services that are switched off (desired count 0)',
    ],
    example: {
      language: 'hcl',
      bad: 'resource "aws_ecs_service" "web" { # behind aws_lb.shop\n  desired_count = 1\n}',
      good: 'resource "aws_ecs_service" "web" { # behind aws_lb.shop\n  desired_count = 2\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-considerations.html',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html',
    ],
  },
  controls: { wellArchitected: ['REL10'], soc2: ['A1.1'] },
  needs: ['ecs.services', 'application-autoscaling.targets'],
  subjects: ({ ecs }) => ecs.services,
  judge: (service, facts) => {
    const { serviceName: name, desiredCount = 0 } = service;
    const target = scalableTarget(service, facts['application-autoscaling'].targets);
    const evidence = [
      seen('desiredCount', service.desiredCount, 'ecs:DescribeServices'),
      seen('MinCapacity', target?.MinCapacity, 'application-autoscaling:DescribeScalableTargets'),
    ];
    if (!isBehindLoadBalancer(service))
      return notApplicable(`${name}: no load balancer sends it requests`, { evidence });
    if (desiredCount === 0) return notApplicable(`${name} is switched off`, { evidence });
    const least = target?.MinCapacity ?? desiredCount;
    if (least >= 2) return pass(`${name} runs ${least} tasks at least`, { evidence });
    const how =
      target === undefined ? 'runs a single task' : `may be scaled down to ${least} task${least === 1 ? '' : 's'}`;
    return fail(`the ECS service ${name} ${how}: while it is restarted or its zone is down the site is down; run two`, {
      evidence,
      fix: two(service, target?.MaxCapacity),
    });
  },
});

function two({ serviceName, clusterArn, ref }: EcsService, max: number | undefined) {
  const target = {
    'service-namespace': 'ecs',
    'resource-id': `service/${clusterArn.split('/').at(-1) ?? ''}/${serviceName}`,
    'scalable-dimension': 'ecs:service:DesiredCount',
    'min-capacity': 2,
    'max-capacity': Math.max(max ?? 0, 4),
  };
  const desired = { cluster: clusterArn, service: serviceName, 'desired-count': 2 };
  return fix(
    `Run two tasks of ${serviceName}`,
    text(
      'No downtime. Sessions, caches and uploads must not live in the memory or on the disk of one task; the second one needs database connections too.',
    ),
    max === undefined
      ? cli('ecs update-service', desired, ref.region)
      : cli('application-autoscaling register-scalable-target', target, ref.region),
    terraform(max === undefined ? 'aws_ecs_service: desired_count = 2' : 'aws_appautoscaling_target: min_capacity = 2'),
  );
}
