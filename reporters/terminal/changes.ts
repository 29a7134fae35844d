import type { History, HistoryPoint } from '../../src/model/index.ts';
import { type ChangedFinding, type ChangeList, changeLists, changeSums, dayOf, minuteOf } from '../change-lists.ts';
import { count, shortArn, total } from '../words.ts';
import { wrap } from './layout.ts';
import { heading, labelled, type Page } from './page.ts';

/** Findings of one kind of change that are shown without --verbose. */
const SHOWN = 5;

/** What became of the findings since the report before; new ones stand above as findings, and here in one line. */
export function changeLines(history: History | undefined, page: Page): readonly string[] {
  const changes = history?.changes;
  if (changes === undefined) return [];
  const sums = changeSums(changes, ' · ');
  const version =
    changes.version === undefined
      ? []
      : wrap(`judged by djaudit ${changes.version} then: a rule may judge otherwise now`, page.width - 2).map(
          (line) => `  ${page.theme.faint(line)}`,
        );
  return [
    ...heading(`Since ${minuteOf(changes.since)}`, sums, page),
    ...version,
    ...changeLists(changes).flatMap((list) => listLines(list, page)),
    '',
  ];
}

function listLines({ mark, kind, word, findings }: ChangeList, page: Page): readonly string[] {
  const { theme, width, verbose } = page;
  const paint = kind === 'fixed' ? theme.good : kind === 'new' || kind === 'reopened' ? theme.mark : theme.faint;
  const shown = verbose ? findings : findings.slice(0, SHOWN);
  const rest = findings.length - shown.length;
  return [
    ...shown.flatMap((one) =>
      wrap(textOf(one, kind === 'reopened' ? [word] : []), width - 15).map(
        (line, row) =>
          `  ${row === 0 ? `${paint(mark)} ${theme.severity[one.finding.severity](one.finding.severity.padEnd(9))}` : ' '.repeat(11)}  ${line}`,
      ),
    ),
    ...(rest > 0
      ? wrap(`and ${rest} more ${word}; --verbose lists them`, width - 15).map(
          (line) => `${' '.repeat(15)}${theme.faint(line)}`,
        )
      : []),
  ];
}

function textOf({ finding, note }: ChangedFinding, marks: readonly string[]): string {
  const { rule, subject } = finding;
  return [`${rule} ${subject.name ?? shortArn(subject.id)}`, ...marks, ...(note === undefined ? [] : [note])].join(
    ' · ',
  );
}

const BARS = '▁▂▃▄▅▆▇█';
/** Reports that the trend shows. */
const TREND = 20;
/** The least span of a scale: small changes are not drawn as large ones. */
const SPAN = 10;

/** The trend in one line: the score and the number of findings of the last reports. */
export function trendLines(history: History | undefined, page: Page): readonly string[] {
  const points = history?.points ?? [];
  const last = points.at(-1);
  if (points.length < 2 || last === undefined) return [];
  const shown = points.slice(-TREND);
  const parts = [
    ...scorePart(shown),
    `findings ${bars(shown.map(({ summary, unseen }) => total(summary.fail) + unseen))} ${arrow(shown, ({ summary }) => total(summary.fail))}`,
    ...(last.unseen > 0 ? [`${last.unseen} not seen`] : []),
    `${points.length > TREND ? `last ${TREND} of ` : ''}${count(points.length, 'report')} since ${dayOf(shown[0]?.startedAt ?? '')}`,
  ];
  return labelled('Trend', parts.join(' · '), page);
}

function scorePart(points: readonly HistoryPoint[]): readonly string[] {
  const scores = points.flatMap(({ score }) => score ?? []);
  if (scores.length < 2) return [];
  return [`score ${bars(scores)} ${scores[0]} → ${scores.at(-1)}`];
}

function arrow(points: readonly HistoryPoint[], of: (point: HistoryPoint) => number): string {
  return points
    .filter((_, index) => index === 0 || index === points.length - 1)
    .map(of)
    .join(' → ');
}

function bars(values: readonly number[]): string {
  const low = Math.min(...values);
  const span = Math.max(SPAN, Math.max(...values) - low);
  return values.map((value) => BARS.charAt(Math.round(((value - low) / span) * (BARS.length - 1)))).join('');
}
