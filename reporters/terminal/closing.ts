import type { Report } from '../../src/model/index.ts';
import { columns } from '../columns.ts';
import { count, failures, seconds, severities } from '../words.ts';
import type { Page } from './page.ts';

/** The one line that people read if they read one. */
export function closingLine(report: Report, { theme, width }: Page): string {
  const { summary, coverage, durationMs } = report;
  const total = failures(report);
  const judged = summary.pass + total;
  const head =
    total > 0
      ? theme.mark(`✖ ${count(total, 'finding')}`) + `: ${severities(summary.fail)}`
      : judged === 0
        ? theme.status.unknown('? Nothing could be judged')
        : coverage.complete
          ? theme.good('✔ No findings')
          : theme.status.unknown('? No findings in what could be seen');
  const rest = [
    `${summary.pass} passed`,
    ...(summary.unknown > 0 ? [theme.status.unknown(`${summary.unknown} unknown`)] : []),
    ...(summary.suppressed > 0 ? [`${summary.suppressed} accepted`] : []),
    seconds(durationMs),
  ];
  const line = ` ${head} · ${rest.join(' · ')}`;
  return columns(line) <= width ? line : ` ${head}\n   ${rest.join(' · ')}`;
}
