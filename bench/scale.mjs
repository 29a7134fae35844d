/**
 * What an organisation costs: a snapshot of 50,000 resources in 20 accounts and 17 regions, judged beside the sample shop and
 * reported in every format.
 *
 *     npm run build && node bench/scale.mjs [resources…]        # default: 500 5000 50000
 *
 * The parts are seconds of CPU in a process that does one after the other, and of the evaluation also the time that it takes,
 * which is less: the garbage is collected beside it; `command` and `MB` are of the built command, which
 * does all of them and writes every format into a file. Bounds: 5 s for the evaluation (the join in it), 512 MB, and 11 × the
 * evaluation of a tenth. Resources are counted by their ARNs; what AWS offers to everybody (engine versions, policies) is in
 * the snapshot too and is not counted.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { organisation, recordedAccount } from './organisation.mjs';
import { before, bundle, DJAUDIT, inFolder, load, metered, ROOT, round } from './shared.mjs';

const BOUNDS = { evaluation: 5, MB: 512, ratio: 11 };
const WHOLE = 50_000;
const SHOP = join(ROOT, 'fixtures/demo/shop');
const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : [WHOLE / 100, WHOLE / 10, WHOLE];
const last = before('scale');

await inFolder(async (folder) => {
  const { FORMAT_NAMES } = await load(folder, 'src/cli/options/output.ts');
  const phases = await bundle(join(ROOT, 'bench/phases.mjs'), join(ROOT, 'dist/bench-phases.mjs'), 'external');
  const recorded = await recordedAccount(folder, unitsFor(Math.max(...sizes)));
  const rows = [];
  for (const size of sizes) rows.push(await measure(folder, { recorded, size, phases, formats: FORMAT_NAMES }));
  const shown = rows.map((row, at) => ({ ...row, ratio: at === 0 ? '' : ratioOf(row, rows[at - 1]) }));
  for (const table of [rows.map(({ formats: _, ...row }) => row), rows.map(({ resources, formats }) => ({ resources, ...formats }))])
    console.table(table);
  console.table(shown.flatMap(against));
  last.keep(Object.fromEntries(rows.map((row) => [row.size, { evaluation: row.evaluation, MB: row.MB }])));
});

/** Enough for the largest place: the first account's first region has a twelfth of everything. */
function unitsFor(resources) {
  return Math.ceil(resources / 120);
}

async function measure(folder, { recorded, size, phases, formats }) {
  const { snapshot, resources } = organisation(recorded, size, size / WHOLE);
  const file = join(folder, 'organisation.json');
  const text = JSON.stringify(snapshot, undefined, 1);
  await writeFile(file, text);
  const { text: told } = await metered(folder, [phases, SHOP, file], { stdout: 'pipe' });
  const { seconds, wall, results, services } = JSON.parse(told);
  const { cpu, megabytes } = await metered(folder, [
    ...[DJAUDIT, 'scan', SHOP, '--snapshot', file, '--scope', 'account', '--exit-zero', '--today', '2026-11-25'],
    ...formats.flatMap((format) => ['--format', `${format}=${join(folder, `report.${format}`)}`]),
  ]);
  return {
    size,
    resources,
    results,
    services,
    'snapshot MB': round(text.length / 1e6, 1),
    'load s': round(seconds.load),
    'join s': round(seconds.join),
    evaluation: round(wall.evaluation),
    'its CPU s': round(seconds.evaluation),
    'command s': round(cpu),
    MB: megabytes,
    formats: Object.fromEntries(formats.map((format) => [`${format} s`, round(seconds[format])])),
  };
}

function ratioOf(row, smaller) {
  return round(row.evaluation / smaller.evaluation / (row.size / smaller.size / 10));
}

function against(row) {
  const figures = { 'evaluation s': row.evaluation, MB: row.MB, 'evaluation / a tenth': row.ratio };
  const bounds = [BOUNDS.evaluation, BOUNDS.MB, BOUNDS.ratio];
  const beforeIt = [last.figures[row.size]?.evaluation, last.figures[row.size]?.MB];
  return Object.entries(figures).map(([what, figure], at) => ({
    resources: row.resources,
    what,
    figure,
    bound: bounds[at],
    before: beforeIt[at] ?? '',
  }));
}
