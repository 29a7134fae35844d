import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { type AccountOptions, type FakeAccount, startAccount } from '../account/index.ts';
import { djaudit, start } from '../built.ts';
import { crowd } from './crowd.ts';
import { type Portal, type PortalAnswer, ssoHome, startPortal } from './sso.ts';

vi.setConfig({ testTimeout: 120_000 }); // it loads the whole command, and machines are slow

let folder: string;
let account: FakeAccount | undefined;
let portal: Portal | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'djaudit-command-'));
});
afterEach(async () => {
  await Promise.all([account?.close(), portal?.close()]);
  [account, portal] = [undefined, undefined];
  await rm(folder, { recursive: true });
});

async function serve(options: Partial<AccountOptions> = {}): Promise<FakeAccount> {
  account = await startAccount({ answers: crowd(2), ...options });
  return account;
}

/** Until these were asked, and those that answer have had the time to. */
async function asked({ requests }: FakeAccount, ...operations: readonly string[]): Promise<void> {
  while (!operations.every((one) => requests.some(({ operation }) => operation === one))) await sleep(50);
  await sleep(2000);
}

describe('Ctrl-C', () => {
  it('gives a report of what was collected, which says that it is incomplete', async () => {
    const fake = await serve({ faults: [{ service: ['rds', 'ecs'], trouble: 'hang' }] });
    const running = start(['scan', '--region', 'eu-west-1', '--format', 'json'], fake.env(), { cwd: folder });
    await asked(fake, 'DescribeTrails', 'DescribeDBInstances', 'ListClusters');
    running.signal('SIGINT');
    const { code, stdout, stderr } = await running.outcome;
    const { coverage, results } = JSON.parse(stdout) as Report;
    expect(stderr).toContain('djaudit: interrupted: reporting what was collected; once more ends it at once\n');
    expect([0, 1]).toContain(code);
    expect(coverage).toMatchObject({ interrupted: true, complete: false });
    const facts = Object.fromEntries(coverage.facts.map(({ name, status, reason }) => [name, reason ?? status]));
    expect(facts).toMatchObject({
      'cloudtrail.trails': 'collected',
      'rds.instances': 'interrupted',
      'ecs.services': 'needs ecs.clusters: interrupted',
    });
    const judged = results.filter(({ status, subject }) => status !== 'unknown' && subject.id.includes(':rds:'));
    expect(judged).toEqual([]);
  });

  it('writes a snapshot of what was collected, and says that it is incomplete', async () => {
    const fake = await serve({ faults: [{ service: 'rds', trouble: 'hang' }] });
    const running = start(['collect', '--output', 'account.json'], fake.env(), { cwd: folder });
    await asked(fake, 'DescribeTrails', 'DescribeDBInstances');
    running.signal('SIGINT');
    const { code, stderr } = await running.outcome;
    expect(code).toBe(0);
    expect(stderr).toMatch(/facts, \d+ of them unavailable written to account\.json, incomplete: it was interrupted/);
    expect(await readFile(join(folder, 'account.json'), 'utf8')).toContain('"interrupted": true');
  });
});

describe('a profile that signs in by SSO', () => {
  const IN_AN_HOUR = { expiresAt: new Date(Date.now() + 3_600_000) };
  const AN_HOUR_AGO = { expiresAt: new Date(Date.now() - 3_600_000) };

  async function scan(token: { readonly expiresAt: Date } | undefined, answer: PortalAnswer) {
    const fake = await serve({ answers: {} });
    portal = await startPortal(fake, answer);
    await ssoHome(folder, token);
    const env = { AWS_ENDPOINT_URL: fake.url, AWS_ENDPOINT_URL_SSO: portal.url, AWS_EC2_METADATA_DISABLED: 'true' };
    const args = ['scan', '--profile', 'prod', '--only', 's3-*', '--format', 'json'];
    return { ...(await djaudit(args, env, { cwd: folder })), asked: portal.asked };
  }

  it('opens the account with the keys that the portal gives', async () => {
    const { stderr, asked } = await scan(IN_AN_HOUR, 'credentials');
    expect(stderr).toMatch(/^djaudit: account 111122223333 as .*, profile prod/);
    expect(asked).toEqual(['111122223333/reader the-token']);
  });

  it.each([
    ['has expired', AN_HOUR_AGO, 'credentials'],
    ['was never begun', undefined, 'credentials'],
    ['was revoked', IN_AN_HOUR, 'revoked'],
  ] as const)('and whose session %s is one line with the command that renews it', async (_, token, answer) => {
    const { code, stderr, stdout } = await scan(token, answer);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        /SSO session of the AWS profile "prod" has expired or was never begun.*aws sso login --profile prod/,
      ),
    ]);
  });

  it('and has not been given the role is told where to look', async () => {
    const { code, stderr } = await scan(IN_AN_HOUR, 'no access');
    expect(code).toBe(2);
    expect(stderr).toMatch(/no credentials for the account and role of the AWS profile "prod".*sso_role_name/);
  });

  it('asks the portal of its own region, not of the one that is scanned', async () => {
    await ssoHome(folder, IN_AN_HOUR);
    const nobody = `data:text/javascript,${encodeURIComponent(`
      import https from 'node:https';
      import { syncBuiltinESMExports } from 'node:module';
      https.request = ({ host }) => { throw Object.assign(new Error('asked ' + host), { code: 'ECONNREFUSED' }); };
      syncBuiltinESMExports();
    `)}`;
    const args = ['scan', '--profile', 'prod', '--region', 'eu-central-1'];
    const { code, stderr } = await djaudit(args, {}, { cwd: folder, node: ['--import', nobody] });
    expect(code).toBe(2);
    expect(stderr).toContain('asked portal.sso.us-east-2.amazonaws.com');
  });
});
