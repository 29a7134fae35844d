import type { Report, Result } from '../src/model/index.ts';
import { clipped, commandData, commandProperty, plain } from './neutralise.ts';
import { count, failures, interruption, requests, seconds, severities } from './words.ts';
import { fromWorkTree } from './work-tree.ts';

/** GitHub shows ten annotations of a kind and step. */
const SHOWN = 10;
const COMMANDS = { critical: 'error', high: 'error', medium: 'warning', low: 'notice', info: 'notice' } as const;

/** Workflow commands: the sums first, so that they are among the annotations that are shown; then the ten most severe findings. */
export function github(given: Report): string {
  const report = fromWorkTree(given);
  const found = report.results.filter(({ status }) => status === 'fail');
  const lines = found.slice(0, SHOWN).map(annotation);
  const rest = found.length - lines.length;
  const open = report.summary.unknown > 0 ? [`${report.summary.unknown} unknown`] : [];
  const sums = [
    failures(report) === 0
      ? 'no findings'
      : `${count(failures(report), 'finding')}: ${severities(report.summary.fail)}`,
    ...(rest > 0 ? [`${rest} of them not annotated`] : []),
    ...open,
    ...(report.coverage.complete ? [] : ['evidence incomplete']),
    ...interruption(report.coverage),
    [...requests(report.coverage), seconds(report.durationMs)].join(', '),
  ].join('; ');
  return [`::notice title=djaudit::${commandData(sums)}`, ...lines, ''].join('\n').replaceAll('##[', '## [');
}

function annotation({ severity, location, rule, message, subject }: Result): string {
  const properties = {
    ...(location === undefined ? {} : place(location)),
    title: plain(`${rule} (${severity})`),
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${commandProperty(String(value))}`);
  const where = location === undefined ? ` (${plain(subject.id)})` : '';
  return `::${COMMANDS[severity]} ${list.join(',')}::${commandData(plain(message) + where)}`;
}

/** As file systems take it. */
const LONGEST_PATH = 4096;

/** Columns count only where the finding is on one line. */
function place({ path, line, column, endLine = line, endColumn }: NonNullable<Result['location']>) {
  const columns =
    line === endLine && column !== undefined ? { col: column, ...(endColumn === undefined ? {} : { endColumn }) } : {};
  return { file: clipped(path, LONGEST_PATH), line, endLine, ...columns };
}
