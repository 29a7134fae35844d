import type { History } from '../../src/model/index.ts';
import { type ChangedFinding, changeLists, changeSums, minuteOf, type WordedList } from '../change-lists.ts';
import { markdown as text } from '../neutralise.ts';
import { shortArn } from '../words.ts';
import { fittingTable } from './fitting.ts';
import { codeCell, NAME, SENTENCE } from './words.ts';

/** What changed since the report before, folded; nothing where there is none. */
export function changed(history: History | undefined, room: number): readonly string[] {
  const changes = history?.changes;
  if (changes === undefined) return [];
  const sums = `<b>Since ${minuteOf(changes.since)}</b>: ${changeSums(changes)}${scores(history)}`;
  const table = changesTable(changeLists(changes), room);
  return [table === undefined ? sums : `<details><summary>${sums}</summary>\n\n${table}\n\n</details>`];
}

function scores(history: History | undefined): string {
  const [before, now] = (history?.points ?? []).slice(-2).map(({ score }) => score);
  return before === undefined || now === undefined ? '' : `; score ${before} → ${now}`;
}

/**
 * A line for each changed finding, what asks for action first.
 * @param room characters that it may take
 */
export function changesTable(lists: readonly WordedList[], room: number): string | undefined {
  const rows = lists.flatMap(({ word, findings }) => findings.map((one) => row(word, one)));
  return rows.length === 0 ? undefined : fittingTable(['change', 'severity', 'rule', 'subject', 'note'], rows, room);
}

function row(word: string, { finding, note = '' }: ChangedFinding): readonly string[] {
  const { severity, rule, subject } = finding;
  const name = codeCell(subject.name ?? shortArn(subject.id));
  return [text(word, NAME), severity, codeCell(rule), name, text(note, SENTENCE)];
}
