import { afterEach, describe, expect, it } from 'vitest';
import type { AccountRequest } from '../../src/model/account.ts';
import type { BucketAnswer } from '../../src/model/aws/index.ts';
import { container, ecsAnswers, ecsCluster, ecsService, taskDefinition } from '../account/build/ecs.ts';
import { bucket, s3Answers } from '../account/build/s3.ts';
import { type AccountOptions, type FakeAccount, startAccount } from '../account/index.ts';
import { collectFrom } from './collect.ts';

let account: FakeAccount | undefined;
afterEach(async () => {
  await account?.close();
  account = undefined;
});

/** A service that names three buckets: its own, one of somebody else, and one that nobody has. */
const DEFINITION = taskDefinition('web', 1, [
  container({
    environment: [
      { name: 'MEDIA_BUCKET', value: 'shop-media' },
      { name: 'EXPORT_BUCKET', value: 'partner-exports' },
      { name: 'AWS_STORAGE_BUCKET_NAME', value: 'shop-medai' },
      { name: 'BUCKET_PREFIX', value: 'no bucket at all' },
      { name: 'REGION', value: 'eu-west-1' },
    ],
  }),
]);
const ANSWERS: AccountOptions = {
  answers: {
    s3: s3Answers([bucket('shop-media')], ['partner-exports']),
    ecs: ecsAnswers({
      clusters: [ecsCluster('shop')],
      services: [ecsService('', { loadBalancers: [], taskDefinition: DEFINITION.taskDefinitionArn })],
      taskDefinitions: [DEFINITION],
    }),
  },
};

async function named(options: AccountOptions, request: Partial<AccountRequest> = {}) {
  account = await startAccount(options);
  const { records } = await collectFrom(account, { facts: ['s3.namedBuckets'], ...request });
  const fact = records.find(({ name }) => name === 's3.namedBuckets')?.fact;
  if (fact?.status !== 'collected') return fact?.reason;
  const answers = fact.value as readonly BucketAnswer<string>[]; // its own name
  return Object.fromEntries(
    answers.map(({ Bucket, answer }) => [Bucket, answer.status === 'collected' ? answer.value : answer.reason]),
  );
}

describe('buckets that are named and are none of the account', () => {
  it('are asked where they lie, those of variables and those of the repository', async () => {
    expect(await named(ANSWERS, { namedBuckets: ['shop-static', 'shop-media', 'Not A Bucket'] })).toEqual({
      'partner-exports': 'forbidden',
      'shop-medai': 'missing',
      'shop-static': 'missing',
    });
  });

  it('are told apart from an action that the caller himself is denied', async () => {
    const faults = [{ operation: 'GetBucketLocation', trouble: 'explicit-deny' as const }];
    expect(await named({ ...ANSWERS, faults })).toMatch(/^denied: s3:GetBucketLocation/);
  });

  it('are those of the repository where a platform was denied', async () => {
    const faults = [{ operation: 'ListClusters', trouble: 'access-denied' as const }];
    expect(await named({ ...ANSWERS, faults }, { namedBuckets: ['shop-static'] })).toEqual({
      'shop-static': 'missing',
    });
  });
});
