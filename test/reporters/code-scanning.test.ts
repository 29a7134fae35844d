import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badAccount } from '../account/accounts/bad.ts';
import { goodAccount } from '../account/accounts/good.ts';
import { type AccountOptions, type FakeAccount, startAccount } from '../account/index.ts';
import { djaudit, start } from '../built.ts';
import { complaints } from './multitool.ts';

/** What the built command writes for GitHub, by what was scanned. */
const NAMES = ['demo', 'repository alone', 'account alone', 'both sound', 'access denied', 'interrupted'] as const;
type Name = (typeof NAMES)[number];
const texts = new Map<Name, string>();
const folder = mkdtempSync(join(tmpdir(), 'djaudit-scanning-'));
const accounts: FakeAccount[] = [];

async function serve(options: AccountOptions): Promise<FakeAccount> {
  const account = await startAccount(options);
  accounts.push(account);
  return account;
}

async function scan(name: Name, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  const { code, stderr } = await djaudit([...args, `--format=sarif=${join(folder, 'out.sarif')}`], env, {
    cwd: folder,
  });
  if (code !== 0 && code !== 1) throw new Error(`exit ${String(code)}: ${stderr}`);
  texts.set(name, readFileSync(join(folder, 'out.sarif'), 'utf8'));
}

async function interrupt(account: FakeAccount): Promise<void> {
  const running = start(['scan', '--region', account.region, '--format', 'sarif'], account.env(), {
    cwd: join(folder, 'empty'),
  });
  while (!account.requests.some(({ operation }) => operation === 'DescribeDBInstances')) await sleep(50);
  await sleep(1000);
  running.signal('SIGINT');
  texts.set('interrupted', (await running.outcome).stdout);
}

beforeAll(async () => {
  cpSync('fixtures/sound/shop', join(folder, 'shop'), { recursive: true });
  const git = (...args: readonly string[]) => execFileSync('git', [...args], { cwd: join(folder, 'shop') });
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'first');
  mkdirSync(join(folder, 'empty'));
  await scan('demo', ['demo']);
  await scan('repository alone', ['scan', 'shop', '--offline']);
  const bad = await serve(badAccount());
  await scan('account alone', ['scan', 'empty', '--region', bad.region, '--region', 'us-east-1'], bad.env());
  const good = await serve(goodAccount());
  await scan('both sound', ['scan', 'shop', '--region', good.region, '--today', '2026-11-25'], good.env());
  const denied = await serve({
    ...badAccount(),
    faults: [{ service: 'rds', region: 'us-east-1', trouble: 'access-denied' }],
  });
  await scan('access denied', ['scan', 'empty', '--region', denied.region, '--region', 'us-east-1'], denied.env());
  await interrupt(await serve({ ...badAccount(), faults: [{ service: 'rds', trouble: 'hang' }] }));
}, 300_000);

afterAll(async () => {
  await Promise.all(accounts.map((account) => account.close()));
  rmSync(folder, { recursive: true });
});

function logOf(name: Name): Log {
  return JSON.parse(texts.get(name) ?? '') as Log; // the validator reads it too
}

/** Category and whether the run was successful. */
function runsOf(name: Name): Readonly<Record<string, boolean | undefined>> {
  return Object.fromEntries(
    logOf(name).runs.map(({ automationDetails, invocations }) => [
      automationDetails?.id ?? '',
      invocations?.[0]?.executionSuccessful,
    ]),
  );
}

describe('what the command writes for code scanning', () => {
  it('is what the multitool asks for with the rules of GitHub', { timeout: 300_000 }, async () => {
    expect(await complaints(Object.fromEntries(texts))).toEqual(Object.fromEntries(NAMES.map((name) => [name, []])));
  });

  it('has a run for each place that was scanned, and says which of them did not succeed', () => {
    expect(runsOf('demo')).toEqual({
      'djaudit/repo/': true,
      'djaudit/aws/111122223333/global/': true,
      'djaudit/aws/111122223333/eu-west-1/': true,
    });
    expect(runsOf('repository alone')).toEqual({ 'djaudit/repo/': true });
    expect(Object.keys(runsOf('account alone'))).not.toContain('djaudit/repo/');
    expect(runsOf('access denied')).toMatchObject({
      'djaudit/aws/111122223333/eu-west-1/': true,
      'djaudit/aws/111122223333/global/': false,
      'djaudit/aws/111122223333/us-east-1/': false,
    });
    expect(new Set(Object.values(runsOf('interrupted')))).toEqual(new Set([false]));
  });

  it.each(NAMES)(
    'tells nothing of the machine and has every place and fingerprint that GitHub asks for: %s',
    (name) => {
      const text = texts.get(name) ?? '';
      expect(text).not.toMatch(/commandLine|file:\/\/|\/root\/|\/home\//);
      expect(text).not.toContain(folder);
      for (const { results = [], tool } of logOf(name).runs)
        for (const { locations, partialFingerprints, message, suppressions, ruleIndex = -1, ruleId } of results) {
          const place = locations?.[0]?.physicalLocation;
          expect(place?.artifactLocation?.uri).toMatch(/^(?!\.?\/)(?!.*:\/\/)[^\s\\]+$/);
          expect(place?.region?.startLine).toBeGreaterThan(0);
          expect(partialFingerprints?.['primaryLocationLineHash']).toMatch(/^[0-9a-f]+:\d+$/);
          expect(message.text?.length).toBeGreaterThan(0);
          expect(suppressions).toBeUndefined();
          expect(tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
        }
    },
  );

  it.each(NAMES)('describes each rule within the limits: %s', (name) => {
    for (const { tool } of logOf(name).runs)
      for (const { name: friendly = '', shortDescription, fullDescription, help, properties } of tool.driver.rules ??
        []) {
        expect(friendly.length).toBeLessThanOrEqual(255);
        for (const { text } of [shortDescription, fullDescription].flatMap((one) => one ?? [])) {
          expect(text.length).toBeGreaterThan(0);
          expect(text.length).toBeLessThanOrEqual(1024);
        }
        expect(help?.text).not.toBe('');
        expect(help?.markdown).toContain('## How to mend it');
        expect(properties?.tags?.length).toBeLessThanOrEqual(10);
        expect(properties?.['security-severity'] ?? properties?.['problem.severity']).toMatch(
          /^(?:9\.5|8\.0|5\.5|2\.0|error|warning|recommendation)$/,
        );
      }
  });

  it('finds in the account alone much that is placed by its resource, each with a hash of its own', () => {
    const results = logOf('account alone').runs.flatMap((run) => run.results ?? []);
    expect(results.length).toBeGreaterThan(50);
    const uris = results.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '');
    expect(uris.filter((uri) => !/^(?:aws\/111122223333\/|deployment\/)/.test(uri))).toEqual([]);
    const keys = results.map(
      ({ ruleId, partialFingerprints }) => `${ruleId ?? ''} ${partialFingerprints?.['primaryLocationLineHash'] ?? ''}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});
