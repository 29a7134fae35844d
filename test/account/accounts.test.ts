import { afterEach, describe, expect, it } from 'vitest';
import { badAccount } from './accounts/bad.ts';
import { generatedAccount } from './accounts/generated.ts';
import { goodAccount } from './accounts/good.ts';
import type { AccountOptions, FakeAccount } from './index.ts';
import { startAccount } from './index.ts';
import { scanned } from './scan.ts';

let account: FakeAccount | undefined;

afterEach(async () => {
  await account?.close();
  account = undefined;
});

async function scan(options: AccountOptions) {
  account = await startAccount(options);
  return { ...(await scanned(account)), account };
}

describe('the sound account', () => {
  it('has nothing of medium severity or above, and everything could be seen', { timeout: 120_000 }, async () => {
    const { report, account: good } = await scan(goodAccount());
    const failures = report.results.filter(
      ({ status, severity }) => status === 'fail' && severity !== 'low' && severity !== 'info',
    );
    expect(failures.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    expect(good.unanswered).toEqual([]);
    expect(report.coverage.facts.filter(({ status }) => status !== 'collected')).toEqual([]);
    expect(report.summary.pass).toBeGreaterThan(50);
  });
});

describe('the bad account', () => {
  it('makes every rule on the account fail that is judged on it', async () => {
    const { report, code, account: bad } = await scan(badAccount());
    const failing = new Set(report.results.filter(({ status }) => status === 'fail').map(({ rule }) => rule));
    const ofAccount = report.rules.filter(({ layer }) => layer === 'aws');
    expect(ofAccount.map(({ id }) => id).filter((id) => !failing.has(id))).toEqual([]);
    expect(failing.size).toBeGreaterThan(20);
    expect(code).toBe(1);
    expect(bad.unanswered).toEqual([]);
  });

  it('lets none of its secrets out', async () => {
    const { report, stderr } = await scan(badAccount());
    expect(JSON.stringify(report)).not.toContain('canary-');
    expect(stderr).not.toContain('canary-');
  });
});

it('asks nothing twice of an account of 200 things', async () => {
  const { account: many } = await scan(generatedAccount(200));
  const asked = many.requests.map(
    ({ service, operation, region, input }) => `${service}:${operation} ${region} ${JSON.stringify(input)}`,
  );
  const twice = asked.filter((request, index) => asked.indexOf(request) !== index);
  expect(twice).toEqual([]);
});
