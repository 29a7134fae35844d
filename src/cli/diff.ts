import {
  type ChangedFinding,
  type ChangeList,
  changeLists,
  changeSums,
  minuteOf,
  type WordedList,
} from '../../reporters/change-lists.ts';
import { changesTable } from '../../reporters/markdown/changes.ts';
import { plain, withoutCommands } from '../../reporters/neutralise.ts';
import { anotherTarget, changesBetween, diffReports } from '../engine/index.ts';
import { type Changes, type Report, UserError } from '../model/index.ts';
import type { ArgumentsOf } from './command.ts';
import type { DIFF_OPTIONS } from './commands.ts';
import { withColors } from './diff-colors.ts';
import type { Host } from './host.ts';
import { readReports } from './saved-reports.ts';
import { say } from './say.ts';
import { write } from './streams.ts';

export type DiffArguments = ArgumentsOf<typeof DIFF_OPTIONS, 'old' | 'new'>;

/** `djaudit diff OLD NEW`: exit 1 when there are findings that OLD did not have, unless --exit-zero. */
export async function diff(args: DiffArguments, host: Host): Promise<number> {
  if (args.environments !== undefined) {
    const { diffEnvironments } = await import('./diff-environments.ts');
    return await diffEnvironments(args, args.environments, host);
  }
  const { old = '', new: later } = args;
  if (later === undefined) throw new UserError('diff takes two reports', 'djaudit diff OLD NEW');
  const [before, after] = await readReports([old, later], host);
  if (before === undefined || after === undefined) throw new Error('two files give two reports');
  warn({ name: old, report: before }, { name: later, report: after }, host);
  const text = FORMATS[args.format](before, after);
  await write(host.stdout, args.format === 'terminal' ? withColors(text, host) : text);
  const { new: fresh, reopened } = changesBetween(before, after);
  return fresh.length + reopened.length > 0 && args['exit-zero'] !== true ? 1 : 0;
}

interface Named {
  readonly name: string;
  readonly report: Report;
}

/** What makes the comparison mean something else than it seems to. */
function warn(before: Named, after: Named, host: Host): void {
  const target = anotherTarget(before.report, after.report);
  if (target !== undefined) say(host, `${after.name} is of ${target}, ${before.name} is not: they hardly compare`);
  if (Date.parse(before.report.startedAt) > Date.parse(after.report.startedAt)) {
    say(host, `${before.name} is later than ${after.name}: new and fixed are the wrong way round`);
  }
}

const FORMATS = { terminal, json, markdown } as const;

function json(before: Report, after: Report): string {
  return `${JSON.stringify({ schemaVersion: 1, ...diffReports(before, after) }, undefined, 2)}\n`;
}

function terminal(before: Report, after: Report): string {
  const changes = changesBetween(before, after);
  const parts = listsBetween(changes).flatMap(({ mark, title, findings }) => section(mark, title, findings));
  return `${[...parts, sums(changes, after)].join('\n')}\n`;
}

function markdown(before: Report, after: Report): string {
  const changes = changesBetween(before, after);
  const title = `## djaudit: ${sums(changes, after)}`;
  const since = `${minuteOf(before.startedAt)} → ${minuteOf(after.startedAt)}`;
  return markdownComment([title, since], listsBetween(changes));
}

/** When a finding was first and last seen is no news between two reports. */
function listsBetween(changes: Changes): readonly ChangeList[] {
  return changeLists(changes).map((list) => {
    if (list.kind === 'new') return list;
    const reasons = new Map(changes.unseen.map(({ fingerprint, reason }) => [fingerprint, reason]));
    const findings = list.findings.map(({ finding }) => {
      const note = list.kind === 'reopened' ? 'was accepted' : reasons.get(finding.fingerprint);
      return note === undefined ? { finding } : { finding, note };
    });
    return { ...list, findings };
  });
}

/** GitHub cuts a comment at 65,536 characters. */
const MOST = 60_000;

/** For a pull request; the first line is a marker by which a workflow finds its comment again. */
export function markdownComment(head: readonly string[], lists: readonly WordedList[]): string {
  const table = changesTable(lists, MOST);
  const parts = ['<!-- djaudit diff -->', ...head, ...(table === undefined ? [] : [table])];
  return withoutCommands(`${parts.join('\n\n')}\n`);
}

function sums(changes: Changes, { results }: Report): string {
  const present = results.filter(({ status }) => status === 'fail').length;
  const unchanged = present - changes.new.length - changes.reopened.length;
  return `${changeSums(changes)}, ${unchanged} unchanged`;
}

/** A title and a line for each finding; nothing where there is none. */
export function section(mark: string, title: string, findings: readonly ChangedFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  return [`${title} (${findings.length})`, ...findings.map((one) => changedLine(mark, one)), ''];
}

function changedLine(mark: string, { finding, note }: ChangedFinding): string {
  const { rule, severity, subject, message } = finding;
  const text = `${plain(rule)}  ${plain(subject.name ?? subject.id)}: ${plain(message)}`;
  return `${mark} ${severity.padEnd(8)} ${text}${note === undefined ? '' : ` (${plain(note)})`}`;
}
