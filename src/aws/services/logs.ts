import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';

const groups: Collector<'logs.groups'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeLogGroupsCommand, { limit: 50 }, by('nextToken'))) {
    yield must(page.logGroups, 'logGroups').map((group) => {
      const logGroupName = must(group.logGroupName, 'logGroupName');
      const id = group.logGroupArn ?? arn('logs', `log-group:${logGroupName}`);
      return { ...group, ref: ref(id, logGroupName), logGroupName };
    });
  }
};

export const logs: ServiceModule<'logs'> = {
  client: (config) => new CloudWatchLogsClient(config),
  collectors: { 'logs.groups': groups },
};
