import type { Report } from '../../src/model/index.ts';
import { columns } from '../columns.ts';
import { count, failures, seconds, severities } from '../words.ts';
import { wrap } from './layout.ts';
import type { Page } from './page.ts';

/** The one line that people read if they read one; several only where it does not fit. */
export function closingLines(report: Report, { theme, width }: Page): readonly string[] {
  const { summary, coverage, durationMs } = report;
  const total = failures(report);
  const verdict =
    total > 0
      ? { paint: theme.mark, said: `✖ ${count(total, 'finding')}`, more: `: ${severities(summary.fail)}` }
      : summary.pass === 0
        ? { paint: theme.status.unknown, said: '? Nothing could be judged', more: '' }
        : coverage.complete && summary.unknown === 0
          ? { paint: theme.good, said: '✔ No findings', more: '' }
          : { paint: theme.status.unknown, said: '? No findings in what could be seen', more: '' };
  const rest = [
    { text: `${summary.pass} passed`, paint: (text: string) => text },
    ...(summary.unknown > 0 ? [{ text: `${summary.unknown} unknown`, paint: theme.status.unknown }] : []),
    ...(summary.suppressed > 0 ? [{ text: `${summary.suppressed} accepted`, paint: (text: string) => text }] : []),
    { text: seconds(durationMs), paint: (text: string) => text },
  ];
  const { paint, said, more } = verdict;
  const line = ` ${paint(said)}${more} · ${rest.map((one) => one.paint(one.text)).join(' · ')}`;
  if (columns(line) <= width) return [line];
  return [
    ...wrap(`${said}${more}`, width - 1).map(
      (text) => ` ${text.startsWith(said) ? `${paint(said)}${text.slice(said.length)}` : text}`,
    ),
    ...wrap(rest.map(({ text }) => text).join(' · '), width - 3).map((text) => `   ${text}`),
  ];
}
