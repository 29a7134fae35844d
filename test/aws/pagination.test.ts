import { afterEach, describe, expect, it } from 'vitest';
import { DECLARATIONS } from '../../src/aws/declarations.ts';
import { clientOf } from '../account/client.ts';
import { type FakeAccount, startAccount } from '../account/index.ts';
import { collectFrom, outcomes } from './collect.ts';
import { crowd } from './crowd.ts';

let account: FakeAccount | undefined;
afterEach(async () => {
  await account?.close();
  account = undefined;
});

const DECLARED = [
  ...new Set(Object.values(DECLARATIONS).flatMap(({ service, calls }) => calls.map((call) => `${service}:${call}`))),
];

/** What comes in pages: the SDK has a paginator for it, or its question and its answer have a token. */
async function isPaged(name: string): Promise<boolean> {
  const [service = '', call = ''] = name.split(':');
  const declared = Object.values(DECLARATIONS).find((one) => one.service === service);
  const operation = declared && (await clientOf(declared.service)).operations.get(call);
  return ((await operation?.pages())?.lists ?? []).length > 0;
}

/** Asked by name, of fewer things than a page holds: there is never a second page. */
const BY_NAME = ['ec2:DescribeLaunchTemplateVersions', 'ecr:DescribeImages'];

/** Its token is a name, a type and an identifier, and the SDK has no paginator for it. */
const BY_RECORD = 'route53:ListResourceRecordSets';

const paged = await Promise.all(DECLARED.map(isPaged));
const PAGED = DECLARED.filter((_, at) => paged[at]);
const LISTS = [...PAGED.filter((name) => !BY_NAME.includes(name)), BY_RECORD];

describe('with one item on each page', () => {
  it('leaves out only what comes in pages and is asked by name', () => {
    expect(BY_NAME.filter((name) => !PAGED.includes(name))).toEqual([]);
  });

  it('every list is read to its end', { timeout: 120_000 }, async () => {
    account = await startAccount({ answers: crowd(3) });
    const whole = await collectFrom(account);
    await account.close();

    account = await startAccount({ answers: crowd(3), pageSize: 1 });
    const paged = await collectFrom(account);

    const empty = Object.entries(outcomes(whole)).filter(([, outcome]) => typeof outcome === 'string' || outcome === 0);
    expect(empty).toEqual([
      ['acm.certificateDetails us-east-1', 0],
      ['acm.certificates us-east-1', 0],
    ]);
    expect(outcomes(paged)).toEqual(outcomes(whole));
    expect(paged.records).toEqual(whole.records);
    const { requests } = account;
    const followed = DECLARED.filter((operation) => {
      const sent = requests.filter(({ service, operation: name }) => `${service}:${name}` === operation);
      return sent.some(({ input }) =>
        Object.keys(input).some((member) => /token|marker|StartRecordName/i.test(member)),
      );
    });
    expect(followed.toSorted()).toEqual(LISTS.toSorted());
  });
});
