import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { GLOBAL } from '../../src/aws/account-plan.ts';
import { collectShare } from '../../src/aws/index.ts';
import { SDK_ENVIRONMENT } from '../../src/aws/sdk-environment.ts';
import { ownRegions, stakeOf } from '../../src/aws/shard.ts';
import { assembleAccounts, shareOf } from '../../src/aws/shares.ts';
import { keepOnce, plainShare, shareIn } from '../../src/aws/snapshot.ts';
import type { AccountCollection, AccountRequest, AccountShare } from '../../src/model/account.ts';
import { demoAccount } from '../account/accounts/demo.ts';
import { goodAccount } from '../account/accounts/good.ts';
import { type FakeAccount, startAccount } from '../account/index.ts';
import { ALL_FACTS, collectFrom } from './collect.ts';

Object.assign(process.env, SDK_ENVIRONMENT);
let account: FakeAccount | undefined;
afterEach(async () => {
  await account?.close();
  account = undefined;
});

const machines = fc.integer({ min: 1, max: 12 });

describe('the parts of a scan', () => {
  it('have each account and region once, whatever their number', () => {
    fc.assert(
      fc.property(
        machines,
        fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e')), { minLength: 1, maxLength: 6 }),
        (count, accounts) => {
          for (const [position, regions] of accounts.entries()) {
            for (const region of [GLOBAL, ...regions, 'the edge']) {
              const owners = Array.from({ length: count }, (_, at) =>
                stakeOf({ index: at + 1, count }, position, accounts.length),
              ).filter((stake) => stake !== undefined && ownRegions(stake, regions)(region));
              expect(owners).toHaveLength(1);
            }
          }
        },
      ),
    );
  });

  it('open no account of which they read nothing while there are accounts for all', () => {
    for (const count of [1, 2, 3, 7, 20]) {
      const opened = Array.from({ length: 20 }, (_, position) =>
        Array.from({ length: count }, (__, at) => stakeOf({ index: at + 1, count }, position, 20)).filter(
          (one) => one !== undefined,
        ),
      );
      expect(opened.map((stakes) => stakes.length)).toEqual(Array.from({ length: 20 }, () => 1));
    }
  });
});

const ROLES = ['111122223333', '444455556666', '777788889999'].map((id) => `arn:aws:iam::${id}:role/reader`);
const REGIONS = ['eu-west-1', 'us-west-2', 'ap-south-1'];
const timeless = ({ requests: _, durationMs: __, ...rest }: AccountCollection) => rest;

async function threeAccounts(open: readonly string[] = ROLES): Promise<FakeAccount> {
  account = await startAccount({
    ...goodAccount(),
    roles: Object.fromEntries(open.map((role) => [role, {}])),
    accounts: { '444455556666': { answers: demoAccount().answers }, '777788889999': { answers: {} } },
  });
  return account;
}

/** As it comes out of the file of a part. */
async function shared(
  fake: FakeAccount,
  count: number,
  request: Partial<AccountRequest> = {},
): Promise<readonly AccountShare[]> {
  const whole = {
    facts: ALL_FACTS,
    regions: REGIONS,
    namedRegions: [],
    roleArns: ROLES,
    scope: 'account',
    ...request,
  } as const;
  const parts = Array.from({ length: count }, (_, at) => ({ ...whole, shard: { index: at + 1, count } }));
  const shares = await Promise.all(parts.map(async (part) => await collectShare(part, { env: fake.env() })));
  return shares.map((share) => shareIn(JSON.parse(JSON.stringify(plainShare(share))), keepOnce()));
}

