import type { AutoScalingGroup } from '../../src/model/aws/index.ts';
import { defineRule, type FixStep, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { tag } from '../shared/scope.ts';

const CALL = 'autoscaling:DescribeAutoScalingGroups';
const GRACE = 300;

export default defineRule({
  id: 'asg-ignores-load-balancer-health',
  topic: 'hosting/load-balancers',
  severity: 'medium',
  docs: {
    title: 'Let the Auto Scaling group replace what the load balancer finds unhealthy',
    why: 'EC2 only sees whether the machine runs. An instance on which gunicorn hangs is left out by the load balancer and kept by the group for ever: capacity shrinks with each one, until the site is down.',
    how: 'Each Auto Scaling group that a load balancer sends requests to must have ELB among its `HealthCheckType`; target groups count like Classic Load Balancers. Low where Elastic Beanstalk made the group: EC2 is its default, and enhanced health shows the sick instance.',
    fix: 'Set the health check type to ELB with a grace period as long as a start takes.',
    silent: ['groups that no load balancer sends requests to', 'node groups of EKS and capacity of ECS clusters'],
    example: {
      language: 'hcl',
      bad: 'resource "aws_autoscaling_group" "web" {\n  target_group_arns = [aws_lb_target_group.web.arn]\n  health_check_type = "EC2"\n}',
      good: 'resource "aws_autoscaling_group" "web" {\n  target_group_arns         = [aws_lb_target_group.web.arn]\n  health_check_type         = "ELB"\n  health_check_grace_period = 300\n}',
    },
    references: [
      'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environmentconfig-autoscaling-healthchecktype.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-1',
    ],
  },
  controls: { awsFsbp: ['AutoScaling.1'], wellArchitected: ['REL11'], soc2: ['A1.2'] },
  needs: ['autoscaling.groups'],
  subjects: ({ autoscaling }) => autoscaling.groups,
  judge: (group) => {
    const { AutoScalingGroupName: name, HealthCheckType: type } = group;
    const sources = sourcesOf(group);
    const evidence = [seen('HealthCheckType', type, CALL), seen('load balancers and target groups', sources, CALL)];
    if (tag(group.Tags, 'eks:nodegroup-name') !== undefined || tag(group.Tags, 'AmazonECSManaged') !== undefined)
      return notApplicable(`${name}: its cluster replaces what is unhealthy`, { evidence });
    if (sources.length === 0) return notApplicable(`${name}: no load balancer sends it requests`, { evidence });
    if (type === undefined) return unknown(`AWS gave no HealthCheckType of ${name}`, { evidence });
    if (type.split(',').includes('ELB'))
      return pass(`${name} replaces what its load balancer finds unhealthy`, { evidence });
    const environment = tag(group.Tags, 'elasticbeanstalk:environment-name');
    return fail(
      `the Auto Scaling group ${name} goes by the health of the machine alone (${type}): an instance on which the application hangs is never replaced; let it go by the load balancer's health check`,
      {
        severity: environment === undefined ? 'medium' : 'low',
        evidence,
        fix: fix(
          `Let ${name} go by the health check of its load balancer`,
          text(
            `Takes effect at once, without downtime as long as the health check passes: an instance that fails it now is replaced. The grace period (${GRACE} seconds here) must be longer than an instance takes to start.`,
          ),
          change(group, environment),
          terraform(`aws_autoscaling_group: health_check_type = "ELB", health_check_grace_period = ${GRACE}`),
        ),
      },
    );
  },
});

function sourcesOf({ TargetGroupARNs, LoadBalancerNames, TrafficSources }: AutoScalingGroup): readonly string[] {
  const others = (TrafficSources ?? []).flatMap(({ Identifier }) => Identifier ?? []);
  return [...new Set([...(TargetGroupARNs ?? []), ...(LoadBalancerNames ?? []), ...others])];
}

/** Elastic Beanstalk has no option for it: its own template of the group is extended. */
function change({ AutoScalingGroupName, ref }: AutoScalingGroup, environment: string | undefined): FixStep {
  if (environment !== undefined)
    return text(
      `.ebextensions/djaudit.config (environment ${environment}):\nResources:\n  AWSEBAutoScalingGroup:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties:\n      HealthCheckType: ELB\n      HealthCheckGracePeriod: ${GRACE}`,
    );
  const options = {
    'auto-scaling-group-name': AutoScalingGroupName,
    'health-check-type': 'ELB',
    'health-check-grace-period': GRACE,
  };
  return cli('autoscaling update-auto-scaling-group', options, ref.region);
}
