import { afterEach, describe, expect, it } from 'vitest';
import type { AccountOptions, FakeAccount, Fault, Trouble } from './index.ts';
import { startAccount } from './index.ts';
import { sdk } from './sdk.ts';
import type { ServiceName } from './services.ts';

let account: FakeAccount | undefined;

afterEach(async () => {
  await account?.close();
  account = undefined;
});

async function start(options: Partial<AccountOptions>) {
  account = await startAccount({ answers: {}, ...options });
  const { url, keys } = account;
  const credentials = { accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey };
  return (service: ServiceName, region = 'eu-west-1') => sdk(service, { endpoint: url, region, credentials });
}

/** One operation for each protocol. */
const ASKED: readonly (readonly [ServiceName, string])[] = [
  ['rds', 'DescribeDBInstances'],
  ['ec2', 'DescribeInstances'],
  ['ssm', 'DescribeParameters'],
  ['cloudwatch', 'DescribeAlarms'],
  ['eks', 'ListClusters'],
  ['cloudfront', 'ListDistributions'],
  ['s3', 'ListBuckets'],
];

async function outcome(trouble: Trouble, service: ServiceName, operation: string, more: Partial<Fault> = {}) {
  const client = await start({ faults: [{ service, trouble, ...more }] });
  const ask = await client(service);
  return ask(operation, {}).then(
    () => 'answered',
    (error: unknown) => {
      const { name, message, $metadata } = error as {
        name: string;
        message: string;
        $metadata?: { httpStatusCode: number };
      }; // the SDK's
      return { name, message, status: $metadata?.httpStatusCode };
    },
  );
}

describe('an error is what the SDK makes of AWS’s own', () => {
  it.each([
    ['rds', 'DescribeDBInstances', 'AccessDenied', 403, 'rds:DescribeDBInstances'],
    ['ec2', 'DescribeInstances', 'UnauthorizedOperation', 403, 'ec2:DescribeInstances'],
    ['ssm', 'DescribeParameters', 'AccessDeniedException', 400, 'ssm:DescribeParameters'],
    ['cloudwatch', 'DescribeAlarms', 'AccessDeniedException', 400, 'cloudwatch:DescribeAlarms'],
    ['eks', 'ListClusters', 'AccessDeniedException', 403, 'eks:ListClusters'],
    ['cloudfront', 'ListDistributions', 'AccessDenied', 403, 'cloudfront:ListDistributions'],
    ['s3', 'ListBuckets', 'AccessDenied', 403, 's3:ListAllMyBuckets'],
  ] as const)('access denied: %s', async (service, operation, name, status, action) => {
    const given = await outcome('access-denied', service, operation);
    expect(given).toMatchObject({ name, status });
    expect(given).toHaveProperty(
      'message',
      expect.stringContaining(`User: arn:aws:iam::111122223333:user/auditor is not authorized to perform: ${action}`),
    );
    expect(given).toHaveProperty(
      'message',
      expect.stringContaining(`because no identity-based policy allows the ${action} action`),
    );
  });

  it.each(ASKED)('explicit deny: %s', async (service, operation) => {
    expect(await outcome('explicit-deny', service, operation)).toHaveProperty(
      'message',
      expect.stringContaining('with an explicit deny'),
    );
  });

  it.each([
    ['rds', 'DescribeDBInstances', 'ExpiredToken'],
    ['ec2', 'DescribeInstances', 'RequestExpired'],
    ['ssm', 'DescribeParameters', 'ExpiredTokenException'],
    ['eks', 'ListClusters', 'ExpiredTokenException'],
    ['s3', 'ListBuckets', 'ExpiredToken'],
  ] as const)('expired token: %s', async (service, operation, name) => {
    expect(await outcome('expired-token', service, operation)).toMatchObject({ name });
  });

  it.each([
    ['rds', 'DescribeDBInstances', 'InvalidClientTokenId'],
    ['ec2', 'DescribeInstances', 'AuthFailure'],
    ['ssm', 'DescribeParameters', 'UnrecognizedClientException'],
    ['eks', 'ListClusters', 'UnrecognizedClientException'],
  ] as const)('a region that is not enabled: %s', async (service, operation, name) => {
    const client = await start({});
    const ask = await client(service, 'ap-east-1');
    await expect(ask(operation, {})).rejects.toMatchObject({ name });
  });

  it.each(ASKED)('throttled: %s', async (service, operation) => {
    const given = await outcome({ throttle: { rate: 0, burst: 0 } }, service, operation);
    expect(given).toHaveProperty(
      'name',
      expect.stringMatching(/Throttling|RequestLimitExceeded|TooManyRequests|SlowDown/),
    );
  });

  it.each(ASKED)('an HTML page, a cut and an empty answer are no answers: %s', async (service, operation) => {
    expect(await outcome('html-502', service, operation)).not.toBe('answered');
    await account?.close();
    expect(await outcome('cut-answer', service, operation)).not.toBe('answered');
  });
});