describe('accounts that several machines read', () => {
  it.each([2, 5, 13])('are the same of %i machines as of one', { timeout: 300_000 }, async (count) => {
    const fake = await threeAccounts();
    const facts = [
      'acm.certificateDetails',
      'iam.rolePolicies',
      's3.policies',
      's3.namedBuckets',
      'route53.recordSets',
      'elasticloadbalancing.rules',
      'rds.parameters',
      'secretsmanager.secretVersions',
      'sts.identity',
    ] as const;
    for (const scope of ['account', 'deployment'] as const) {
      const whole = await collectFrom(fake, { facts, regions: REGIONS, roleArns: ROLES, scope });
      const shares = await shared(fake, count, { facts, scope });
      const joined = assembleAccounts(shares, facts);
      expect(timeless(joined)).toEqual(timeless(whole));
      expect(joined.records.length).toBeGreaterThan(100);
      expect(joined.requests).toBe(shares.reduce((sum, { requests }) => sum + requests, 0));
    }
  });

  it('are the same where one of them is refused, and the account is left out', { timeout: 60_000 }, async () => {
    const fake = await threeAccounts(ROLES.slice(0, 2));
    const facts = ['rds.instances', 's3.buckets'] as const;
    const whole = await collectFrom(fake, { facts, regions: REGIONS, roleArns: ROLES });
    const joined = assembleAccounts(await shared(fake, 7, { facts }), facts);
    expect(timeless(joined)).toEqual(timeless(whole));
    expect([joined.leftOut, joined.accounts.length]).toEqual([1, 2]);
  });

  it('have what one machine could not open as unavailable', { timeout: 60_000 }, async () => {
    const facts = ['rds.instances', 's3.buckets', 'acm.certificates'] as const;
    const fake = await threeAccounts();
    const shares = await shared(fake, 6, { facts, roleArns: ROLES.slice(0, 2) });
    const failing = shares.map(
      (share, at): AccountShare =>
        at === 0 ? { ...share, outcomes: [{ position: 0, failed: 'AWS refuses the role' }] } : share,
    );
    const [whole, joined] = [shares, failing].map((given) => assembleAccounts(given, facts));
    const placesOf = (collection: AccountCollection | undefined) =>
      collection?.records.map(({ name, scope }) => [name, scope]);
    expect(placesOf(joined)).toEqual(placesOf(whole));
    const reason = 'the account could not be opened for it: AWS refuses the role';
    const others = new Map(
      (whole?.records ?? []).map((record) => [JSON.stringify([record.name, record.scope]), record]),
    );
    const lost = (joined?.records ?? []).filter(
      (record) => JSON.stringify(record) !== JSON.stringify(others.get(JSON.stringify([record.name, record.scope]))),
    );
    expect(lost.map(({ name, scope }) => `${name} ${scope.account} ${scope.region}`)).toContain(
      's3.buckets 111122223333 global',
    );
    for (const { fact } of lost) expect(fact).toEqual({ status: 'unavailable', reason });
  });

  it('are refused where the machines saw different regions', () => {
    const opened = { position: 0, edge: 'us-east-1', records: [], notes: [] };
    const share = { notes: [], requests: 0, throttled: 0, durationMs: 0, interrupted: false };
    const [one, other] = [['a'], ['a', 'b']].map((regions) => ({
      ...share,
      outcomes: [{ ...opened, target: { id: '1', regions } }],
    }));
    expect(() =>
      assembleAccounts(
        [one, other].filter((each) => each !== undefined),
        [],
      ),
    ).toThrow(/the parts saw the account 1 otherwise/);
  });
});

describe('a snapshot', () => {
  it('gives what it has in any number of parts', { timeout: 60_000 }, async () => {
    const fake = await threeAccounts();
    const facts = ['rds.instances', 's3.buckets', 'acm.certificates', 'iam.roles'] as const;
    const whole = await collectFrom(fake, { facts, regions: REGIONS, roleArns: ROLES });
    for (let count = 1; count <= 15; count += 1) {
      const parts = Array.from({ length: count }, (_, at) => shareOf(whole, { index: at + 1, count }));
      expect(assembleAccounts(parts, facts)).toEqual(whole);
    }
  });
});
