import type { Answers } from '../../answers.ts';
import {
  alarm,
  cloudtrailAnswers,
  cloudwatchAnswers,
  emailSubscription,
  guarddutyAnswers,
  logGroup,
  logsAnswers,
  snsAnswers,
  trail,
} from '../../build/monitoring.ts';

/** One alarm, made on the day that the tasks ran out of memory. */
export function watching(): Answers {
  return {
    cloudwatch: cloudwatchAnswers({
      alarms: [
        alarm(
          'kettle-memory',
          'AWS/ECS',
          'MemoryUtilization',
          { ClusterName: 'kettle', ServiceName: 'kettle-web' },
          { Threshold: 90 },
        ),
      ],
      metrics: {
        'CPUUtilization/kettle-production': Array.from({ length: 168 }, (_, hour) => 30 + (hour % 24)),
        'CPUCreditBalance/kettle-production': Array.from({ length: 168 }, () => 120),
      },
    }),
    logs: logsAnswers([
      logGroup('/ecs/kettle-web', { retentionInDays: 30 }),
      logGroup('/aws/elasticbeanstalk/kettle-staging/var/log/web.stdout.log', { retentionInDays: 14 }),
      logGroup('/aws/rds/instance/kettle-production/postgresql', { retentionInDays: undefined }),
    ]),
    cloudtrail: cloudtrailAnswers([trail({ Name: 'kettle', S3BucketName: 'kettle-logs' })]),
    guardduty: guarddutyAnswers('ENABLED'),
    sns: snsAnswers([emailSubscription()]),
  };
}
