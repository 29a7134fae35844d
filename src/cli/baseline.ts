import { baselineOf } from '../engine/index.ts';
import { loadPolicy } from './audit/load-policy.ts';
import { scanAudit } from './audit/scan-audit.ts';
import { BASELINE, writeBaseline } from './baseline-file.ts';
import type { ArgumentsOf } from './command.ts';
import type { BASELINE_OPTIONS } from './commands.ts';
import type { Host } from './host.ts';
import { say } from './say.ts';

/** `djaudit baseline [path]`: the present findings, so that only new ones close the gate. */
export async function baseline(args: ArgumentsOf<typeof BASELINE_OPTIONS, 'path'>, host: Host): Promise<number> {
  const file = args.output ?? BASELINE;
  const { report } = await scanAudit({ ...NOTHING_ELSE, ...args }, await loadPolicy(args, host), host);
  const found = baselineOf(report.results);
  await writeBaseline(found, file, host);
  say(host, `${found.findings.length} findings written to ${file}; djaudit scan --baseline ${file}`);
  return 0;
}

/** A baseline holds everything that a scan finds: what a gate or a format would say is left out. */
const NOTHING_ELSE = {
  'min-severity': undefined,
  'fail-on': undefined,
  'fail-on-incomplete': undefined,
  'exit-zero': undefined,
  baseline: undefined,
  prune: undefined,
  shard: undefined,
  format: undefined,
  quiet: undefined,
  color: 'auto',
  'sarif-category': undefined,
  history: undefined,
  fix: undefined,
  'fix-unsafe': undefined,
  diff: undefined,
} as const;
