import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateEventSubscriptionCommand, RDSClient } from '@aws-sdk/client-rds';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Balancer } from './balancer.ts';
import type { Session } from './session.ts';
import { must } from './session.ts';

/** Alarms on the load balancer and the database, and events of the database, told to one topic. */
export async function alarms(session: Session, balancer: Balancer, database: string): Promise<void> {
  const topic = await new SNSClient(session).send(new CreateTopicCommand({ Name: 'good' }));
  const TopicArn = must(topic.TopicArn, 'TopicArn');
  const LoadBalancer = must(balancer.arn.split(':loadbalancer/')[1], 'the name in the ARN');
  const TargetGroup = must(balancer.targetGroup.split(':').at(-1), 'the name in the ARN');
  const watched: readonly (readonly [
    namespace: string,
    metric: string,
    dimensions: Readonly<Record<string, string>>,
  ])[] = [
    ['AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', { LoadBalancer }],
    ['AWS/ApplicationELB', 'UnHealthyHostCount', { LoadBalancer, TargetGroup }],
    ...['FreeStorageSpace', 'CPUUtilization', 'DatabaseConnections', 'FreeableMemory'].map(
      (metric) => ['AWS/RDS', metric, { DBInstanceIdentifier: database }] as const,
    ),
  ];
  const cloudwatch = new CloudWatchClient(session);
  for (const [Namespace, MetricName, dimensions] of watched) {
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: `good-${MetricName}`,
        Namespace,
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        Statistic: 'Average',
        Period: 300,
        EvaluationPeriods: 3,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: [TopicArn],
      }),
    );
  }
  await new RDSClient(session).send(
    new CreateEventSubscriptionCommand({
      SubscriptionName: 'good',
      SnsTopicArn: TopicArn,
      SourceType: 'db-instance',
      Enabled: true,
    }),
  );
}
