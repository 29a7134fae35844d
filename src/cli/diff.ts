import { plain } from '../../reporters/neutralise.ts';
import { diffReports, type ReportDiff } from '../engine/index.ts';
import { type Result, UserError } from '../model/index.ts';
import type { ArgumentsOf } from './command.ts';
import type { DIFF_OPTIONS } from './commands.ts';
import type { Host } from './host.ts';
import { readReports } from './saved-reports.ts';
import { write } from './streams.ts';

export type DiffArguments = ArgumentsOf<typeof DIFF_OPTIONS, 'old' | 'new'>;

/** `djaudit diff OLD NEW`: exit 1 when there are new findings, unless --exit-zero. */
export async function diff(args: DiffArguments, host: Host): Promise<number> {
  if (args.environments !== undefined) {
    const { diffEnvironments } = await import('./diff-environments.ts');
    return await diffEnvironments(args, args.environments, host);
  }
  if (args.new === undefined) throw new UserError('diff takes two reports', 'djaudit diff OLD NEW');
  const [before, after] = await readReports([args.old ?? '', args.new], host);
  if (before === undefined || after === undefined) throw new Error('two files give two reports');
  const found = diffReports(before, after);
  await write(host.stdout, args.format === 'json' ? json(found) : text(found));
  return found.new.length > 0 && args['exit-zero'] !== true ? 1 : 0;
}

function json(found: ReportDiff): string {
  return `${JSON.stringify({ schemaVersion: 1, ...found }, undefined, 2)}\n`;
}

function text({ new: fresh, fixed, unseen, unchanged }: ReportDiff): string {
  const parts = [
    ...section('+', 'New', fresh),
    ...section('-', 'Fixed', fixed),
    ...section('?', 'No longer seen: not judged in the new report', unseen),
    ...section(' ', 'Unchanged', unchanged),
  ];
  const sums = `${fresh.length} new, ${fixed.length} fixed, ${unchanged.length} unchanged`;
  const rest = unseen.length > 0 ? `, ${unseen.length} no longer seen` : '';
  return `${[...parts, sums + rest].join('\n')}\n`;
}

/** A title and a line for each finding; nothing where there is none. */
export function section(mark: string, title: string, results: readonly Result[]): readonly string[] {
  if (results.length === 0) return [];
  return [`${title} (${results.length})`, ...results.map((result) => line(mark, result)), ''];
}

function line(mark: string, { rule, severity, subject, message }: Result): string {
  return `${mark} ${severity.padEnd(8)} ${plain(rule)}  ${plain(subject.name ?? subject.id)}: ${plain(message)}`;
}
