import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report, Result } from '../../src/model/index.ts';
import { djaudit } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'djaudit-baseline-'));
const shop = join(folder, 'shop');
const account = join(folder, 'account.json');
const DAY = ['--today', '2026-11-25'];

beforeAll(async () => {
  cpSync('fixtures/demo', folder, { recursive: true });
  await djaudit(['baseline', 'shop', '--snapshot', 'account.json', ...DAY], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Scan {
  readonly code: number;
  readonly stderr: string;
  readonly fresh: readonly Result[];
  readonly report: Report;
}

async function scan(...more: readonly string[]): Promise<Scan> {
  const args = ['scan', 'shop', '--snapshot', 'account.json', '--baseline', 'djaudit-baseline.json', ...DAY];
  const run = await djaudit([...args, '--format', 'json', '--fail-on', 'info', ...more], { cwd: folder });
  const report = JSON.parse(run.stdout) as Report; // its schema is tested elsewhere
  const fresh = report.results.filter(({ status, baseline }) => status === 'fail' && baseline === undefined);
  return { code: run.code, stderr: run.stderr, fresh, report };
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  expect(after, file).not.toBe(before);
  writeFileSync(file, after);
}

function filesOf(path: string): readonly string[] {
  return readdirSync(path).flatMap((name) => {
    const file = join(path, name);
    return statSync(file).isDirectory() ? filesOf(file) : [file];
  });
}

/** Ids that AWS makes up anew when a resource is created again; names stay. */
const MADE_UP: readonly (readonly [RegExp, string])[] = [
  [/(loadbalancer\/app\/[\w-]+)\/[0-9a-f]{16}/g, '$1/0123456789abcdef'],
  [/(targetgroup\/[\w-]+)\/[0-9a-f]{16}/g, '$1/fedcba9876543210'],
  [/sg-0ce77e(\d+)/g, 'sg-0beef0$1'],
  [/i-0ce77e(\d+)/g, 'i-0beef0$1'],
  [/kettle\/django-Ab12Cd/g, 'kettle/django-Zy98Xw'],
];

describe('the baseline survives', () => {
  it('a second scan of the same', async () => {
    const { code, fresh, stderr } = await scan();
    expect(fresh).toEqual([]);
    expect(code).toBe(0);
    expect(stderr).toContain('exit 0: no finding at or above info that the baseline does not hold');
  });

  it('lines that move', async () => {
    for (const file of filesOf(shop).filter((name) => /\.(py|tf|ya?ml|config|txt)$|file$/.test(name))) {
      edit(file, (text) => `# One line\n# and another\n\n${text}`);
    }
    edit(join(shop, 'docker-entrypoint.sh'), (text) => text.replace('\n', '\n\n# One line\n\n'));
    expect((await scan()).fresh).toEqual([]);
  });

  it('a formatter', async () => {
    for (const name of ['base.py', 'production.py']) {
      edit(join(shop, 'kettle/settings', name), (text) =>
        text.replaceAll(/'([^'"\n]*)'/g, '"$1"').replaceAll(/\[([^[\]\n]+)\]\n/g, '[\n    $1,\n]\n'),
      );
    }
    expect((await scan()).fresh).toEqual([]);
  });

  it('files that are renamed, and notes it', async () => {
    renameSync(join(shop, '.github/workflows/deploy.yml'), join(shop, '.github/workflows/release.yml'));
    renameSync(join(shop, '.ebextensions/01-staging.config'), join(shop, '.ebextensions/10-staging.config'));
    const { fresh, report } = await scan();
    expect(fresh).toEqual([]);
    expect(report.coverage.notes).toContainEqual({
      path: '.github/workflows/release.yml',
      message: 'was .github/workflows/deploy.yml in the baseline (ci-long-lived-aws-keys)',
    });
  });

  it('resources that Terraform creates again', async () => {
    edit(account, (text) => MADE_UP.reduce((all, [pattern, by]) => all.replaceAll(pattern, by), text));
    expect((await scan()).fresh).toEqual([]);
  });

  it('and lets exactly the finding through that is new', async () => {
    // On both sides: on one alone it would be a drift as well.
    edit(account, (text) => text.replace('"DeletionProtection": true', '"DeletionProtection": false'));
    edit(join(shop, 'infra/database.tf'), (text) => text.replace(/(deletion_protection\s*=) true/, '$1 false'));
    const { code, fresh, stderr } = await scan();
    expect(fresh.map(({ rule, subject }) => [rule, subject.name])).toEqual([
      ['rds-no-deletion-protection', 'kettle-production'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('exit 1: 1 finding at or above info');
  });

  it('until what is gone is pruned', async () => {
    edit(join(shop, 'requirements.txt'), (text) => text.replace(/gunicorn==\S+/, 'gunicorn==26.0.0'));
    const before = await scan('--prune');
    expect(before.report.coverage.notes).toContainEqual({
      path: 'baseline',
      message: 'gunicorn-vulnerable on requirements.txt#gunicorn is gone: --prune takes it out',
    });
    expect(before.stderr).toContain('1 finding that is gone was taken out of djaudit-baseline.json');
    const { report } = await scan();
    expect(report.coverage.notes.filter(({ path }) => path === 'baseline')).toEqual([]);
  });
});
