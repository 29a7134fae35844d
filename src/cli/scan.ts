import { gate } from '../engine/index.ts';
import { audit } from './audit/audit.ts';
import { NO_POLICY } from './audit/policy.ts';
import { chooseRules } from './audit/selection.ts';
import { stopOnSignal } from './audit/stop.ts';
import { CATALOGUE } from './catalogue.ts';
import type { ArgumentsOf } from './command.ts';
import type { SCAN_OPTIONS } from './commands.ts';
import { readDay } from './day.ts';
import { readFormats } from './formats.ts';
import type { Host } from './host.ts';
import { hashLines } from './output/hash-lines.ts';
import { writeReport } from './output/write-report.ts';
import { progress } from './progress.ts';
import { say } from './streams.ts';

export type ScanArguments = ArgumentsOf<typeof SCAN_OPTIONS, 'path'>;

/** `djaudit scan [path]` */
export async function scan(args: ScanArguments, host: Host): Promise<number> {
  const formats = readFormats(args);
  const today = readDay(args.today, new Date());
  const rules = chooseRules(CATALOGUE, args);
  const line = progress(host, args['no-progress'] !== true);
  const stop = stopOnSignal(host);
  try {
    const { report, evidence } = await audit(
      {
        path: args.path ?? '.',
        rules,
        derivations: [],
        policy: NO_POLICY,
        today,
        minSeverity: args['min-severity'],
        repository: {
          ...(args.settings === undefined ? {} : { settings: args.settings }),
          ...(args.include === undefined ? {} : { include: args.include }),
          ...(args.exclude === undefined ? {} : { exclude: args.exclude }),
        },
        account: args,
        verbose: args.verbose === true,
      },
      host,
      line,
      stop.signal,
    );
    await writeReport(report, formats, args, host, { lineHash: hashLines(evidence.reading?.text) });
    const { exitCode, reason } = gate(report, {
      failOn: args['fail-on'] ?? 'high',
      failOnIncomplete: args['fail-on-incomplete'] === true,
      exitZero: args['exit-zero'] === true,
    });
    say(host, reason);
    return exitCode;
  } finally {
    line.end();
    stop.release();
  }
}
