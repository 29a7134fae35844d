import { gate, historyOf } from '../engine/index.ts';
import { type Report, UserError } from '../model/index.ts';
import type { ArgumentsOf } from './command.ts';
import type { REPORT_OPTIONS } from './commands.ts';
import { readCatalogue } from './configuration.ts';
import { readFormats } from './formats.ts';
import { savedFiles } from './history/folder.ts';
import { type Earlier, newestOf, readPast } from './history/past.ts';
import type { Host } from './host.ts';
import { writeReport } from './output/write-report.ts';
import { readReports } from './saved-reports.ts';
import { say } from './streams.ts';

export type ReportArguments = ArgumentsOf<typeof REPORT_OPTIONS> & { readonly file?: readonly string[] };

/** `djaudit report FILE...`: the newest of the reports in another format; the others, and those of --history, are its past. */
export async function report(args: ReportArguments, host: Host): Promise<number> {
  const { reporters } = await readCatalogue(args, host);
  const formats = readFormats(args, Object.keys(reporters));
  const { newest, earlier } = await chosen(args, host);
  const history = historyOf(newest, await readPast(newest, earlier, host));
  const written = await writeReport(newest, formats, args, host, { reporters, history });
  const { exitCode, reason } = gate(newest, {
    failOn: args['fail-on'] ?? 'high',
    failOnIncomplete: args['fail-on-incomplete'] === true,
    exitZero: args['exit-zero'] === true,
  });
  say(host, reason);
  return written ? exitCode : 2;
}

/** The newest of the reports that are named; where none is, the newest of the folder. */
async function chosen(
  { file = [], history }: ReportArguments,
  host: Host,
): Promise<{ readonly newest: Report; readonly earlier: readonly Earlier[] }> {
  const reports = await readReports(file, host);
  const saved = history === undefined ? [] : await savedFiles(history, host);
  const newest =
    reports.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt)).at(-1) ??
    (history === undefined ? undefined : await newestOf(saved, history, host));
  if (newest === undefined) throw new UserError('no report is named', 'djaudit report FILE, or --history FOLDER');
  const named = reports.map((one, index) => ({ name: file[index] ?? '', startedAt: one.startedAt, report: one }));
  return { newest, earlier: [...named, ...saved] };
}
