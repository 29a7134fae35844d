import { resolve } from 'node:path';
import { gate } from '../engine/index.ts';
import { loadPolicy } from './audit/load-policy.ts';
import { type ScanArguments, type ScanAudit, scanAudit } from './audit/scan-audit.ts';
import { readBaseline, writeBaseline } from './baseline-file.ts';
import { type FormatTarget, readFormats } from './formats.ts';
import type { Host } from './host.ts';
import { hashLines } from './output/hash-lines.ts';
import { writeReport } from './output/write-report.ts';
import { say } from './streams.ts';

/** `djaudit scan [path]` */
export async function scan(args: ScanArguments, host: Host): Promise<number> {
  const loaded = await loadPolicy(args, host);
  const { reporters } = loaded.catalogue;
  const formats = readFormats(args, Object.keys(reporters));
  const audited = await scanAudit(args, loaded, host);
  const { report, evidence } = audited;
  const lineHash = hashLines(evidence.reading?.text);
  const written = await writeReport(report, formats, args, host, { reporters, lineHash });
  await fixFiles(args, audited, formats, host);
  if (args.prune === true) await prune(args.baseline, audited, host);
  const { exitCode, reason } = gate(report, {
    failOn: args['fail-on'] ?? loaded.config.failOn ?? 'high',
    failOnIncomplete: args['fail-on-incomplete'] ?? loaded.config.failOnIncomplete ?? false,
    exitZero: args['exit-zero'] === true,
  });
  say(host, reason);
  return written ? exitCode : 2;
}

/** `--diff` alone shows what the fixes would change. A format on stdout stays alone there: the diffs go to stderr then. */
async function fixFiles(
  args: ScanArguments,
  { report, evidence }: ScanAudit,
  formats: readonly FormatTarget[],
  host: Host,
): Promise<void> {
  const writes = args.fix === true || args['fix-unsafe'] === true;
  if (evidence.reading === undefined || !(writes || args.diff === true)) return;
  const forMachines = formats.some(({ name, file }) => file === undefined && name !== 'terminal');
  const { applyFixes } = await import('./fixes/index.ts');
  await applyFixes(
    {
      report,
      root: resolve(host.cwd(), args.path ?? '.'),
      text: evidence.reading.text,
      unsafe: args['fix-unsafe'] === true || (args.diff === true && !writes),
      writes,
      diffTo: args.diff === true ? (forMachines ? host.stderr : host.stdout) : undefined,
    },
    host,
  );
}

/** Takes the findings that are gone out of the baseline. */
async function prune(file: string | undefined, { leftovers }: ScanAudit, host: Host): Promise<void> {
  if (file === undefined || leftovers.length === 0) return;
  const baseline = await readBaseline(file, host);
  const gone = new Set(leftovers.map(({ fingerprint }) => fingerprint));
  const findings = baseline.findings.filter(({ fingerprint }) => !gone.has(fingerprint));
  await writeBaseline({ schemaVersion: 1, findings }, file, host);
  say(
    host,
    `${gone.size === 1 ? '1 finding that is gone was' : `${gone.size} findings that are gone were`} taken out of ${file}`,
  );
}
