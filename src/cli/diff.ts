import { plain } from '../../reporters/neutralise.ts';
import { diffReports, type ReportDiff } from '../engine/index.ts';
import type { Result } from '../model/index.ts';
import type { ArgumentsOf } from './command.ts';
import type { DIFF_OPTIONS } from './commands.ts';
import type { Host } from './host.ts';
import { readReports } from './saved-reports.ts';
import { write } from './streams.ts';

export type DiffArguments = ArgumentsOf<typeof DIFF_OPTIONS, 'old' | 'new'>;

/** `djaudit diff OLD NEW`: exit 1 when there are new findings, unless --exit-zero. */
export async function diff(args: DiffArguments, host: Host): Promise<number> {
  const [before, after] = await readReports([args.old ?? '', args.new ?? ''], host);
  if (before === undefined || after === undefined) throw new Error('two files give two reports');
  const found = diffReports(before, after);
  await write(host.stdout, args.format === 'json' ? json(found) : text(found));
  return found.new.length > 0 && args['exit-zero'] !== true ? 1 : 0;
}

function json(found: ReportDiff): string {
  return `${JSON.stringify({ schemaVersion: 1, ...found }, undefined, 2)}\n`;
}

const TITLES = {
  new: ['+', 'New'],
  fixed: ['-', 'Fixed'],
  unseen: ['?', 'No longer seen: not judged in the new report'],
  unchanged: [' ', 'Unchanged'],
} as const;

function text(found: ReportDiff): string {
  const parts = Object.entries(TITLES).flatMap(([name, [mark, title]]) => {
    const results = found[name as keyof typeof TITLES]; // the keys are those of the diff
    return results.length === 0
      ? []
      : [`${title} (${results.length})`, ...results.map((result) => line(mark, result)), ''];
  });
  const sums = `${found.new.length} new, ${found.fixed.length} fixed, ${found.unchanged.length} unchanged`;
  const rest = found.unseen.length > 0 ? `, ${found.unseen.length} no longer seen` : '';
  return `${[...parts, sums + rest].join('\n')}\n`;
}

function line(mark: string, { rule, severity, subject, message }: Result): string {
  return `${mark} ${severity.padEnd(8)} ${plain(rule)}  ${plain(subject.name ?? subject.id)}: ${plain(message)}`;
}
