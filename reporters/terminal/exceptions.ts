import type { Report } from '../../src/model/index.ts';
import { count, having } from '../words.ts';
import { wrap } from './layout.ts';
import { heading, type Page } from './page.ts';

/** What people accepted, why, and for how long. */
export function exceptionLines(report: Report, page: Page): readonly string[] {
  const { theme, width } = page;
  const results = having(report, 'suppressed');
  if (results.length === 0) return [];
  return [
    ...heading('Accepted', count(results.length, 'finding'), page, theme.faint),
    ...results.flatMap(({ rule, subject, severity, suppression }) => {
      const { reason = '', until, owner, source } = suppression ?? {};
      const end = until === undefined ? 'no end' : `until ${until}`;
      const why = [reason, end, owner, source].filter((part) => part !== undefined && part !== '').join(' · ');
      return [
        ...wrap(`${severity} ${rule} ${subject.name ?? subject.id}`, width - 4).map(
          (line, index) => `  ${index === 0 ? theme.strong(line) : `  ${line}`}`,
        ),
        ...wrap(why, width - 4).map((line) => `    ${theme.faint(line)}`),
      ];
    }),
    '',
  ];
}
