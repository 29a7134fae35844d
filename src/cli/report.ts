import { gate, historyOf } from '../engine/index.ts';
import { UserError } from '../model/index.ts';
import type { ArgumentsOf } from './command.ts';
import type { REPORT_OPTIONS } from './commands.ts';
import { readCatalogue } from './configuration.ts';
import { readFormats } from './formats.ts';
import type { Host } from './host.ts';
import { writeReport } from './output/write-report.ts';
import { readHistory, readReports } from './saved-reports.ts';
import { say } from './streams.ts';

export type ReportArguments = ArgumentsOf<typeof REPORT_OPTIONS> & { readonly file?: readonly string[] };

/** `djaudit report FILE...`: the newest of the reports in another format; the others are its history. */
export async function report(args: ReportArguments, host: Host): Promise<number> {
  const { reporters } = await readCatalogue(args, host);
  const formats = readFormats(args, Object.keys(reporters));
  const given = await readReports(args.file ?? [], host);
  const history = args.history === undefined ? [] : await readHistory(args.history, host);
  const all = [...history, ...given].toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  const newest = all.at(-1);
  if (newest === undefined) throw new UserError('no report is named', 'djaudit report FILE, or --history FOLDER');
  const written = await writeReport(newest, formats, args, host, {
    reporters,
    history: historyOf(newest, all.slice(0, -1)),
  });
  const { exitCode, reason } = gate(newest, {
    failOn: args['fail-on'] ?? 'high',
    failOnIncomplete: args['fail-on-incomplete'] === true,
    exitZero: args['exit-zero'] === true,
  });
  say(host, reason);
  return written ? exitCode : 2;
}
