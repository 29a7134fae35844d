import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packBuilt } from '../package/pack.ts';
import { startRegistry } from '../package/registry.ts';
import { folderWith, PROJECT } from '../repo/folder.ts';

/** What teams copy, judged by the tools that judge theirs: zizmor, cfn-lint, pre-commit. */
const FILES = ['.github/workflows', 'examples/github'].flatMap((folder) =>
  readdirSync(folder).map((name) => join(folder, name)),
);
const bin = dirname(process.env['DJAUDIT_LAB_DELIVERY'] ?? '');
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function tool(name: string, ...args: readonly string[]) {
  return spawnSync(join(bin, name), args, { encoding: 'utf8' });
}

describe('the tools of others', () => {
  it('zizmor finds nothing in the action, the workflows and the examples', () => {
    const args = ['--offline', '--no-progress', '--persona', 'pedantic', '--config', '.github/zizmor.yml'];
    const { stdout, stderr } = tool('zizmor', ...args, '--format', 'json', 'action.yml', ...FILES);
    expect(JSON.parse(stdout), stderr).toEqual([]);
  });

  it('cfn-lint finds nothing in the templates', () => {
    const { stdout, status } = tool('cfn-lint', 'examples/aws/policy.yaml', 'examples/aws/github.yaml');
    expect([stdout, status]).toEqual(['', 0]);
  });

  it('pre-commit takes the manifest', () => {
    expect(tool('pre-commit', 'validate-manifest', '.pre-commit-hooks.yaml').status).toBe(0);
  });
});

describe('the hook', () => {
  it('runs in a repository: it fails for a finding, and leaves what it does not read alone', async () => {
    const packed = packBuilt();
    const registry = await startRegistry(packed);
    const home = mkdtempSync(join(tmpdir(), 'djaudit-home-'));
    const root = folderWith({ ...PROJECT, 'notes.txt': 'a' });
    folders.push(packed.from, home, root);
    writeFileSync(join(home, '.npmrc'), `registry=${registry.url}/\n`);
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: home, PRE_COMMIT_HOME: join(home, 'pre-commit') };
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, env, stdio: 'ignore' });
    git('init', '-q');
    git('add', '.');
    const hook = (...files: readonly string[]) =>
      hookRun(['try-repo', resolve('.'), 'djaudit', '--files', ...files], root, env);
    try {
      expect(await hook('notes.txt')).toMatch(/no files to check\)Skipped/);
      expect(await hook('manage.py')).toContain('Passed');
      writeFileSync(join(root, 'config/settings/production.py'), 'from .base import *\nDEBUG = True\n');
      git('add', '.');
      const failed = await hook('config/settings/production.py');
      expect(failed).toContain('Failed');
      expect(failed).toContain('DEBUG is True');
      expect(registry.asked.filter((path) => path === '/djaudit.tgz')).toHaveLength(1);
    } finally {
      registry.close();
    }
  });
});

/** The registry answers from this process, so that nothing here may wait. */
async function hookRun(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { execFile } = await import('node:child_process');
  return await new Promise((done) => {
    execFile(join(bin, 'pre-commit'), args, { cwd, env }, (_error, stdout, stderr) => done(stdout + stderr));
  });
}
