import { groupBy } from '../../src/model/group-by.ts';
import type { Report, Result } from '../../src/model/index.ts';
import { cut } from '../columns.ts';
import { plain } from '../neutralise.ts';
import { count, having } from '../words.ts';
import { wrap } from './layout.ts';
import { heading, type Page } from './page.ts';

/** Reasons that are listed; the rest is counted. */
const LISTED = 12;

/** What could not be told, by reason: one denied call leaves many rules open. */
export function unknownLines(report: Report, page: Page): readonly string[] {
  const results = having(report, 'unknown');
  if (results.length === 0) return [];
  const groups = groupBy(results, ({ message }) => plain(message));
  const shown = [...groups].toSorted(([, a], [, b]) => b.length - a.length).slice(0, page.verbose ? undefined : LISTED);
  const rest = groups.size - shown.length;
  return [
    ...heading('Could not be told', count(results.length, 'verdict'), page, page.theme.status.unknown),
    ...shown.flatMap(([message, group]) => reasonLines(message, group, page)),
    ...(rest > 0 ? [`  ${page.theme.faint(`and ${count(rest, 'more reason')}; --verbose lists them`)}`] : []),
    '',
  ];
}

function reasonLines(message: string, group: readonly Result[], page: Page): readonly string[] {
  const { theme, width, verbose } = page;
  const [first = '', ...more] = wrap(message, width - 4);
  const rules = [...new Set(group.map(({ rule }) => plain(rule)))].toSorted();
  const names = rules.join(', ');
  const list = verbose ? wrap(names, width - 4) : [cut(names, width - 4)];
  return [
    `${theme.status.unknown('  ?')} ${first}`,
    ...more.map((line) => `    ${line}`),
    ...list.map((line) => `    ${theme.faint(line)}`),
  ];
}
