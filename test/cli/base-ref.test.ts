import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Report, Result } from '../../src/model/index.ts';
import { djaudit } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'djaudit-base-'));
afterAll(() => rmSync(folder, { recursive: true }));

function git(...args: readonly string[]): void {
  const config = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  execFileSync('git', ['-C', join(folder, 'shop'), ...config, ...args], {
    env: { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
    stdio: 'ignore',
  });
}

beforeAll(() => {
  cpSync('fixtures/demo', folder, { recursive: true });
  const migrations = join(folder, 'shop/orders/migrations');
  mkdirSync(migrations, { recursive: true });
  const write = (name: string, operations: string): void =>
    writeFileSync(
      join(migrations, name),
      `from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = []\n    operations = [\n        ${operations},\n    ]\n`,
    );
  write('0900_old.py', 'migrations.RemoveField(model_name="order", name="voucher")');
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'deployed');
  write('0901_new.py', 'migrations.RenameField(model_name="order", old_name="total", new_name="amount")');
});

async function scan(...args: readonly string[]): Promise<readonly Result[]> {
  const command = ['scan', 'shop', '--only', 'migration-unsafe-for-rolling', '--format', 'json', ...args];
  const { stdout, stderr } = await djaudit(command, { cwd: folder });
  expect(stdout, stderr).not.toBe('');
  return (JSON.parse(stdout) as Report).results;
}

it('judges the migrations that are new since the base by what is live', async () => {
  const results = await scan('--snapshot', 'account.json', '--base-ref', 'main');
  expect(results.filter(({ status }) => status === 'fail')).toMatchObject([
    {
      severity: 'medium',
      subject: { id: 'orders/migrations/0901_new.py' },
      location: { path: 'orders/migrations/0901_new.py', line: 7 },
      message: expect.stringContaining(
        'RenameField order.total: the old code still queries order by the column of total, now amount',
      ) as string,
    },
  ]);
});

it('judges them without the account too, as far as that goes', async () => {
  expect(await scan('--offline', '--base-ref', 'main')).toMatchObject([
    { status: 'fail', severity: 'low', message: expect.stringContaining('the account was not scanned') as string },
  ]);
});

it('says which option is missing', async () => {
  expect(await scan('--offline')).toMatchObject([
    { status: 'not-applicable', message: expect.stringContaining('--base-ref origin/main') as string },
  ]);
});

it('names the ref that was most likely meant', async () => {
  const { code, stdout, stderr } = await djaudit(['scan', 'shop', '--offline', '--base-ref', 'mian'], { cwd: folder });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^djaudit: --base-ref mian: no branch, .*; did you mean --base-ref main\? .*\n$/m);
});
