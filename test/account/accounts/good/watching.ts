import type { Answers } from '../../answers.ts';
import {
  alarm,
  canary,
  cloudtrailAnswers,
  cloudwatchAnswers,
  compositeAlarm,
  databaseAlarms,
  emailSubscription,
  guarddutyAnswers,
  loadBalancerAlarms,
  logGroup,
  logsAnswers,
  snsAnswers,
  trail,
} from '../../build/monitoring.ts';
import { ADMIN_BALANCER, BEANSTALK_BALANCER, BEANSTALK_TARGETS, SHOP_BALANCER, SHOP_TARGETS } from './edge.ts';

const DATABASES = ['shop', 'shop-replica', 'blog', 'reports-1', 'reports-2'];

/** Alarms of this very load balancer and this very database; one of them speaks through a composite alarm only. */
export function watching(): Answers {
  const ofShop = loadBalancerAlarms(SHOP_BALANCER.LoadBalancerArn ?? '', SHOP_TARGETS.TargetGroupArn ?? '');
  const ofBeanstalk = loadBalancerAlarms(
    BEANSTALK_BALANCER.LoadBalancerArn ?? '',
    BEANSTALK_TARGETS.TargetGroupArn ?? '',
    'www',
  );
  const silent = ofBeanstalk.map((own) => ({ ...own, AlarmActions: [] }));
  return {
    cloudwatch: cloudwatchAnswers({
      alarms: [
        ...ofShop,
        ...loadBalancerAlarms(ADMIN_BALANCER.LoadBalancerArn ?? '', SHOP_TARGETS.TargetGroupArn ?? '', 'admin'),
        ...silent,
        ...DATABASES.flatMap(databaseAlarms),
        ...['CPUUtilization', 'MemoryUtilization'].map((metric) =>
          alarm(`web-${metric}`, 'AWS/ECS', metric, { ClusterName: 'shop', ServiceName: 'web' }),
        ),
      ],
      composites: [
        compositeAlarm('www-is-down', silent.map(({ AlarmName }) => `ALARM("${AlarmName ?? ''}")`).join(' OR ')),
      ],
      metrics: {
        'CPUUtilization/shop': Array.from({ length: 168 }, (_, hour) => 20 + (hour % 24)),
        'CPUUtilization/blog': [12, 14, 11],
      },
    }),
    logs: logsAnswers(
      [
        '/ecs/shop',
        '/ecs/exec',
        '/ssm/sessions',
        '/aws/elasticbeanstalk/shop-production/var/log/web.stdout.log',
        '/aws/rds/instance/shop/postgresql',
      ].map((name) => logGroup(name)),
    ),
    cloudtrail: cloudtrailAnswers([trail()]),
    guardduty: guarddutyAnswers('ENABLED'),
    sns: snsAnswers([emailSubscription()]),
    synthetics: { DescribeCanaries: { Canaries: [canary('shop-home')] } },
  };
}
