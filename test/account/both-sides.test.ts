import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/cli/catalogue.ts';
import type { Report } from '../../src/model/report.ts';
import { goodAccount } from './accounts/good.ts';
import { type AccountOptions, type FakeAccount, startAccount } from './index.ts';
import { run, scanned } from './scan.ts';

/** The repository whose code the good account runs. */
const SHOP = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'fixtures', 'sound', 'shop');

let account: FakeAccount | undefined;

afterEach(async () => {
  await account?.close();
  account = undefined;
});

/** The rules that need both sides. */
const ACROSS = CATALOGUE.filter(({ layer }) => layer === 'cross').map(({ id }) => id);
/** Has something to say without the account too, when `--base-ref` is given. */
const ALONE = 'migration-unsafe-for-rolling';
const ONLY = ACROSS.flatMap((id) => ['--only', id]);

async function scan(options: AccountOptions): Promise<Report> {
  account = await startAccount(options);
  const args = ['scan', SHOP, '--region', account.region, '--today', '2026-11-25', '--format', 'json', ...ONLY];
  return (await run(args, account.env())).report;
}

describe('rules across both sides', () => {
  it('find nothing in a sound deployment, and are judged on it', async () => {
    const { results } = await scan(goodAccount());
    const failures = results.filter(({ status }) => status === 'fail');
    expect(failures.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    const passed = new Set(results.filter(({ status }) => status === 'pass').map(({ rule }) => rule));
    expect(passed.size).toBeGreaterThan(12);
  });

  it('pass nothing that the account would not show', async () => {
    const services = ['ecs', 'elasticbeanstalk'] as const;
    const denied = services.map((service) => ({ service, trouble: 'access-denied' as const }));
    const { results } = await scan({ ...goodAccount(), faults: denied });
    expect(results.filter(({ status }) => status === 'pass' || status === 'fail')).toEqual([]);
    expect(results.every(({ message }) => message !== '')).toBe(true);
    expect(results.some(({ message }) => message.includes('ecs:ListClusters'))).toBe(true);
  });

  it('say that the repository would decide, without one', async () => {
    account = await startAccount(goodAccount());
    const { results } = (await scanned(account, ONLY)).report;
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['unknown']));
    expect(new Set(results.map(({ rule }) => rule))).toEqual(new Set(ACROSS));
    expect(results.every(({ message }) => message.includes('The repository would decide it'))).toBe(true);
  });

  it('say that the account would decide, without one', async () => {
    const offline = ['scan', SHOP, '--offline', '--format', 'json', ...ONLY, '--skip', ALONE];
    const { results } = (await run(offline, {})).report;
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['unknown']));
    expect(new Set(results.map(({ rule }) => rule))).toEqual(new Set(ACROSS.filter((id) => id !== ALONE)));
    expect(results.every(({ message }) => message.includes('The account would decide it'))).toBe(true);
  });
});
