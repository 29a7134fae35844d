import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/model/index.ts';
import type { AppMigrations, GitBase } from '../../src/model/repository/index.ts';
import { readRepository } from '../../src/repo/index.ts';
import { folderWith, PROJECT } from './folder.ts';
import { git } from './run-git.ts';

const migration = (operations: string) =>
  `from django.db import migrations, models\nclass Migration(migrations.Migration):\n    operations = ${operations}\n`;

/** On `main` one migration of orders; on `topic`, checked out, four more and one of another app. */
function branched(under = ''): string {
  const root = realpathSync(
    folderWith({
      ...PROJECT,
      [`${under}orders/migrations/__init__.py`]: '',
      [`${under}orders/migrations/0001_initial.py`]: migration('[]'),
      [`${under}orders/migrations/notes.txt`]: 'no migration',
      'node_modules/x/migrations/0001_initial.py': '',
    }),
  );
  git(root, 'init', '-q', '-b', 'main');
  commit(root, 'deployed');
  git(root, 'tag', '-a', 'v1', '-m', 'release');
  git(root, 'checkout', '-qb', 'topic');
  for (const number of [2, 3, 4, 5]) {
    const name = `${under}orders/migrations/000${number}_more.py`;
    execFileSync('sh', ['-c', 'cat > "$0"', join(root, name)], {
      input: migration(`[migrations.RemoveField("order", "f${number}")]`),
    });
  }
  commit(root, 'new');
  return root;
}

function commit(root: string, message: string): void {
  git(root, 'add', '-f', '.');
  git(root, 'commit', '-qm', message);
}

async function base(root: string, baseRef?: string): Promise<Fact<GitBase>> {
  const { records } = await readRepository(root, ['repository.base'], baseRef === undefined ? {} : { baseRef });
  const fact = records[0]?.fact;
  if (fact === undefined) throw new Error('no record');
  return fact as Fact<GitBase>; // the name's own kind
}

const HELD = ['orders/migrations/0001_initial.py', 'orders/migrations/__init__.py'];

describe('the base of a comparison', () => {
  it('is nothing when none is named', async () => {
    expect(await base(branched())).toEqual({ status: 'collected', value: {} });
  });

  it.each([
    ['loose', [] as readonly string[]],
    ['packed', ['gc', '-q']],
    ['with packed refs alone', ['pack-refs', '--all', '--prune']],
  ])('is read from objects that are %s', async (_, command) => {
    const root = branched();
    if (command.length > 0) git(root, ...command);
    const main = git(root, 'rev-parse', 'main');
    for (const ref of ['main', 'refs/heads/main', 'v1', main])
      expect(await base(root, ref)).toEqual({
        status: 'collected',
        value: { named: { ref, commit: main, migrations: HELD } },
      });
    const head = await base(root, 'HEAD');
    expect(head.status === 'collected' && head.value.named?.migrations.length).toBe(6);
  });

  it('is read through deltas of trees', async () => {
    const root = branched();
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`orders/migrations/m${at}.py`, '']));
    execFileSync(
      'sh',
      [
        '-c',
        Object.keys(many)
          .map((name) => `: > ${name}`)
          .join('\n'),
      ],
      { cwd: root },
    );
    commit(root, 'many');
    git(root, 'repack', '-adfq', '--depth=50', '--window=50');
    const found = await base(root, 'HEAD');
    expect(found.status === 'collected' && found.value.named?.migrations).toEqual(
      git(root, 'ls-tree', '-r', '--name-only', 'HEAD', 'orders/migrations')
        .split('\n')
        .filter((one) => one.endsWith('.py')),
    );
    expect(git(root, 'verify-pack', '-v', join('.git/objects/pack', packOf(root)))).toMatch(
      /^[0-9a-f]{40} tree .* \d+ [0-9a-f]{40}$/m,
    );
  });

  it('has paths from the scanned folder', async () => {
    const root = branched('backend/');
    const fact = await base(join(root, 'backend'), 'main');
    expect(fact.status === 'collected' && fact.value.named?.migrations).toEqual(HELD);
    expect(await base(join(root, 'config'), 'main')).toMatchObject({ value: { named: { migrations: [] } } });
  });

  it('is a remote branch, and the one that a remote calls its own', async () => {
    const origin = branched();
    const root = join(realpathSync(mkdtempSync(join(tmpdir(), 'djaudit-clone-'))), 'clone');
    git(origin, 'clone', '-q', origin, root);
    expect(await base(root, 'origin/main')).toMatchObject({ value: { named: { migrations: HELD } } });
    expect(await base(root, 'origin')).toMatchObject({ value: { named: { commit: git(root, 'rev-parse', 'HEAD') } } });
  });

  it.each([
    ['mian', /^--base-ref mian: no branch, remote branch or tag of that name; did you mean --base-ref main\?$/],
    ['../main', /^--base-ref \.\.\/main: no branch/],
    ['f'.repeat(40), /: this repository has no such commit$/],
  ])('is a mistake of the user when there is none: %s', async (ref, message) => {
    await expect(base(branched(), ref)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(message) as string,
    });
  });

  it('is unavailable in a shallow clone that does not hold it, with the remedy', async () => {
    const origin = branched();
    const root = join(realpathSync(mkdtempSync(join(tmpdir(), 'djaudit-clone-'))), 'clone');
    git(origin, 'clone', '-q', '--depth', '1', '--branch', 'topic', `file://${origin}`, root);
    const remedy = 'this is a shallow clone and does not hold it; fetch-depth: 0 of actions/checkout, or git fetch';
    expect(await base(root, 'origin/main')).toEqual({
      status: 'unavailable',
      reason: `--base-ref origin/main: ${remedy} origin main, brings it`,
    });
    expect(await base(root, git(origin, 'rev-parse', 'main'))).toMatchObject({
      reason: expect.stringContaining(`${remedy} --unshallow`) as string,
    });
    git(root, 'fetch', '-q', '--depth', '1', 'origin', 'main:refs/remotes/origin/main');
    expect(await base(root, 'origin/main')).toMatchObject({ value: { named: { migrations: HELD } } });
  });

  it('is unavailable where a tree is missing, and without git', async () => {
    const root = branched();
    const tree = git(root, 'rev-parse', 'main:orders/migrations');
    rmSync(join(root, '.git/objects', tree.slice(0, 2), tree.slice(2)));
    expect(await base(root, 'main')).toMatchObject({
      reason: expect.stringContaining('does not hold all of it') as string,
    });
    expect(await base(folderWith(PROJECT), 'main')).toMatchObject({ reason: '--base-ref main: no git was found' });
  });
});

function packOf(root: string): string {
  return execFileSync('sh', ['-c', 'ls .git/objects/pack | grep idx'], { cwd: root, encoding: 'utf8' }).trim();
}

it('all migrations that the base does not hold are opened, however many', async () => {
  const root = branched();
  const opened = async (options: { readonly baseRef?: string }) => {
    const { records } = await readRepository(root, ['repository.migrations'], options);
    const [fact] = records.map((one) => one.fact as Fact<readonly AppMigrations[]>); // the name's own kind
    if (fact?.status !== 'collected') throw new Error('not collected');
    return fact.value
      .flatMap(({ migrations }) => migrations.filter((one) => one.operations !== undefined))
      .map((one) => one.name);
  };
  expect(await opened({})).toEqual(['0003_more', '0004_more', '0005_more']);
  expect(await opened({ baseRef: 'main' })).toEqual(['0002_more', '0003_more', '0004_more', '0005_more']);
});
