import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.ts';
import { djaudit } from './run.ts';

const project = mkdtempSync(join(tmpdir(), 'djaudit-readme-'));

/** A code block of the README by its first line. */
function block(first: string): string {
  const readme = readFileSync('README.md', 'utf8');
  const found = /```\w+\n(.*?)```/gs;
  const text = [...readme.matchAll(found)].map(([, code = '']) => code).find((code) => code.startsWith(first));
  if (text === undefined) throw new Error(`the README has no block that begins with ${first}`);
  return text;
}

beforeAll(() => {
  cpSync('fixtures/demo/shop', project, { recursive: true });
  mkdirSync(join(project, 'audit'));
  writeFileSync(join(project, 'audit/rules.mjs'), block('// audit/rules.mjs'));
  writeFileSync(join(project, 'audit/rules.test.mjs'), block('// audit/rules.test.mjs'));
  writeFileSync(join(project, 'djaudit.yml'), block('# djaudit.yml'));
  // Two weeks are Django's default; a public database is what the demo lacks.
  const account = readFileSync('fixtures/demo/account.json', 'utf8');
  writeFileSync(
    join(project, 'account.json'),
    account.replace('"PubliclyAccessible": false', '"PubliclyAccessible": true'),
  );
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(process.cwd(), join(project, 'node_modules/djaudit'));
  symlinkSync(resolve('node_modules/vitest'), join(project, 'node_modules/vitest'));
});
afterAll(() => rmSync(project, { recursive: true }));

describe("the README's plug-in", () => {
  const scan = (format: string) =>
    djaudit(['scan', '--snapshot', 'account.json', '--allow-plugins', '--only', 'acme-*', '--format', format], {
      cwd: project,
    });

  it('judges the account and a setting together', async () => {
    const message = 'kettle-production is public and sessions last longer than a week';
    const { results, rules } = JSON.parse((await scan('json')).stdout) as Report; // its schema is tested elsewhere
    expect(results).toMatchObject([{ rule: 'acme-sessions-end', status: 'fail', message }]);
    expect(rules.map(({ id, layer }) => [id, layer])).toEqual([['acme-sessions-end', 'cross']]);
    for (const format of ['terminal', 'sarif', 'junit', 'github']) {
      expect((await scan(format)).stdout, format).toContain(message);
    }
  });

  it('is explained', async () => {
    const { stdout } = await djaudit(['explain', 'acme-sessions-end', '--allow-plugins'], { cwd: project });
    expect(stdout).toContain('A stolen session must not work for a month.');
  });

  it('passes its own test', () => {
    const vitest = resolve('node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--root', project, '--reporter', 'json', 'audit'];
    const text = execFileSync(process.execPath, args, {
      cwd: project,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(JSON.parse(text)).toMatchObject({ numPassedTests: 2, numFailedTests: 0 });
  });
});
