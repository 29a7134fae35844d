import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { gate, historyOf } from '../engine/index.ts';
import type { History, Report } from '../model/index.ts';
import { loadPolicy } from './audit/load-policy.ts';
import { type ScanArguments, type ScanAudit, scanAudit } from './audit/scan-audit.ts';
import { readBaseline, writeBaseline } from './baseline-file.ts';
import { type FormatTarget, readFormats } from './formats.ts';
import { gateOptions } from './gate-options.ts';
import { type SavedFile, savedFiles } from './history/folder.ts';
import type { Host } from './host.ts';
import { hashLines } from './output/hash-lines.ts';
import { writeReport } from './output/write-report.ts';
import { say } from './say.ts';

/** `djaudit scan [path]` */
export async function scan(args: ScanArguments, host: Host): Promise<number> {
  const loaded = await loadPolicy(args, host);
  if (args.shard !== undefined)
    return await (await import('./shards/scan-part.ts')).scanPart(args, args.shard, loaded, host);
  const { reporters } = loaded.catalogue;
  const formats = readFormats(args, Object.keys(reporters));
  const saved = args.history === undefined ? undefined : await savedBefore(args.history, host);
  const audited = await scanAudit(args, loaded, host);
  const { report, reading } = audited;
  const lineHash = hashLines(reading?.text);
  const history = saved === undefined ? {} : await comparedWith(saved, report, host);
  const written = await writeReport(report, formats, args, host, { reporters, lineHash, ...history });
  await fixFiles(args, audited, formats, host);
  if (args.prune === true) await prune(args.baseline, audited, host);
  const { exitCode, reason } = gate(report, gateOptions(args, loaded.config));
  say(host, reason);
  return written ? exitCode : 2;
}

/** The first scan of all has no folder yet: syncing nothing makes none. */
async function savedBefore(folder: string, host: Host): Promise<readonly SavedFile[]> {
  if (existsSync(resolve(host.cwd(), folder))) return await savedFiles(folder, host);
  say(host, `--history ${folder} is not there yet: there is nothing to compare with`);
  return [];
}

async function comparedWith(
  saved: readonly SavedFile[],
  report: Report,
  host: Host,
): Promise<{ readonly history: History }> {
  const { readPast } = await import('./history/past.ts');
  return { history: historyOf(report, await readPast(report, saved, host)) };
}

/** `--diff` alone shows what the fixes would change. A format on stdout stays alone there: the diffs go to stderr then. */
async function fixFiles(
  args: ScanArguments,
  { report, reading }: ScanAudit,
  formats: readonly FormatTarget[],
  host: Host,
): Promise<void> {
  const writes = args.fix === true || args['fix-unsafe'] === true;
  if (reading === undefined || !(writes || args.diff === true)) return;
  const forMachines = formats.some(({ name, file }) => file === undefined && name !== 'terminal');
  const { applyFixes } = await import('./fixes/index.ts');
  await applyFixes(
    {
      report,
      root: resolve(host.cwd(), args.path ?? '.'),
      text: reading.text,
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
