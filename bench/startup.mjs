/**
 * What the command costs before it does anything, beside Node alone.
 *
 *     npm run build && node bench/startup.mjs [runs]        # default: 20; needs bash, whose `time` counts a child's CPU
 *
 * The bound is of `djaudit --help`: 3 × the CPU of `node -e 0`. The median of the runs counts, and the runs of all lines take
 * turns, so that whatever else the machine does weighs on each of them alike.
 */
import { spawnSync } from 'node:child_process';
import { before, DJAUDIT, round } from './shared.mjs';

const RUNS = Number(process.argv[2] ?? 20);
const LINES = {
  'node -e 0': ['-e', '0'],
  'djaudit --help': [DJAUDIT, '--help'],
  'djaudit --version': [DJAUDIT, '--version'],
  'djaudit --get-yargs-completions': [DJAUDIT, '--get-yargs-completions', 'djaudit', 'explain', 'rds'],
  'djaudit explain': [DJAUDIT, 'explain', 'rds-public'],
  'djaudit rules': [DJAUDIT, 'rules'],
};
const BOUNDS = { 'djaudit --help': 3 };

const last = before(`startup-node${process.versions.node.split('.')[0]}`);
const taken = Object.fromEntries(Object.keys(LINES).map((name) => [name, []]));
for (let run = 0; run < RUNS; run += 1)
  for (const [name, args] of Object.entries(LINES)) taken[name].push(cpuOf(args));

const empty = median(taken['node -e 0']);
const rows = Object.entries(taken).map(([name, runs]) => {
  const ratio = round(median(runs) / empty);
  return { line: name, 'CPU ms': Math.round(median(runs)), ratio, bound: BOUNDS[name] ?? '', before: last.figures[name] ?? '' };
});
console.log(`Node ${process.version}`);
console.table(rows);
last.keep(Object.fromEntries(rows.map(({ line, ratio }) => [line, ratio])));

/** Milliseconds of user and system time. */
function cpuOf(args) {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1';
  const { stderr, status } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return stderr.trim().split(' ').reduce((sum, seconds) => sum + 1000 * Number(seconds), 0);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
