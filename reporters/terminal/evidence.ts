import type { Evidence, Result } from '../../src/model/index.ts';
import { columns, cut, pad } from '../columns.ts';
import { plain } from '../neutralise.ts';
import { shortArn } from '../words.ts';
import { wrap } from './layout.ts';
import type { Page } from './page.ts';

/** Where a resource is: `aws 123456789012 eu-central-1 rds/db:prod-db`. */
export function resourceLine({ subject }: Result): string {
  const id = shortArn(plain(subject.id));
  return plain(['aws', subject.account, subject.region, id].filter((part) => part !== undefined).join(' '));
}

/** Label, value and source in three columns under a gutter. Values that are too long go on. */
export function evidenceLines(evidence: readonly Evidence[], gutter: number, page: Page): readonly string[] {
  const { theme, width } = page;
  const edge = ` ${' '.repeat(gutter)} ${theme.faint('│')} `;
  const room = width - gutter - 4;
  const labels = Math.min(Math.max(0, ...evidence.map(({ label }) => columns(plain(label)))), Math.floor(room / 3));
  return evidence.flatMap(({ label, value, source }) => {
    const from = plain(source);
    const name = pad(cut(plain(label), labels), labels);
    const lines = wrap(value === '' ? '(empty)' : value, room - labels - 2);
    const last = lines.length - 1;
    const fits = columns(lines[last] ?? '') + columns(from) + labels + 4 <= room;
    const text = lines.map((line, index) => {
      const start = index === 0 ? theme.faint(name) : ' '.repeat(labels);
      const end = index === last && fits && from !== '' ? `  ${theme.faint(from)}` : '';
      return `${edge}${start}  ${line}${end}`;
    });
    return fits ? text : [...text, `${edge}${' '.repeat(labels)}  ${theme.faint(cut(from, room - labels - 2))}`];
  });
}
