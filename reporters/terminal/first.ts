import type { Report } from '../../src/model/index.ts';
import { atLeast } from '../../src/model/index.ts';
import { columns, cut, pad } from '../columns.ts';
import { plain } from '../neutralise.ts';
import { having } from '../words.ts';
import type { Page } from './page.ts';

/** As many as are read at a glance. */
const MOST = 5;
/** Findings that are still on the screen when the report is over. */
const NEAR = 5;

/** The most severe findings once more, in a line each: the top of a long report has left the screen. */
export function firstLines(report: Report, { theme, width }: Page): readonly string[] {
  const failed = having(report, 'fail');
  const severe = failed.filter(({ severity }) => atLeast(severity, 'high'));
  const worst = severe.filter(({ severity }) => severity === severe[0]?.severity).slice(0, MOST);
  if (worst.length === 0 || failed.length <= NEAR) return [];
  const rules = Math.min(Math.max(...worst.map(({ rule }) => columns(plain(rule)))), Math.floor(width / 3));
  return [
    ` ${theme.strong('Mend first')}`,
    ...worst.map(({ severity, rule, message }) => {
      const label = theme.severity[severity](` ${severity} `);
      const name = pad(cut(plain(rule), rules), rules);
      return `  ${label} ${name}  ${theme.faint(cut(plain(message), width - severity.length - rules - 7))}`;
    }),
    '',
  ];
}
