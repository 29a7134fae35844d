import { PassThrough } from 'node:stream';
import { type Host, main } from '../../src/cli/main.ts';

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
}

/** Arguments in; exit code and both streams out. The environment is empty unless the test says otherwise. */
export async function djaudit(
  args: readonly string[],
  { cwd = process.cwd(), env = {}, columns }: RunOptions = {},
): Promise<Run> {
  const [stdout, stderr] = [capture(columns), capture(columns)];
  const host: Host = {
    argv: ['node', 'djaudit', ...args],
    env: { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', ...env },
    stdin: new PassThrough() as unknown as Host['stdin'], // nobody types in a test
    stdout: stdout.stream,
    stderr: stderr.stream,
    cwd: () => cwd,
    on: () => undefined,
    off: () => undefined,
  };
  const code = await main(host);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function capture(columns: number | undefined): { stream: Host['stdout']; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    stream: Object.assign(stream, { isTTY: false, columns }) as unknown as Host['stdout'], // as a pipe looks
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}
