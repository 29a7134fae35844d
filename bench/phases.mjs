/** What bench/scale.mjs runs in a process of its own: the parts of a scan one after the other, in seconds of CPU. */
import { readChunks } from '../src/cli/audit/account.ts';
import { runWithSettings } from '../src/cli/audit/settings-of-services.ts';
import { OWN } from '../src/cli/catalogue.ts';
import { FORMAT_NAMES } from '../src/cli/options/index.ts';
import { inBlocks } from '../src/cli/output/pieces.ts';
import { render } from '../src/cli/output/render.ts';
import { readSnapshot } from '../src/aws/snapshot.ts';
import { deploymentDerivations, PLANNED_DERIVATIONS } from '../src/deployment/index.ts';
import { buildReport, deriveFacts, plan } from '../src/engine/index.ts';
import { readRepository } from '../src/repo/index.ts';

const [repository, snapshot] = process.argv.slice(2);
const { rules } = OWN;
const seconds = {};
const wall = {};
let before = process.cpuUsage();
let began = performance.now();

function taken(name) {
  const { user, system } = process.cpuUsage(before);
  seconds[name] = (user + system) / 1e6;
  wall[name] = (performance.now() - began) / 1000;
  before = process.cpuUsage();
  began = performance.now();
}

const reading = await readRepository(repository, plan([...rules, { needs: ['deployment.graph'] }], PLANNED_DERIVATIONS));
taken('repository');
const { collection } = await readSnapshot(readChunks(snapshot, 'the snapshot'), snapshot);
taken('load');
const run = {
  rules,
  records: [...reading.records, ...collection.records],
  alsoDerive: ['deployment.graph'],
  context: {
    today: '2026-11-25',
    scanned: { repository: true, account: true },
    frame: ({ path, line, endLine }) => reading.frame(path, line, endLine),
  },
};
deriveFacts({ ...run, derivations: deploymentDerivations(() => ({ status: 'unavailable', reason: 'only joined' })) });
taken('join');
const outcome = await runWithSettings(run, deploymentDerivations, reading.evaluate);
const report = buildReport(rules, outcome, {
  version: '0',
  startedAt: '2026-11-25T09:00:00.000Z',
  durationMs: 0,
  target: { account: collection.accounts[0], accounts: collection.accounts },
  requests: 0,
  throttled: 0,
  notes: [],
  interrupted: false,
});
taken('evaluation');
for (const format of FORMAT_NAMES) {
  const text = await render(format, report, { color: false, width: 100, verbose: false, quiet: false });
  for (const block of inBlocks(text)) Buffer.byteLength(block);
  taken(format);
}
process.stdout.write(JSON.stringify({ seconds, wall, results: report.results.length, services: report.deployment?.services.length }));
