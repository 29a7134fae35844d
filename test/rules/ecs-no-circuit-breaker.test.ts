import rule from '../../rules/deployment/ecs-no-circuit-breaker.ts';
import { testRule } from '../../src/testing/index.ts';
import { ecsService } from '../build/ecs.ts';
import { facts } from '../build/facts.ts';

type Config = NonNullable<ReturnType<typeof ecsService>['deploymentConfiguration']>;
const ecs = (deploymentConfiguration: Config | undefined, more: Parameters<typeof ecsService>[0] = {}) =>
  facts(rule, { ecs: { services: [ecsService({ ...more, deploymentConfiguration })] } });
const reports = (half: string) => [
  `the ECS service shop-web ${half}: somebody has to notice and deploy the old one; switch the circuit breaker on with rollback`,
];
const off = { deploymentCircuitBreaker: { enable: false, rollback: false } };

testRule(rule, {
  pass: {
    'the circuit breaker': ecs({ deploymentCircuitBreaker: { enable: true, rollback: true } }),
    'deployment alarms': ecs({ ...off, alarms: { alarmNames: ['5xx'], enable: true, rollback: true } }),
    'blue/green': ecs({ ...off, strategy: 'BLUE_GREEN' }),
    'the old answer without controller and strategy': ecs(
      { deploymentCircuitBreaker: { enable: true, rollback: true } },
      { deploymentController: undefined },
    ),
  },
  fail: {
    off: {
      ...ecs(off),
      reports: reports('tries a revision that does not start again and again'),
      severities: ['medium'],
    },
    'on without rollback': {
      ...ecs({ deploymentCircuitBreaker: { enable: true, rollback: false } }),
      reports: reports('stops a failed deployment but does not roll it back'),
    },
  },
  unknown: {
    'AWS gave no configuration': {
      ...ecs(undefined),
      reasons: ['AWS gave no deployment configuration of shop-web'],
    },
  },
  silent: { CodeDeploy: ecs(off, { deploymentController: { type: 'CODE_DEPLOY' } }) },
});
