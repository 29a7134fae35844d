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
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { before, DJAUDIT, inFolder, load, metered, round, serveAccount } from './shared.mjs';

const LATENCY = 50;
const sizes = process.argv.slice(2).map(Number);
const last = before('account');
let bucketOf;
let DECLARATIONS;

await inFolder(async (folder) => {
  ({ bucketOf, DECLARATIONS } = await load(folder, 'src/aws/rates.ts', 'src/aws/declarations.ts'));
  const rows = [];
  for (const things of sizes.length > 0 ? sizes : [50, 500, 5000]) rows.push(await measure(folder, things));
  console.table(rows);
  last.keep(Object.fromEntries(rows.map((one) => [one.things, one['wall/bound']])));
});

async function measure(folder, things) {
  const log = join(folder, `requests-${things}`);
  const server = await serveAccount([`generated:${things}`, '--latency', String(LATENCY), '--log', log]);
  try {
    await collect(folder, server.env);
    await rm(log);
    const usage = await collect(folder, server.env);
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
      before: last.figures[things] ?? '',
      'whole s': round(usage.wall),
      'CPU s': round(usage.cpu),
      'starved s': round(usage.starved),
      MB: usage.megabytes,
    };
  } finally {
    server.child.kill();
  }
}

async function collect(folder, env) {
  return await metered(folder, [DJAUDIT, 'collect', '--no-progress', '--output', 'snapshot.json'], { env });
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
