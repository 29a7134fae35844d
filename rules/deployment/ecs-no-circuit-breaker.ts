import type { EcsService } from '../../src/model/aws/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';

export default defineRule({
  id: 'ecs-no-circuit-breaker',
  topic: 'deployment/ecs',
  severity: 'medium',
  docs: {
    title: 'Roll failed deployments back',
    why: 'A revision whose tasks do not start is started again and again for hours; the pipeline waits or times out, and the next deployment meets a service in between two versions.',
    how: 'A service that is deployed by rolling updates needs `deploymentCircuitBreaker` with enable and rollback, or deployment alarms with both. Blue/green, linear, canary and CodeDeploy have a way back of their own.',
    fix: 'Switch the circuit breaker on with rollback.',
    silent: ['services that CodeDeploy or an external controller deploys'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_ecs_service" "web" {\n  desired_count = 2\n}',
      good: 'resource "aws_ecs_service" "web" {\n  desired_count = 2\n  deployment_circuit_breaker {\n    enable   = true\n    rollback = true\n  }\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html',
    ],
  },
  controls: { wellArchitected: ['REL08', 'OPS06'], soc2: ['CC8.1'] },
  needs: ['ecs.services'],
  subjects: ({ ecs }) => ecs.services,
  judge: (service) => {
    const { deploymentConfiguration: config, serviceName: name } = service;
    const controller = service.deploymentController?.type ?? 'ECS';
    const strategy = config?.strategy ?? 'ROLLING';
    const { deploymentCircuitBreaker: breaker, alarms } = config ?? {};
    const evidence = [
      seen('deployment', `${controller}, ${strategy}`, 'ecs:DescribeServices'),
      seen('deploymentCircuitBreaker', breaker, 'ecs:DescribeServices'),
      seen('alarms', alarms && { enable: alarms.enable, rollback: alarms.rollback }, 'ecs:DescribeServices'),
    ];
    if (controller !== 'ECS') return notApplicable(`${name} is deployed by ${controller}`, { evidence });
    if (strategy !== 'ROLLING')
      return pass(`${name} is deployed ${strategy}, which rolls back by itself`, { evidence });
    if (config === undefined) return unknown(`AWS gave no deployment configuration of ${name}`, { evidence });
    if ((breaker?.enable && breaker.rollback) || (alarms?.enable && alarms.rollback))
      return pass(`${name} rolls a failed deployment back`, { evidence });
    const half = breaker?.enable
      ? 'stops a failed deployment but does not roll it back'
      : 'tries a revision that does not start again and again';
    return fail(
      `the ECS service ${name} ${half}: somebody has to notice and deploy the old one; switch the circuit breaker on with rollback`,
      {
        evidence,
        fix: breakCircuit(service),
      },
    );
  },
});

function breakCircuit({ serviceName, clusterArn, ref }: EcsService) {
  const options = {
    cluster: clusterArn,
    service: serviceName,
    'deployment-configuration': 'deploymentCircuitBreaker={enable=true,rollback=true}',
  };
  return fix(
    `Let ${serviceName} roll failed deployments back`,
    text(
      'Takes effect with the next deployment; nothing is restarted. A migration that ran is not undone: keep migrations compatible with the old code.',
    ),
    cli('ecs update-service', options, ref.region),
    terraform('aws_ecs_service: deployment_circuit_breaker { enable = true, rollback = true }'),
  );
}
