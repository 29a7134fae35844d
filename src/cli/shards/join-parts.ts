import type { GateOptions } from '../../engine/index.ts';
import type { Report } from '../../model/index.ts';
import { loadPolicy } from '../audit/load-policy.ts';
import { type ScanArguments, scanAudit } from '../audit/scan-audit.ts';
import { gateOptions } from '../gate-options.ts';
import type { Host } from '../host.ts';
import { hashLines } from '../output/hash-lines.ts';
import type { Beside } from '../output/write-report.ts';
import { checkParts, checkPlace, type Part } from './check-parts.ts';
import { inputsOf } from './inputs.ts';
import type { Recorded } from './options.ts';

/** The report of a whole scan, of its parts. */
export interface Joined {
  readonly report: Report;
  readonly lineHash: NonNullable<Beside['lineHash']>;
  /** When the scan fails, by its own options and configuration. */
  readonly gate: GateOptions;
}

export interface JoinArguments {
  readonly config?: string | undefined;
  readonly 'allow-plugins'?: boolean | undefined;
  readonly verbose?: boolean | undefined;
}

/**
 * Judges what the parts have read together, as one scan would have: the repository and the configuration are read again where
 * the parts were scanned from, and have to be what they were.
 * @throws UserError when the parts are not one scan, or this is not the place
 */
export async function joinParts(given: readonly Part[], args: JoinArguments, host: Host): Promise<Joined> {
  const parts = checkParts(given);
  const [first] = parts;
  const options = first.report.shard.options as Recorded; // of our own version
  const scan: ScanArguments = {
    ...NOTHING_ELSE,
    ...options,
    today: first.report.shard.today,
    'allow-plugins': args['allow-plugins'],
    config: args.config ?? options.config,
    verbose: args.verbose,
  };
  const loaded = await loadPolicy(scan, host);
  const shares = parts.map(({ share }) => share);
  const { report, reading, request } = await scanAudit(scan, loaded, host, shares);
  const inputs = inputsOf(request, report.rules, reading, undefined);
  checkPlace(first, report, inputs, scan.path ?? '.');
  return {
    report: { ...report, ...timesOf(parts) },
    lineHash: hashLines(reading?.text),
    gate: gateOptions(options, loaded.config),
  };
}

/** From the first beginning to the last end. */
function timesOf(parts: readonly Part[]): Pick<Report, 'startedAt' | 'durationMs'> {
  const begins = parts.map(({ report }) => Date.parse(report.startedAt));
  const ends = parts.map(({ report }, at) => (begins[at] ?? 0) + report.durationMs);
  const begin = Math.min(...begins);
  return { startedAt: new Date(begin).toISOString(), durationMs: Math.max(...ends) - begin };
}

/** What only reading an account, or writing what came of it, takes. */
const NOTHING_ELSE = {
  profile: undefined,
  region: undefined,
  'role-arn': undefined,
  'external-id': undefined,
  snapshot: undefined,
  shard: undefined,
  offline: undefined,
  prune: undefined,
  fix: undefined,
  'fix-unsafe': undefined,
  diff: undefined,
  history: undefined,
  format: undefined,
  output: undefined,
  quiet: undefined,
  'no-progress': true,
  color: 'never',
  'sarif-category': undefined,
} as const;
