import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { SDK_ENVIRONMENT } from '../../src/aws/sdk-environment.ts';
import type { Host } from '../../src/cli/main.ts';
import { main } from '../../src/cli/main.ts';
import type { Report } from '../../src/model/report.ts';
import type { FakeAccount } from './index.ts';

Object.assign(process.env, SDK_ENVIRONMENT);

export interface Scanned {
  readonly code: number;
  readonly report: Report;
  readonly stderr: string;
}

/** Scans a fake account with the command itself, in a folder that holds nothing. */
export async function scanned(account: FakeAccount, args: readonly string[] = []): Promise<Scanned> {
  return await run(
    ['scan', '--region', account.region, '--today', '2026-11-25', '--format', 'json', ...args],
    account.env(),
  );
}

/** Runs the command, which has to write a report in JSON. */
export async function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Scanned> {
  const folder = await mkdtemp(join(tmpdir(), 'djaudit-account-'));
  const [out, err] = [sink(), sink()];
  const host: Host = {
    argv: ['node', 'djaudit', ...args],
    env,
    stdin: process.stdin,
    stdout: out.stream,
    stderr: err.stream,
    cwd: () => folder,
    on: () => undefined,
    off: () => undefined,
  };
  const code = await main(host);
  await rm(folder, { recursive: true, force: true });
  if (out.text() === '') throw new Error(`no report, exit ${code}: ${err.text()}`);
  return { code, report: JSON.parse(out.text()) as Report, stderr: err.text() };
}

/** A stream that is no terminal and keeps what it gets. */
function sink(): { readonly stream: NodeJS.WriteStream; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => Buffer.concat(chunks).toString('utf8') }; // the command asks it for no more than a pipe has
}
