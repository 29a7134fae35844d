import type { Report, Result } from '../src/model/index.ts';
import { commandData, commandProperty, plain } from './neutralise.ts';
import { count, failures, interruption, requests, seconds, severities } from './words.ts';
import { fromWorkTree } from './work-tree.ts';

/** GitHub shows ten annotations of a step. */
const SHOWN = 10;
const COMMANDS = { critical: 'error', high: 'error', medium: 'warning', low: 'notice', info: 'notice' } as const;

/** Workflow commands: the ten most severe findings as annotations, then one line with the sums. */
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
  return [...lines, `::notice title=djaudit::${commandData(sums)}`, ''].join('\n').replaceAll('##[', '## [');
}

function annotation({ severity, location, rule, message, subject }: Result): string {
  const properties = {
    ...(location === undefined ? {} : place(location)),
    title: `${rule} (${severity})`,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${commandProperty(plain(String(value)))}`);
  const where = location === undefined ? ` (${plain(subject.id)})` : '';
  return `::${COMMANDS[severity]} ${list.join(',')}::${commandData(plain(message) + where)}`;
}

/** Columns count only where the finding is on one line. */
function place({ path, line, column, endLine = line, endColumn }: NonNullable<Result['location']>) {
  const columns =
    line === endLine && column !== undefined ? { col: column, ...(endColumn === undefined ? {} : { endColumn }) } : {};
  return { file: path, line, endLine, ...columns };
}
