import rule from '../../rules/hosting/asg-ignores-load-balancer-health.ts';
import { testRule } from '../../src/testing/index.ts';
import { autoScalingGroup } from '../build/autoscaling.ts';
import { facts } from '../build/facts.ts';

const asg = (given: Parameters<typeof autoScalingGroup>[0]) =>
  facts(rule, { autoscaling: { groups: [autoScalingGroup(given)] } });
const kept = (type: string) =>
  `the Auto Scaling group shop-web goes by the health of the machine alone (${type}): an instance on which the application hangs is never replaced; let it go by the load balancer's health check`;
const tags = (Key: string) => ({ Tags: [{ Key, Value: 'shop-prod' }] });

testRule(rule, {
  pass: { ELB: asg({ HealthCheckType: 'ELB' }), 'among others': asg({ HealthCheckType: 'EC2,ELB,EBS' }) },
  fail: {
    'EC2 behind a target group only': {
      ...asg({ HealthCheckType: 'EC2' }),
      reports: [kept('EC2')],
      severities: ['medium'],
    },
    'EC2 behind a Classic Load Balancer': {
      ...asg({ HealthCheckType: 'EC2', TargetGroupARNs: [], LoadBalancerNames: ['shop-classic'] }),
      reports: [kept('EC2')],
    },
    'the default of Elastic Beanstalk': {
      ...asg({ HealthCheckType: 'EC2', ...tags('elasticbeanstalk:environment-name') }),
      reports: [kept('EC2')],
      severities: ['low'],
    },
  },
  unknown: {
    'AWS did not say': {
      given: { autoscaling: { groups: [without()] } },
      reasons: ['AWS gave no HealthCheckType of shop-web'],
    },
  },
  silent: {
    'a group of workers': asg({ HealthCheckType: 'EC2', TargetGroupARNs: [] }),
    'nodes of EKS': asg({ HealthCheckType: 'EC2', ...tags('eks:nodegroup-name') }),
  },
});

function without() {
  return { ...autoScalingGroup(), HealthCheckType: undefined };
}
