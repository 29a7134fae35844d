import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Nobody's configuration but the repository's own. */
const HOME = mkdtempSync(join(tmpdir(), 'djaudit-home-'));

/** Runs git in a folder; gives what it prints, trimmed. */
export function git(folder: string, ...args: readonly string[]): string {
  const config = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', ['-C', folder, ...config, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME, GIT_CONFIG_NOSYSTEM: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}
