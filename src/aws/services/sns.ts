import { ListSubscriptionsByTopicCommand, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';
import { distinct } from '../streams.ts';

/** Who is told when an alarm goes off: how many and by which protocol, without their addresses. */
const subscriptions: Collector<'sns.subscriptions'> = ({ pages, each, from, ref }) => {
  const topics = distinct(from('cloudwatch.alarms'), ({ AlarmActions = [], OKActions = [] }) =>
    [...AlarmActions, ...OKActions].filter((action) => /^arn:[^:]+:sns:/.test(action)),
  );
  const subjectOf = (arn: string) => ref(arn, arn.split(':').at(-1));
  const list = async (TopicArn: string) => {
    const Subscriptions = [];
    try {
      for await (const page of pages(ListSubscriptionsByTopicCommand, { TopicArn }, by('NextToken'))) {
        Subscriptions.push(...must(page.Subscriptions, 'Subscriptions').map(withoutAddress));
      }
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
    return { ref: subjectOf(TopicArn), TopicArn, Subscriptions };
  };
  return each(topics, list, subjectOf);
};

function withoutAddress(subscription: Subscription): Omit<Subscription, 'Endpoint'> {
  const { Endpoint: _, ...rest } = subscription;
  return rest;
}

/** An alarm keeps the ARN of a topic that was deleted. */
function isGone(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.name === 'NotFoundException';
}

export const sns: ServiceModule<'sns'> = {
  client: (config) => new SNSClient(config),
  collectors: { 'sns.subscriptions': subscriptions },
};
