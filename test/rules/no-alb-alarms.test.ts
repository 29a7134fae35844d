import rule from '../../rules/monitoring/no-alb-alarms.ts';
import { testRule } from '../../src/testing/index.ts';
import { environment } from '../build/elasticbeanstalk.ts';
import { loadBalancer } from '../build/elasticloadbalancing.ts';
import { facts } from '../build/facts.ts';
import { alarm } from '../build/monitoring.ts';

const LB = { LoadBalancer: 'app/shop/50dc6c495c0c9188' };
const errors = alarm('AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', LB);
const hosts = alarm('AWS/ApplicationELB', 'UnHealthyHostCount', { TargetGroup: 'targetgroup/shop/1', ...LB });
const elb = (...alarms: ReturnType<typeof alarm>[]) =>
  facts(rule, { elasticloadbalancing: { loadBalancers: [loadBalancer()] }, cloudwatch: { alarms } });
const math = alarm(
  '',
  '',
  {},
  {
    Namespace: undefined,
    MetricName: undefined,
    Metrics: [
      {
        Id: 'm1',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/ApplicationELB',
            MetricName: 'HTTPCode_ELB_5XX_Count',
            Dimensions: [{ Name: 'LoadBalancer', Value: LB.LoadBalancer }],
          },
          Period: 60,
          Stat: 'Sum',
        },
      },
      { Id: 'e1', Expression: 'm1 * 100' },
    ],
  },
);
const search = alarm(
  '',
  '',
  {},
  {
    Namespace: undefined,
    MetricName: undefined,
    Metrics: [
      { Id: 'q1', Expression: 'SELECT MAX(UnHealthyHostCount) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer)' },
    ],
  },
);
const health = alarm('AWS/ElasticBeanstalk', 'EnvironmentHealth', { EnvironmentName: 'shop-prod' });
const missing = (what: string) =>
  `no alarm watches ${what} of the load balancer shop: when the site is down a customer tells you; put an alarm on each`;

testRule(rule, {
  pass: {
    'one on each': elb(errors, hosts),
    'metric math and a query over all': elb(math, search),
    'the health of the environment that owns it': facts(rule, {
      elasticloadbalancing: { loadBalancers: [loadBalancer()] },
      cloudwatch: { alarms: [health] },
      elasticbeanstalk: {
        resources: [
          {
            ref: environment().ref,
            EnvironmentName: 'shop-prod',
            LoadBalancers: [{ Name: loadBalancer().LoadBalancerArn }],
          },
        ],
      },
    }),
  },
  fail: {
    none: { ...elb(), reports: [missing('5xx errors and unhealthy targets')], severities: ['medium'] },
    'errors only': { ...elb(errors), reports: [missing('unhealthy targets')] },
    'those of a load balancer whose name begins the same': {
      ...elb(
        alarm('AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', { LoadBalancer: 'app/shop-admin/50dc6c495c0c9188' }),
        hosts,
      ),
      reports: [missing('5xx errors')],
    },
    'those of another region': {
      ...elb({ ...errors, ref: { ...errors.ref, region: 'us-east-1' } }, hosts),
      reports: [missing('5xx errors')],
    },
    'the health of a foreign environment': {
      ...elb(health),
      reports: [missing('5xx errors and unhealthy targets')],
    },
  },
  silent: {
    'a network load balancer': facts(rule, {
      elasticloadbalancing: { loadBalancers: [loadBalancer({ Type: 'network' })] },
    }),
  },
});
