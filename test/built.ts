import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../src/model/report.ts';

const COMMAND = join(dirname(dirname(fileURLToPath(import.meta.url))), 'bin', 'djaudit.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  /** Ends the process as a person or a pipeline does. */
  readonly signal: (name: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => void;
  readonly outcome: Promise<Outcome>;
}

export interface Surroundings {
  /** The home folder and the working directory; an empty one of its own, unless it is named. */
  readonly cwd?: string;
  /** For Node itself, before the command. */
  readonly node?: readonly string[];
}

/** Runs the built command to its end, with the account's variables and no others of AWS's. */
export async function djaudit(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  surroundings: Surroundings = {},
): Promise<Outcome> {
  const cwd = surroundings.cwd ?? (await mkdtemp(join(tmpdir(), 'djaudit-built-')));
  try {
    return await start(args, env, { ...surroundings, cwd }).outcome;
  } finally {
    if (surroundings.cwd === undefined) await rm(cwd, { recursive: true, force: true });
  }
}

/** Starts the built command. */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { cwd, node = [] }: Surroundings & { readonly cwd: string },
): Running {
  const own = { PATH: process.env['PATH'] ?? '', HOME: cwd };
  const child = spawn(process.execPath, [...node, COMMAND, ...args], { cwd, env: { ...own, ...env } });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    signal: (name) => child.kill(name),
    outcome: ended.then((code) => ({ code, stdout: stdout(), stderr: stderr() })),
  };
}

/**
 * Runs a script of bash in which `"$DJAUDIT"` is the built command, for what only a shell does: pipes, limits, closed streams.
 */
export async function inShell(
  script: string,
  env: Readonly<Record<string, string>>,
  { cwd }: { readonly cwd: string },
): Promise<Outcome> {
  const own = { PATH: process.env['PATH'] ?? '', HOME: cwd, NODE: process.execPath, COMMAND, DJAUDIT: COMMAND };
  const child = spawn('bash', ['-c', script], { cwd, env: { ...own, ...env } });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout: stdout(), stderr: stderr() };
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
