import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileIndex } from '../../src/model/repository/index.ts';
import { readRepository } from '../../src/repo/index.ts';
import { folderWith, PROJECT } from './folder.ts';
import { git } from './run-git.ts';

function repositoryWith(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(folderWith(files));
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'all');
  return root;
}

async function read(root: string): Promise<{ index: FileIndex; notes: string; commit: string | undefined }> {
  const { records, notes, commit } = await readRepository(root, ['repository.files']);
  const found = records[0]?.fact;
  if (found?.status !== 'collected') throw new Error(found?.reason ?? 'no record');
  const said = notes().map(({ path, message }) => `${path}: ${message}`);
  return { index: found.value as FileIndex, notes: said.join('\n'), commit }; // the name's own kind
}

describe('git around a repository', () => {
  it('a linked worktree has its own head and the files that it tracks', async () => {
    const main = repositoryWith(PROJECT);
    const linked = join(realpathSync(mkdtempSync(join(tmpdir(), 'djaudit-tree-'))), 'tree');
    git(main, 'worktree', 'add', '-q', '-b', 'other', linked);
    writeFileSync(join(linked, 'new.txt'), 'x');
    const { index, commit, notes } = await read(linked);

    expect(notes).toBe('');
    expect(commit).toBe(git(linked, 'rev-parse', 'HEAD'));
    expect(index.git?.branch).toBe('other');
    expect(index.files.find(({ path }) => path === 'manage.py')).toMatchObject({ tracked: true });
    expect(index.files.find(({ path }) => path === 'new.txt')).toMatchObject({ tracked: false });
  });

  it('a submodule is named and not read with the repository around it, and is read by itself', async () => {
    const inner = repositoryWith({ 'inner.txt': 'x' });
    const outer = repositoryWith(PROJECT);
    git(outer, 'submodule', 'add', '-q', inner, 'lib/inner');
    const { index } = await read(outer);
    const own = await read(join(outer, 'lib/inner'));

    expect(index.submodules).toEqual(['lib/inner']);
    expect(index.files.map(({ path }) => path)).not.toContain('lib/inner/inner.txt');
    expect(own.commit).toBe(git(inner, 'rev-parse', 'HEAD'));
    expect(own.index.files.map(({ path }) => path)).toEqual(['inner.txt']);
  });

  it('a .git file that names a folder which does not point back is not followed', async () => {
    const victim = repositoryWith({ 'secret.txt': 'x' });
    const root = folderWith(PROJECT);
    writeFileSync(join(root, '.git'), `gitdir: ${join(victim, '.git')}\n`);
    const { commit, notes } = await read(root);

    expect(commit).toBeUndefined();
    expect(notes).toContain('.git: .git names a folder that does not point back: git is left out');
  });

  it.each(['refs', 'objects'])('%s that are a link to another repository are not read', async (folder) => {
    const victim = repositoryWith({ 'secret.txt': 'x' });
    const root = repositoryWith(PROJECT);
    git(root, 'pack-refs', '--all');
    rmSync(join(root, '.git', folder), { recursive: true });
    if (folder === 'refs') rmSync(join(root, '.git', 'packed-refs'));
    symlinkSync(join(victim, '.git', folder), join(root, '.git', folder));
    const { commit, index } = await read(root);

    expect(commit).not.toBe(git(victim, 'rev-parse', 'HEAD'));
    expect(index.git?.committedAt).toBeUndefined();
  });

  it('a worktree that names a folder of its own for what is common reads the one around it', async () => {
    const victim = repositoryWith({ 'secret.txt': 'x' });
    const root = realpathSync(folderWith(PROJECT));
    const metadata = join(root, 'x', '.git', 'worktrees', 'y');
    mkdirSync(metadata, { recursive: true });
    writeFileSync(join(root, '.git'), `gitdir: ${metadata}\n`);
    writeFileSync(join(metadata, 'gitdir'), join(root, '.git'));
    writeFileSync(join(metadata, 'commondir'), join(victim, '.git'));
    writeFileSync(join(metadata, 'HEAD'), 'ref: refs/heads/main\n');

    expect((await read(root)).commit).toBeUndefined();
  });

  it('an index that is damaged is named, and every file counts as tracked', async () => {
    const root = repositoryWith(PROJECT);
    writeFileSync(join(root, '.git', 'index'), 'DIRC\0\0\0\x02\0\0\0\x09broken');
    const { index, notes } = await read(root);

    expect(notes).toContain('.git/index: could not be read');
    expect(index.files.every(({ tracked }) => tracked)).toBe(true);
  });

  it('a folder that only looks like git is none', async () => {
    const root = repositoryWith(PROJECT);
    renameSync(join(root, '.git', 'HEAD'), join(root, '.git', 'HEAD.gone'));
    const { commit, index } = await read(root);

    expect(commit).toBeUndefined();
    expect(index.files.map(({ path }) => path)).toContain('manage.py');
  });
});
