/**
 * What evaluating the settings of real projects costs: `djaudit settings` under the environment of each.
 *
 *     npm run build && node bench/interpreter.mjs PROJECTS SNAPSHOTS
 *
 * PROJECTS is a folder of JSON files, one a project: `repo` (owner/name), `commit`, `root`, `module`, `cls`, `pythonpath` and
 * `variants.prod.env`; SNAPSHOTS holds the bare repositories as `owner+name/repo`. What the command costs without settings
 * (`--version`) is taken off. There is no bound but the run before: projects differ by their settings, not by their files.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { before, DJAUDIT, inFolder, leastOf, metered, round } from './shared.mjs';

const [projects, snapshots] = process.argv.slice(2);
if (projects === undefined || snapshots === undefined) throw new Error('node bench/interpreter.mjs PROJECTS SNAPSHOTS');
const last = before('interpreter');

await inFolder(async (folder) => {
  const start = await leastOf(5, () => metered(folder, [DJAUDIT, '--version']));
  const rows = [];
  for (const name of readdirSync(projects).filter((one) => one.endsWith('.json')).sort()) {
    const project = JSON.parse(readFileSync(join(projects, name), 'utf8'));
    const repository = join(snapshots, project.repo.replace('/', '+'), 'repo');
    if (existsSync(repository)) rows.push(await measure(folder, project, repository, start));
  }
  if (rows.length === 0) throw new Error(`none of the projects of ${projects} is in ${snapshots}`);
  report(rows.toSorted((a, b) => b['CPU s'] - a['CPU s']));
});

function report(rows) {
  console.table(rows.slice(0, 10));
  const median = rows[Math.floor(rows.length / 2)];
  const sum = round(rows.reduce((total, one) => total + one['CPU s'], 0));
  const was = last.figures.sum === undefined ? '' : ` (before: ${last.figures.sum} s)`;
  console.log(`${rows.length} projects: ${sum} s of CPU${was}, median ${median['CPU s']} s, worst ${rows[0]['CPU s']} s (${rows[0].project})`);
  last.keep({ ...Object.fromEntries(rows.map((one) => [one.project, one['CPU s']])), sum });
}

async function measure(folder, { repo, commit, root, module, cls, pythonpath, variants }, repository, start) {
  const checkout = join(folder, 'app');
  execFileSync('git', ['clone', '-q', '--shared', '--no-checkout', repository, checkout], { stdio: 'ignore' });
  execFileSync('git', ['-C', checkout, 'checkout', '-q', commit], { stdio: 'ignore' });
  const env = Object.fromEntries(
    Object.entries(variants.prod.env).map(([name, value]) => [name, value.replaceAll('/srv/app', checkout)]),
  );
  if (pythonpath.length > 0) env.PYTHONPATH = pythonpath.map((path) => join(checkout, path)).join(delimiter);
  if (cls) env.DJANGO_CONFIGURATION = cls;
  writeFileSync(join(folder, 'env.json'), JSON.stringify(env));
  const args = ['settings', join(checkout, root), '--settings', module, '--env-file', join(folder, 'env.json'), '--format', 'json'];
  const { cpu, megabytes } = await leastOf(3, () => metered(folder, [DJAUDIT, ...args]));
  await rm(checkout, { recursive: true });
  return { project: repo, 'CPU s': round(cpu - start.cpu), 'before s': last.figures[repo] ?? '', MB: megabytes };
}
