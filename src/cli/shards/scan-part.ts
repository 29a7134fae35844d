import { shareRecords } from '../../aws/shares.ts';
import { plainShare } from '../../aws/snapshot.ts';
import { buildReport } from '../../engine/index.ts';
import type { Shard } from '../../model/account.ts';
import { type Report, UserError } from '../../model/index.ts';
import { type AuditRequest, evidenceOf, notesOf, targetOf } from '../audit/audit.ts';
import { type EvidencePart, gatherPart } from '../audit/evidence.ts';
import type { Loaded } from '../audit/load-policy.ts';
import { type ScanArguments, withRequest } from '../audit/scan-audit.ts';
import { type FormatTarget, readFormats } from '../formats.ts';
import type { Host } from '../host.ts';
import { writeReport } from '../output/write-report.ts';
import { say } from '../say.ts';
import { VERSION } from '../version.ts';
import { inputsOf } from './inputs.ts';
import { recorded } from './options.ts';
import { readShard } from './read-shard.ts';

/**
 * `djaudit scan --shard i/n`: reads this part of the accounts and judges nothing: what a rule needs may stand in another part.
 * Exit 3 when something of the part could not be read and the options ask for it; findings are of the whole.
 */
export async function scanPart(args: ScanArguments, text: string, loaded: Loaded, host: Host): Promise<number> {
  const shard = readShard(text);
  const formats = jsonOnly(readFormats(args, Object.keys(loaded.catalogue.reporters)));
  checkNothingJudged(args);
  const { report, share } = await withRequest(args, loaded, host, async (request, line, signal) => {
    const startedAt = new Date();
    const wanted = evidenceOf(request, host, line, signal);
    const part = await gatherPart({ ...wanted, shard });
    const given = { request, args, part, shard, startedAt, path: wanted.given };
    return { report: partOf(given), share: part.share };
  });
  await writeReport(report, formats, args, host);
  const { facts } = report.coverage;
  const open = facts.filter(({ reason }) => reason !== undefined).length;
  const gaps = open === 0 ? '' : `, ${open} of them not or in part`;
  const what = `part ${shard.index} of ${shard.count}: ${facts.length} facts${gaps}`;
  say(host, `${what}; djaudit report PART... joins the parts and judges`);
  const failed = share.outcomes.some((outcome) => 'failed' in outcome);
  const gates = args['fail-on-incomplete'] ?? loaded.config.failOnIncomplete ?? false;
  return gates && args['exit-zero'] !== true && (open > 0 || failed || share.interrupted) ? 3 : 0;
}

/** A part shows no findings in any format: an upload of it as SARIF would close every alert. */
function jsonOnly(formats: readonly FormatTarget[]): readonly FormatTarget[] {
  if (formats.every(({ name }) => name === 'json')) return formats;
  throw new UserError(
    'a part of a scan is written as JSON alone: nothing is judged before all parts are there',
    '--format json=FILE; djaudit report PART... gives every format',
  );
}

/** Options about what came of judging. */
const JUDGED = ['fix', 'fix-unsafe', 'diff', 'prune', 'history'] as const;

function checkNothingJudged(args: ScanArguments): void {
  const asked = JUDGED.find((name) => args[name] !== undefined && args[name] !== false);
  if (asked === undefined) return;
  throw new UserError(`--shard and --${asked} exclude each other: a part judges nothing`, `Leave out --${asked}`);
}

interface Part {
  readonly request: AuditRequest;
  readonly args: ScanArguments;
  readonly part: EvidencePart;
  readonly shard: Shard;
  readonly startedAt: Date;
  readonly path: string;
}

function partOf({ request, args, part: { reading, share }, shard, startedAt, path }: Part): Report {
  const records = shareRecords(share);
  const targets = share.outcomes.flatMap((outcome) => ('failed' in outcome ? [] : [outcome.target]));
  const reason = `part ${shard.index} of ${shard.count}: djaudit report joins the parts and judges`;
  const { today, rules, policy } = request;
  const report = buildReport(
    rules,
    { results: [], notAssessed: rules.map(({ id }) => ({ rule: id, reason })), defects: [], records, decided: false },
    {
      version: VERSION,
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      target: targetOf(reading, targets, reading?.records ?? [], { ...request.repository, path }),
      requests: share.requests,
      throttled: share.throttled,
      notes: notesOf(undefined, share.notes),
      interrupted: share.interrupted,
      severities: policy.severities,
      options: policy.options,
    },
  );
  const inputs = inputsOf(request, report.rules, reading, share.source);
  return { ...report, shard: { ...shard, today, options: recorded(args), inputs, evidence: plainShare(share) } };
}
