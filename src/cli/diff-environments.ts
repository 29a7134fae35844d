import { plain } from '../../reporters/neutralise.ts';
import { compareEnvironments, type EnvironmentComparison, environmentsIn } from '../engine/index.ts';
import { type Report, UserError } from '../model/index.ts';
import type { DiffArguments } from './diff.ts';
import { section } from './diff.ts';
import type { Host } from './host.ts';
import { readReports } from './saved-reports.ts';
import { write } from './streams.ts';

/**
 * `djaudit diff OLD [NEW] --environments staging,production`: the findings of the one beside those of the other. Exit 1 when the
 * second has findings that the first has not, unless --exit-zero.
 */
export async function diffEnvironments(args: DiffArguments, option: string, host: Host): Promise<number> {
  const [first = '', second = '', ...more] = option.split(',').map((name) => name.trim());
  if (first === '' || second === '' || more.length > 0) {
    throw new UserError(`--environments ${option} are not two names`, '--environments staging,production');
  }
  const files = [args.old ?? '', args.new ?? args.old ?? ''];
  const [before, after] = await readReports(files, host);
  if (before === undefined || after === undefined) throw new Error('two files give two reports');
  demand(before, first, files[0] ?? '');
  demand(after, second, files[1] ?? '');
  const found = compareEnvironments({ report: before, environment: first }, { report: after, environment: second });
  await write(host.stdout, args.format === 'json' ? json(found, first, second) : text(found, first, second));
  return found.onlySecond.length > 0 && args['exit-zero'] !== true ? 1 : 0;
}

/** @throws UserError that names the environments which the report has */
function demand(report: Report, environment: string, file: string): void {
  const known = environmentsIn(report);
  if (known.includes(environment)) return;
  const has = known.length === 0 ? 'joins no environment' : `has ${known.join(', ')}`;
  throw new UserError(`${file} has no environment ${environment}: it ${has}`, 'Scan repository and account together');
}

function json(found: EnvironmentComparison, first: string, second: string): string {
  return `${JSON.stringify({ schemaVersion: 1, first, second, ...found }, undefined, 2)}\n`;
}

function text({ onlyFirst, onlySecond, both }: EnvironmentComparison, first: string, second: string): string {
  const parts = [
    ...section('+', `Only in ${plain(second)}`, onlySecond),
    ...section('-', `Only in ${plain(first)}`, onlyFirst),
    ...section(' ', 'In both', both),
  ];
  const sums = `${onlySecond.length} only in ${plain(second)}, ${onlyFirst.length} only in ${plain(first)}, ${both.length} in both`;
  return `${[...parts, sums].join('\n')}\n`;
}
