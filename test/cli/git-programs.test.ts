import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { folderWith, PROJECT } from '../repo/folder.ts';
import { djaudit } from './run.ts';

/** A repository whose git configuration, attributes and hooks name a program at every place where git runs one. */
const tools = mkdtempSync(join(tmpdir(), 'djaudit-canary-'));
const canary = join(tools, 'canary');
const marker = join(tools, 'ran');
const { PATH: path = '' } = process.env;
let root = '';

const PROGRAMS = [
  'core.fsmonitor',
  'core.sshCommand',
  'core.pager',
  'core.editor',
  'core.askPass',
  'core.gitProxy',
  'core.alternateRefsCommand',
  'credential.helper',
  'diff.external',
  'diff.canary.command',
  'diff.canary.textconv',
  'filter.canary.clean',
  'filter.canary.smudge',
  'filter.canary.process',
  'merge.canary.driver',
  'gpg.program',
  'pager.log',
  'sequence.editor',
  'uploadpack.packObjectsHook',
  'interactive.diffFilter',
  'alias.status',
  'alias.log',
  'trailer.sign.command',
];
const HOOKS = ['post-checkout', 'pre-commit', 'post-index-change', 'fsmonitor-watchman', 'reference-transaction'];

function git(...args: readonly string[]): string {
  return execFileSync('git', ['-C', root, ...args], {
    encoding: 'utf8',
    env: { PATH: path, HOME: tools, GIT_CONFIG_NOSYSTEM: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

beforeAll(() => {
  writeFileSync(canary, `#!/bin/sh\necho "$0 $*" >> '${marker}'\ncat 2>/dev/null\nexit 0\n`);
  chmodSync(canary, 0o755);
  root = folderWith({
    ...PROJECT,
    Dockerfile: 'FROM python:3.13\nCMD ["gunicorn", "config.wsgi"]\n',
    'notes.txt': 'a\n',
  });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'all');
  writeFileSync(join(root, '.gitattributes'), '* filter=canary diff=canary merge=canary\n');
  writeFileSync(join(root, 'notes.txt'), 'b\n');
  const hooks = join(root, '.git', 'canary-hooks');
  for (const folder of [hooks, join(root, '.git', 'hooks')]) {
    mkdirSync(folder, { recursive: true });
    for (const hook of HOOKS) {
      writeFileSync(join(folder, hook), `#!/bin/sh\nexec '${canary}' hook\n`);
      chmodSync(join(folder, hook), 0o755);
    }
  }
  const configuration = PROGRAMS.map((name) => {
    const [section = '', ...rest] = name.split('.');
    const key = rest.pop() ?? '';
    return `[${section}${rest.length === 0 ? '' : ` "${rest.join('.')}"`}]\n\t${key} = ${section === 'alias' ? '!' : ''}${canary}\n`;
  });
  writeFileSync(
    join(root, '.git', 'config'),
    `[core]\n\trepositoryformatversion = 0\n\thooksPath = ${hooks}\n${configuration.join('')}`,
  );
});

beforeEach(() => rmSync(marker, { force: true }));

afterAll(() => {
  process.env['PATH'] = path;
  rmSync(root, { recursive: true });
  rmSync(tools, { recursive: true });
});

describe('a repository whose git configuration names programs', () => {
  it('makes git itself run them', () => {
    git('diff');
    expect(existsSync(marker)).toBe(true);
  });

  it.each([
    ['scan', '.', '--offline', '--format', 'json'],
    ['scan', '.', '--offline', '--diff'],
    ['settings', '.', '--format', 'json'],
    ['init', '.'],
    ['baseline', '.', '--offline'],
  ])('runs none of them in djaudit %s %s %s', async (...args) => {
    for (const name of ['git', 'python', 'python3', 'docker', 'terraform', 'sh']) {
      writeFileSync(join(tools, name), `#!/bin/sh\nexec '${canary}' ${name}\n`);
      chmodSync(join(tools, name), 0o755);
    }
    process.env['PATH'] = `${tools}${delimiter}${path}`;
    const { stdout, stderr, code } = await djaudit(args, { cwd: root, env: { PATH: process.env['PATH'] } });
    process.env['PATH'] = path;

    expect(existsSync(marker)).toBe(false);
    expect(code, stderr).toBeLessThan(2);
    expect(stdout + stderr).not.toBe('');
  });
});
