import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import type { Collector, ServiceModule } from '../collector.ts';
import { blocks } from '../public-access-block.ts';

const accountPublicAccessBlock: Collector<'s3.accountPublicAccessBlock'> = async function* ({
  ask,
  account,
  ref,
  arn,
}) {
  const answer = await ask(
    GetPublicAccessBlockCommand,
    { AccountId: account },
    { absent: ['NoSuchPublicAccessBlockConfiguration'] },
  );
  const PublicAccessBlockConfiguration =
    answer === undefined ? null : blocks(answer.PublicAccessBlockConfiguration, 'PublicAccessBlockConfiguration');
  yield [{ ref: ref(arn('s3', 'account'), `account ${account}`), PublicAccessBlockConfiguration }];
};

/**
 * S3 Control puts the account's id before the host, which neither an IP address nor a plain local name can carry: with an
 * address of one's own the id is taken off again (it is in the header `x-amz-account-id` as well).
 */
export const s3control: ServiceModule<'s3control'> = {
  client: (config) => {
    const { endpoint } = config;
    if (endpoint === undefined) return new S3ControlClient(config);
    const client = new S3ControlClient({ ...config, endpoint: NAMED });
    const { hostname, port, protocol } = new URL(endpoint);
    client.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as Addressed; // what every handler of the SDK sends
        request.hostname = hostname;
        request.protocol = protocol;
        if (port === '') delete request.port;
        else request.port = Number(port);
        request.headers['host'] = port === '' ? hostname : `${hostname}:${port}`;
        return next(args);
      },
      { step: 'build', name: 'withoutAccountInHost', priority: 'low' },
    );
    return client;
  },
  collectors: { 's3.accountPublicAccessBlock': accountPublicAccessBlock },
};

/** Never connected to: it is replaced before the request is signed. */
const NAMED = 'http://s3-control.invalid';

interface Addressed {
  hostname: string;
  protocol: string;
  port?: number;
  readonly headers: Record<string, string>;
}
