import type { AwsItem, LoadBalancer } from '../../src/model/aws/index.ts';
import { defineRule, type Facts, fail, pass } from '../../src/model/index.ts';
import { type AlarmTopic, alarmsOn, alarmTopic } from '../shared/alarms.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { sameScope } from '../shared/scope.ts';

const NEEDS = [
  'elasticloadbalancing.loadBalancers',
  'elasticloadbalancing.targetGroups',
  'cloudwatch.alarms',
  'elasticbeanstalk.resources',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

const ERRORS = [
  'HTTPCode_ELB_5XX_Count',
  'HTTPCode_Target_5XX_Count',
  'HTTPCode_ELB_500_Count',
  'HTTPCode_ELB_502_Count',
  'HTTPCode_ELB_503_Count',
  'HTTPCode_ELB_504_Count',
];
const HOSTS = ['UnHealthyHostCount', 'HealthyHostCount'];
const EB_HEALTH = ['EnvironmentHealth', 'ApplicationRequests5xx', 'InstancesSevere', 'InstancesDegraded'];

export default defineRule({
  id: 'no-alb-alarms',
  topic: 'monitoring/cloudwatch',
  severity: 'medium',
  docs: {
    title: 'Be told when the load balancer answers errors or loses its targets',
    why: 'Without an alarm the first who knows that the site is down is a customer; Sentry does not see what never reached Django.',
    how: "For each application load balancer the alarms of its region are searched by its dimension: one on errors (HTTPCode_ELB_5XX_Count or HTTPCode_Target_5XX_Count) and one on hosts (UnHealthyHostCount or HealthyHostCount). Metric math, SEARCH expressions and the children of composite alarms count, and so do alarms on the enhanced health of the Elastic Beanstalk environment that owns the load balancer. Whether an alarm tells anybody is another rule's question (alarm-without-action).",
    fix: 'Put an alarm on each, with a topic that somebody reads.',
    silent: ['monitoring outside of the account (Datadog, New Relic): accept the finding in djaudit.yml with its name'],
    example: {
      language: 'hcl',
      bad: '# no aws_cloudwatch_metric_alarm has its arn_suffix among the dimensions\nresource "aws_lb" "shop" {\n  load_balancer_type = "application"\n}',
      good: 'resource "aws_cloudwatch_metric_alarm" "errors" {\n  namespace   = "AWS/ApplicationELB"\n  metric_name = "HTTPCode_Target_5XX_Count"\n  dimensions  = { LoadBalancer = aws_lb.shop.arn_suffix }\n}\nresource "aws_cloudwatch_metric_alarm" "hosts" {\n  namespace   = "AWS/ApplicationELB"\n  metric_name = "UnHealthyHostCount"\n  dimensions  = { LoadBalancer = aws_lb.shop.arn_suffix, TargetGroup = aws_lb_target_group.shop.arn_suffix }\n}',
    },
    references: [
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-cloudwatch.html',
    ],
  },
  controls: { wellArchitected: ['REL06', 'OPS08'], soc2: ['CC7.2'], cwe: ['778'], owaspTop10_2021: ['A09'] },
  needs: NEEDS,
  subjects: ({ elasticloadbalancing }) =>
    elasticloadbalancing.loadBalancers.filter(({ Type }) => Type === 'application'),
  judge: (loadBalancer, facts) => {
    const name = loadBalancer.LoadBalancerName;
    const alarms = facts.cloudwatch.alarms.filter((alarm) => sameScope(alarm, loadBalancer));
    const dimension = ['LoadBalancer', [dimensionOf(loadBalancer)]] as const;
    const errors = alarmsOn(alarms, 'AWS/ApplicationELB', ERRORS, dimension);
    const hosts = alarmsOn(alarms, 'AWS/ApplicationELB', HOSTS, dimension);
    const health = byElasticBeanstalk(loadBalancer, alarms, facts);
    const evidence = [
      seen(
        'alarms on errors',
        errors.map(({ AlarmName }) => AlarmName),
        'cloudwatch:DescribeAlarms',
      ),
      seen(
        'alarms on hosts',
        hosts.map(({ AlarmName }) => AlarmName),
        'cloudwatch:DescribeAlarms',
      ),
      seen(
        'alarms on the environment',
        health.map(({ AlarmName }) => AlarmName),
        'cloudwatch:DescribeAlarms',
      ),
    ];
    const missing = [...(errors.length > 0 ? [] : ['5xx errors']), ...(hosts.length > 0 ? [] : ['unhealthy targets'])];
    if (missing.length === 0 || health.length > 0) return pass(`alarms watch ${name}`, { evidence });
    return fail(
      `no alarm watches ${list(missing)} of the load balancer ${name}: when the site is down a customer tells you; put an alarm on each`,
      {
        evidence,
        fix: watch(loadBalancer, {
          errors: errors.length === 0,
          groups: hosts.length === 0 ? groupsBehind(loadBalancer, facts) : [],
          topic: alarmTopic(alarms),
        }),
      },
    );
  },
});

/** CloudWatch's name of a load balancer: `app/shop/50dc6c495c0c9188`. */
function dimensionOf({ LoadBalancerArn }: LoadBalancer): string {
  return LoadBalancerArn.split(':loadbalancer/')[1] ?? LoadBalancerArn;
}

function byElasticBeanstalk(
  { LoadBalancerArn }: LoadBalancer,
  alarms: readonly AwsItem<'cloudwatch.alarms'>[],
  { elasticbeanstalk }: Needed,
) {
  const owners = elasticbeanstalk.resources.filter(({ LoadBalancers }) =>
    LoadBalancers?.some(({ Name }) => Name === LoadBalancerArn),
  );
  const names = owners.map(({ EnvironmentName }) => EnvironmentName);
  return names.length === 0 ? [] : alarmsOn(alarms, 'AWS/ElasticBeanstalk', EB_HEALTH, ['EnvironmentName', names]);
}

/** CloudWatch's names of the target groups: `targetgroup/shop/6d0ecf831eec9f09`. */
function groupsBehind({ LoadBalancerArn }: LoadBalancer, { elasticloadbalancing }: Needed): readonly string[] {
  return elasticloadbalancing.targetGroups
    .filter(({ LoadBalancerArns }) => LoadBalancerArns?.includes(LoadBalancerArn))
    .map(({ TargetGroupArn }) => TargetGroupArn.split(':').at(-1) ?? TargetGroupArn);
}

interface Wanted {
  readonly errors: boolean;
  /** Those whose hosts are to be watched. */
  readonly groups: readonly string[];
  readonly topic: AlarmTopic;
}

function watch(loadBalancer: LoadBalancer, { errors, groups, topic }: Wanted) {
  const { LoadBalancerName: name, ref } = loadBalancer;
  const alarm = (metric: string, dimensions: readonly string[], threshold: number, statistic: string, about = '') =>
    cli(
      'cloudwatch put-metric-alarm',
      {
        'alarm-name': `${name}${about}-${metric}`,
        namespace: 'AWS/ApplicationELB',
        'metric-name': metric,
        dimensions,
        statistic,
        period: 60,
        'evaluation-periods': 3,
        threshold,
        'comparison-operator': 'GreaterThanOrEqualToThreshold',
        'treat-missing-data': 'notBreaching',
        'alarm-actions': topic.arn,
      },
      ref.region,
    );
  const own = `Name=LoadBalancer,Value=${dimensionOf(loadBalancer)}`;
  return fix(
    `Watch ${name}`,
    text(
      'No effect on the site. Choose thresholds by what is normal; UnHealthyHostCount is counted for each target group.',
    ),
    topic.step,
    ...(errors
      ? [alarm('HTTPCode_Target_5XX_Count', [own], 10, 'Sum'), alarm('HTTPCode_ELB_5XX_Count', [own], 10, 'Sum')]
      : []),
    ...groups.map((group) =>
      alarm('UnHealthyHostCount', [own, `Name=TargetGroup,Value=${group}`], 1, 'Maximum', `-${group.split('/')[1]}`),
    ),
    terraform(
      'aws_cloudwatch_metric_alarm: namespace = "AWS/ApplicationELB", dimensions = { LoadBalancer = aws_lb.x.arn_suffix }',
    ),
  );
}
