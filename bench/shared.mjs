/** What the benchmarks share: the command run under a meter, and the figures of the run before. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const DJAUDIT = join(ROOT, 'bin/djaudit.js');

/** Writes at its end what the process took; the command knows nothing of it. */
const METER = `data:text/javascript,${encodeURIComponent(`
import { readFileSync, writeFileSync } from 'node:fs';
const waited = () => { try { return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e9; } catch { return 0; } };
process.on('exit', () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify({ ...process.resourceUsage(), waited: waited() })));
`)}`;

/** A folder that is gone when the work is done. */
export async function inFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), 'djaudit-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Runs Node with these arguments; what the meter itself costs is the same in every run.
 * @returns CPU and wall time in seconds, the largest resident set in megabytes, the seconds for which the process was ready
 *   to run and had no processor (Linux), the exit code, and the text on stdout when it is piped
 */
export async function metered(folder, args, { env = {}, cwd = folder, ends = [0], stdout = 'ignore' } = {}) {
  const usage = join(folder, 'usage.json');
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', METER, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env, BENCH_USAGE: usage },
    stdio: ['ignore', stdout, 'pipe'],
  });
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (!ends.includes(code)) throw new Error(`node ${args.join(' ')} ended with ${code}: ${said}`);
  const { userCPUTime, systemCPUTime, maxRSS, waited } = JSON.parse(await readFile(usage, 'utf8'));
  return {
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    wall: (performance.now() - started) / 1000,
    megabytes: Math.round(maxRSS / 1024),
    starved: waited,
    code,
    text,
  };
}

/** The run that took the least CPU: what else the machine does only ever adds. */
export async function leastOf(runs, run) {
  let least;
  for (let at = 0; at < runs; at += 1) {
    const one = await run();
    if (least === undefined || one.cpu < least.cpu) least = one;
  }
  return least;
}

/** Figures by name, as the last run of this benchmark on this machine left them (`bench/.last/`, not in git). */
export function before(bench) {
  const file = join(ROOT, 'bench/.last', `${bench}.json`);
  const figures = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return {
    figures,
    keep(more) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify({ ...figures, ...more }, undefined, 2)}\n`);
    },
  };
}

/** Serves a fake account until its `child` is ended; `env` leads the command there. */
export async function serveAccount(args) {
  const child = spawn(process.execPath, [join(ROOT, 'test/account/serve.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  while (!text.includes('AWS_EC2_METADATA_DISABLED=')) await new Promise((resolve) => setTimeout(resolve, 50));
  return { child, env: Object.fromEntries([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])) };
}

/** Modules of the source itself, so that what is measured, or bounds it, is of what is built. */
export async function load(folder, ...files) {
  const entry = join(folder, 'entry.ts');
  await writeFile(entry, files.map((file) => `export * from ${JSON.stringify(join(ROOT, file))};\n`).join(''));
  return await import(pathToFileURL(await bundle(entry, join(folder, 'source.mjs'), 'bundle')).href);
}

/** @param packages `external` for a bundle that stands where it finds them: beside the built command, which has the wasm too */
export async function bundle(entry, outfile, packages) {
  await build({ entryPoints: [entry], outfile, packages, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
  return outfile;
}

export function round(value, digits = 2) {
  return Number(value.toFixed(digits));
}
