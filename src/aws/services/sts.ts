import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Collector, ServiceModule } from '../collector.ts';
import { must } from '../collector.ts';

export { GetCallerIdentityCommand };

const identity: Collector<'sts.identity'> = async function* ({ ask, ref }) {
  const answer = await ask(GetCallerIdentityCommand, {});
  const Arn = must(answer.Arn, 'Arn');
  yield [{ ref: ref(Arn, Arn.split('/').at(-1)), Account: must(answer.Account, 'Account'), Arn }];
};

export const sts: ServiceModule<'sts'> = {
  client: (config) => new STSClient(config),
  collectors: { 'sts.identity': identity },
};
