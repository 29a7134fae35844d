import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodAccount } from '../account/accounts/good.ts';
import { startAccount } from '../account/index.ts';
import { djaudit, type Outcome } from '../built.ts';
import { folderWith, PROJECT } from '../repo/folder.ts';

const RECORDER = resolve('test/security/record.mjs');
const home = mkdtempSync(join(tmpdir(), 'djaudit-network-'));
let project = '';

beforeAll(() => {
  project = folderWith(PROJECT);
});
afterAll(() => {
  for (const folder of [home, project]) rmSync(folder, { recursive: true });
});

/** What the built command connects to, looks up and starts. */
async function watched(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
): Promise<Outcome & { readonly record: readonly string[] }> {
  const file = join(home, 'record');
  writeFileSync(file, '');
  const outcome = await djaudit(
    args,
    { ...env, RECORD: file },
    { cwd: project, node: ['--import', RECORDER, ...more] },
  );
  const record = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return { ...outcome, record };
}

describe('without the account nothing is sent, nothing is looked up and no program is started', () => {
  const demo = resolve('fixtures/demo/account.json');
  const COMMANDS: readonly (readonly string[])[] = [
    ['scan', '--offline', '--format', 'json=report.json'],
    ['scan'], // and no credentials
    ['scan', '--snapshot', demo],
    ['scan', '--offline', '--fix', '--diff'],
    ['demo', '--exit-zero'],
    ['settings'],
    ['baseline', '--offline'],
    ['init'],
    ['report', 'report.json', '--format', 'html=report.html', '--format', 'sarif=report.sarif'],
    ['diff', 'report.json', 'report.json'],
    ['rules'],
    ['explain', 'rds-public'],
    ['iam-policy'],
    ['completion', 'bash'],
    ['--help'],
  ];
  it.each(COMMANDS.map((args) => [args.join(' '), args] as const))('djaudit %s', async (_, args) => {
    const { record, code, stderr } = await watched(args);
    expect(code, stderr).toBeLessThan(2);
    expect(record).toEqual([]);
  });

  it('not for a mistake either', async () => {
    const { record, code } = await watched(['scan', '--profile', 'nobody']);
    expect([code, record]).toEqual([2, []]);
  });
});

describe('with an account', () => {
  it.each([
    ['scan', '--scope', 'account', '--exit-zero'],
    ['collect', '--output', 'account.json'],
  ])('djaudit %s connects to its endpoint and to nothing else', async (...args) => {
    const account = await startAccount(goodAccount());
    try {
      const { record, code, stderr } = await watched([...args, '--region', account.region], account.env());
      expect(code, stderr).toBe(0);
      const { host, hostname } = new URL(account.url);
      const others = record.filter((line) => line !== `connect ${host}` && line !== `look up ${hostname}`);
      expect(others).toEqual([]);
      expect(record).toContain(`connect ${host}`); // the recorder sees
    } finally {
      await account.close();
    }
  });
});

it('the recorder sees a program that is started', async () => {
  const program = "import { execFileSync } from 'node:child_process'; execFileSync('true');";
  const { record } = await watched(['--version'], {}, [
    '--import',
    `data:text/javascript,${encodeURIComponent(program)}`,
  ]);
  expect(record).toEqual(['start true']);
});
