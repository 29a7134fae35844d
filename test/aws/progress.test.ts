import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { progressLine } from '../../src/aws/progress-line.ts';
import type { Host } from '../../src/cli/main.ts';
import { main } from '../../src/cli/main.ts';
import { startAccount } from '../account/index.ts';
import { crowd } from './crowd.ts';

vi.setConfig({ testTimeout: 120_000 }); // it loads the whole command, and machines are slow

/** What a terminal of so many columns got on stderr while the account was read. */
async function stderrOf({ isTTY }: { readonly isTTY: boolean }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'djaudit-progress-'));
  const account = await startAccount({ answers: crowd(2), latencyMs: 20 });
  const text: string[] = [];
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 60 });
  stderr.on('data', (chunk: Buffer) => text.push(chunk.toString('utf8')));
  const host: Host = {
    argv: ['node', 'djaudit', 'collect', '--output', 'account.json'],
    env: account.env(),
    stdin: new PassThrough() as unknown as Host['stdin'], // nobody types in a test
    stdout: new PassThrough() as unknown as Host['stdout'],
    stderr: stderr as unknown as Host['stderr'], // it has what the command asks of a terminal
    cwd: () => folder,
    on: () => undefined,
    off: () => undefined,
  };
  expect(await main(host)).toBe(0);
  await account.close();
  await rm(folder, { recursive: true });
  return text.join('');
}

it('is one line that is overwritten, on a terminal', async () => {
  const lines = (await stderrOf({ isTTY: true })).split('\r\u001b[2K').slice(1);
  const shown = lines.filter((line) => line.startsWith('AWS: '));
  expect(shown.length).toBeGreaterThan(0);
  for (const line of shown) expect(line).toMatch(/^AWS: \d+\/\d+ services, \d+ requests?, \d+ s$/);
});

it('is not there where nobody watches', async () => {
  expect(await stderrOf({ isTTY: false })).not.toContain('AWS: ');
});

it('names what was throttled', () => {
  const state = { servicesDone: 9, services: 14, requests: 212, throttled: 3, elapsed: 6999 };
  expect(progressLine(state)).toBe('AWS: 9/14 services, 212 requests, 3 throttled, 6 s');
});
