import { markdown as markdownText, plain } from '../../reporters/neutralise.ts';
import { compareEnvironments, type EnvironmentComparison, environmentsIn } from '../engine/index.ts';
import { type Report, type Result, UserError } from '../model/index.ts';
import type { DiffArguments } from './diff.ts';
import { markdownComment, section } from './diff.ts';
import { withColors } from './diff-colors.ts';
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
  const text = FORMATS[args.format]({ first, second, ...found });
  await write(host.stdout, args.format === 'terminal' ? withColors(text, host) : text);
  return found.onlySecond.length > 0 && args['exit-zero'] !== true ? 1 : 0;
}

/** @throws UserError that names the environments which the report has */
function demand(report: Report, environment: string, file: string): void {
  const known = environmentsIn(report);
  if (known.includes(environment)) return;
  const has = known.length === 0 ? 'joins no environment' : `has ${known.join(', ')}`;
  throw new UserError(`${file} has no environment ${environment}: it ${has}`, 'Scan repository and account together');
}

interface Compared extends EnvironmentComparison {
  readonly first: string;
  readonly second: string;
}

const FORMATS = { terminal, json, markdown } as const;

function json(found: Compared): string {
  return `${JSON.stringify({ schemaVersion: 1, ...found }, undefined, 2)}\n`;
}

function terminal(found: Compared): string {
  const parts = listsOf(found).flatMap(({ mark, word, findings }) => section(mark, capitalised(word), findings));
  return `${[...parts, sums(found)].join('\n')}\n`;
}

function markdown(found: Compared): string {
  return markdownComment([`## djaudit: ${markdownText(sums(found))}`], listsOf(found));
}

function listsOf({ first, second, onlyFirst, onlySecond, both }: Compared) {
  const listed = (results: readonly Result[]) => results.map((finding) => ({ finding }));
  return [
    { mark: '+', word: `only in ${plain(second)}`, findings: listed(onlySecond) },
    { mark: '-', word: `only in ${plain(first)}`, findings: listed(onlyFirst) },
    { mark: ' ', word: 'in both', findings: listed(both) },
  ] as const;
}

function sums(found: Compared): string {
  return listsOf(found)
    .map(({ word, findings }) => `${findings.length} ${word}`)
    .join(', ');
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
