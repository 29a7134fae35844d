import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/model/report.ts';

const COMMAND = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'bin', 'djaudit.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command in an empty folder, with the account's variables and no others of AWS's. */
export async function djaudit(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome> {
  const cwd = await mkdtemp(join(tmpdir(), 'djaudit-lab-'));
  try {
    const own = { PATH: process.env['PATH'] ?? '', HOME: cwd };
    const child = spawn(process.execPath, [COMMAND, ...args], { cwd, env: { ...own, ...env } });
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, stdout: stdout(), stderr: stderr() };
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

/** The names of what a rule gave this verdict on. */
export function judged(report: Report, rule: string, status: Report['results'][number]['status']): readonly string[] {
  const found = report.results.filter((result) => result.rule === rule && result.status === status);
  return found.map(({ subject }) => subject.name ?? subject.id);
}
