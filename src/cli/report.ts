import { resolve } from 'node:path';
import { gate, historyOf } from '../engine/index.ts';
import { type Report, UserError } from '../model/index.ts';
import { spareMemory } from './audit/account.ts';
import type { ArgumentsOf } from './command.ts';
import type { REPORT_OPTIONS } from './commands.ts';
import { readCatalogue } from './configuration.ts';
import { readFormats } from './formats.ts';
import { savedFiles } from './history/folder.ts';
import { type Earlier, newestOf, readPast } from './history/past.ts';
import type { Host } from './host.ts';
import { writeReport } from './output/write-report.ts';
import { readReportOrPart } from './saved-reports.ts';
import { say } from './say.ts';
import type { Part } from './shards/check-parts.ts';
import type { Joined } from './shards/join-parts.ts';

export type ReportArguments = ArgumentsOf<typeof REPORT_OPTIONS> & { readonly file?: readonly string[] };

/**
 * `djaudit report FILE...`: the newest of the reports in another format; the others, and those of --history, are its past. The
 * parts of a scan are one report.
 */
export async function report(args: ReportArguments, host: Host): Promise<number> {
  const { reporters } = await readCatalogue(args, host);
  const formats = readFormats(args, Object.keys(reporters));
  const { named, joined } = await read(args, host);
  const { newest, earlier } = await chosen(args, named, host);
  const history = historyOf(newest, await readPast(newest, earlier, host));
  const own = joined?.report === newest ? joined : undefined;
  const lineHash = own === undefined ? {} : { lineHash: own.lineHash };
  const written = await writeReport(newest, formats, args, host, { reporters, history, ...lineHash });
  const { exitCode, reason } = gate(newest, {
    failOn: args['fail-on'] ?? own?.gate.failOn ?? 'high',
    failOnIncomplete: args['fail-on-incomplete'] ?? own?.gate.failOnIncomplete ?? false,
    exitZero: args['exit-zero'] ?? own?.gate.exitZero ?? false,
  });
  say(host, reason);
  return written ? exitCode : 2;
}

type Named = Earlier & { readonly report: Report; readonly startedAt: string };

/** The reports that are named; parts together are the last of them. */
async function read(
  args: ReportArguments,
  host: Host,
): Promise<{ readonly named: readonly Named[]; readonly joined?: Joined }> {
  const named: Named[] = [];
  const parts: Part[] = [];
  const { PartReader } = await import('./shards/read-part.ts');
  const reader = new PartReader();
  for (const file of args.file ?? []) {
    await spareMemory(resolve(host.cwd(), file));
    const report = await readReportOrPart(file, host); // one after the other: a part may have 100 MB
    if (report.shard === undefined) named.push(namedAs(file, report));
    else parts.push(reader.part(file, report, report.shard));
  }
  const [first] = parts;
  if (first === undefined) return { named };
  const { joinParts } = await import('./shards/join-parts.ts');
  const joined = await joinParts(parts, args, host);
  return { named: [...named, namedAs(first.file, joined.report)], joined };
}

function namedAs(name: string, report: Report): Named {
  return { name, startedAt: report.startedAt, report };
}

/** The newest of the reports that are named; where none is, the newest of the folder. */
async function chosen(
  { history }: ReportArguments,
  named: readonly Named[],
  host: Host,
): Promise<{ readonly newest: Report; readonly earlier: readonly Earlier[] }> {
  const saved = history === undefined ? [] : await savedFiles(history, host);
  const newest =
    named.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt)).at(-1)?.report ??
    (history === undefined ? undefined : await newestOf(saved, history, host));
  if (newest === undefined) throw new UserError('no report is named', 'djaudit report FILE, or --history FOLDER');
  return { newest, earlier: [...named, ...saved] };
}
