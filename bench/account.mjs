/**
 * How fast an account is read, and how fast it could be: the built command against a generated account, with 50 ms before
 * each answer.
 *
 *     npm run build && node bench/account.mjs [things…]        # default: 50 500 5000
 *
 * The bound is what no scheduler can undercut: the longest chain of questions of which each needs the answer before, or the
 * requests that one bucket lets through at the permitted rate, whichever is longer. Wall is the collection's own time (the
 * command's start is printed beside it); CPU and memory are the whole process's. The first collection is not counted: in it
 * the fake account itself is still cold, which AWS never is. On a machine that does other work too, the
 * time for which the command was ready to run and had no processor stands under `starved s` (Linux).
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const LATENCY = 50;
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const sizes = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'djaudit-bench-'));
const { bucketOf, DECLARATIONS } = await load('src/aws/rates.ts', 'src/aws/declarations.ts');

/** Writes at its end what the process took; the command knows nothing of it. */
const METER = `data:text/javascript,${encodeURIComponent(`
import { readFileSync, writeFileSync } from 'node:fs';
const waited = () => { try { return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6; } catch { return 0; } };
process.on('exit', () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify({ ...process.resourceUsage(), waited: waited() })));
`)}`;

try {
  const rows = [];
  for (const things of sizes.length > 0 ? sizes : [50, 500, 5000]) rows.push(await measure(things));
  console.table(rows);
} finally {
  await rm(folder, { recursive: true });
}

async function measure(things) {
  const log = join(folder, `requests-${things}`);
  const server = await serve(things, log);
  try {
    await collect(server.env);
    await rm(log);
    const started = performance.now();
    const usage = await collect(server.env);
    const whole = performance.now() - started;
    const requests = (await readFile(log, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { durationMs } = JSON.parse(await readFile(join(folder, 'snapshot.json'), 'utf8'));
    const bound = boundOf(requests);
    return {
      things,
      requests: requests.length,
      'per thing': round(requests.length / things),
      twice: requests.length - new Set(requests.map(questionOf)).size,
      'bound s': round(bound.ms / 1000),
      'bound by': bound.by,
      'wall s': round(durationMs / 1000),
      'wall/bound': round(durationMs / bound.ms),
      'whole s': round(whole / 1000),
      'CPU s': round((usage.userCPUTime + usage.systemCPUTime) / 1e6),
      'starved s': round(usage.waited / 1000),
      MB: Math.round(usage.maxRSS / 1024),
    };
  } finally {
    server.child.kill();
  }
}

async function serve(things, log) {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'test/account/serve.mjs'), `generated:${things}`, '--latency', String(LATENCY), '--log', log],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  while (!text.includes('AWS_EC2_METADATA_DISABLED=')) await new Promise((resolve) => setTimeout(resolve, 50));
  return { child, env: Object.fromEntries([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])) };
}

async function collect(env) {
  const usage = join(folder, 'usage.json');
  const child = spawn(
    process.execPath,
    [
      '--import',
      METER,
      join(ROOT, 'bin/djaudit.js'),
      'collect',
      '--no-progress',
      '--output',
      join(folder, 'snapshot.json'),
    ],
    { cwd: folder, env: { PATH: process.env.PATH, ...env, BENCH_USAGE: usage }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`collect ended with ${code}: ${said}`);
  return JSON.parse(await readFile(usage, 'utf8'));
}

function boundOf(requests) {
  const buckets = groupBy(requests, bucketNameOf);
  const rated = [...buckets].map(([name, sent]) => {
    const { perSecond, burst } = bucketOf(sent[0].service, sent[0].operation).rate;
    return { by: `${name} at ${perSecond}/s`, ms: Math.max(0, ((sent.length - burst) / perSecond) * 1000) + LATENCY };
  });
  const chain = { by: 'chain', ms: longestChain(requests) * LATENCY };
  return [...rated, chain].reduce((longest, one) => (one.ms > longest.ms ? one : longest));
}

/** Answers that have to be waited for one after the other: the pages of a list, and what is asked about its items. */
function longestChain(requests) {
  const pages = new Map();
  for (const [list, sent] of groupBy(requests, listOf)) {
    const operation = list.split(' ')[0];
    pages.set(operation, Math.max(pages.get(operation) ?? 0, sent.length));
  }
  const depths = new Map();
  const depthOf = (fact) => {
    if (depths.has(fact)) return depths.get(fact);
    const { service, calls, needs = [] } = DECLARATIONS[fact];
    const own = calls.reduce((sum, call) => sum + (pages.get(`${service}:${call}`) ?? 0), 0);
    const depth = own === 0 ? 0 : own + Math.max(0, ...needs.map(firstPage));
    depths.set(fact, depth);
    return depth;
  };
  /** What a fact's first items take: its lists need not be read to their ends. */
  const firstPage = (fact) => {
    const { service, calls, needs = [] } = DECLARATIONS[fact];
    const asked = calls.filter((call) => pages.has(`${service}:${call}`)).length;
    return asked === 0 ? 0 : asked + Math.max(0, ...needs.map(firstPage));
  };
  return 1 + Math.max(...Object.keys(DECLARATIONS).map(depthOf));
}

function bucketNameOf({ service, operation, region }) {
  return `${bucketOf(service, operation).name} ${region}`;
}

function questionOf({ service, operation, region, input }) {
  return [service, operation, region, JSON.stringify(input)].join(' ');
}

/** The pages of one list are one question without its token. */
function listOf(request) {
  const input = Object.entries(request.input).filter(([name]) => !/token|marker|^StartRecord/i.test(name));
  return `${request.service}:${request.operation} ${request.region} ${JSON.stringify(input)}`;
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function round(value) {
  return Math.round(value * 100) / 100;
}

/** The rates and declarations of the source itself, so that the bound is of what is built. */
async function load(...files) {
  const entry = join(folder, 'entry.ts');
  await writeFile(entry, files.map((file) => `export * from ${JSON.stringify(join(ROOT, file))};\n`).join(''));
  const outfile = join(folder, 'source.mjs');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
  return await import(pathToFileURL(outfile).href);
}