it('resets the connection', async () => {
  expect(await outcome('reset', 'rds', 'DescribeDBInstances')).toMatchObject({
    message: expect.stringMatching(/ECONNRESET|hang up/) as string,
  });
});

it('hangs until the account is closed', async () => {
  const asked = outcome('hang', 'rds', 'DescribeDBInstances');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(account?.requests).toHaveLength(1);
  await account?.close();
  account = undefined;
  expect(await asked).not.toBe('answered');
});

it('strikes from the n-th request on, for so many, where it is told to', async () => {
  const client = await start({
    faults: [{ service: 'rds', region: 'eu-west-1', from: 2, times: 1, trouble: 'error-500' }],
  });
  const [here, there] = [await client('rds'), await client('rds', 'eu-central-1')];
  await here('DescribeDBInstances', {});
  await there('DescribeDBInstances', {});
  await expect(here('DescribeDBInstances', {})).rejects.toMatchObject({ name: 'InternalFailure' });
  await here('DescribeDBInstances', {});
  expect(account?.requests.map(({ region, status }) => [region, status])).toEqual([
    ['eu-west-1', 200],
    ['eu-central-1', 200],
    ['eu-west-1', 500],
    ['eu-west-1', 200],
  ]);
});

it('lets through what its bucket holds', async () => {
  const client = await start({ faults: [{ trouble: { throttle: { rate: 1, burst: 5 } } }] });
  const ask = await client('rds');
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => ask('DescribeDBInstances', {})));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
});

it('refuses keys that it does not know', async () => {
  await start({});
  const credentials = { accessKeyId: 'AKIASOMEBODYELSE0000', secretAccessKey: 'x' };
  const ask = await sdk('sts', { endpoint: account?.url ?? '', region: 'eu-west-1', credentials });
  await expect(ask('GetCallerIdentity', {})).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
});

it('gives the keys of another account to those who may assume its role', async () => {
  const RoleArn = 'arn:aws:iam::222222222222:role/audit';
  const other = { answers: { rds: { DescribeDBInstances: { DBInstances: [{ DBInstanceIdentifier: 'theirs' }] } } } };
  const client = await start({ accounts: { '222222222222': other }, roles: { [RoleArn]: { externalId: 'xid' } } });
  const sts = await client('sts');
  await expect(sts('AssumeRole', { RoleArn, RoleSessionName: 'djaudit' })).rejects.toThrow(
    'is not authorized to perform: sts:AssumeRole',
  );
  const { Credentials } = (await sts('AssumeRole', { RoleArn, RoleSessionName: 'djaudit', ExternalId: 'xid' })) as {
    Credentials: { AccessKeyId: string; SecretAccessKey: string; SessionToken: string };
  };
  const credentials = {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  };
  const at = { endpoint: account?.url ?? '', region: 'eu-west-1', credentials };
  expect(await (await sdk('sts', at))('GetCallerIdentity', {})).toMatchObject({
    Account: '222222222222',
    Arn: 'arn:aws:sts::222222222222:assumed-role/audit/djaudit',
  });
  expect(await (await sdk('rds', at))('DescribeDBInstances', {})).toMatchObject({
    DBInstances: [{ DBInstanceIdentifier: 'theirs' }],
  });
  expect(account?.requests.at(-1)?.account).toBe('222222222222');
});
