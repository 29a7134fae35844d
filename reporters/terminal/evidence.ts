import type { Evidence, Result } from '../../src/model/index.ts';
import { columns, pad } from '../columns.ts';
import { plain } from '../neutralise.ts';
import { shortArn } from '../words.ts';
import { wrap } from './layout.ts';
import type { Page } from './page.ts';

/** Where a resource is: `aws 123456789012 eu-central-1 rds/db:prod-db`. */
export function resourceLine({ subject }: Result): string {
  const id = shortArn(plain(subject.id));
  return plain(['aws', subject.account, subject.region, id].filter((part) => part !== undefined).join(' '));
}

/** Label, value and source in three columns under a gutter. What is too long for its column goes on below. */
export function evidenceLines(evidence: readonly Evidence[], gutter: number, page: Page): readonly string[] {
  const edge = ` ${' '.repeat(gutter)} ${page.theme.faint('│')} `;
  const room = page.width - gutter - 4;
  const longest = Math.max(0, ...evidence.map(({ label }) => columns(plain(label))));
  const labels = Math.min(longest, Math.floor(room / 3));
  return evidence.flatMap((one) => rows(one, labels, room, page)).map((line) => `${edge}${line}`.trimEnd());
}

function rows({ label, value, source }: Evidence, labels: number, room: number, { theme }: Page): readonly string[] {
  const name = plain(label);
  const from = plain(source);
  const values = wrap(value === '' ? '(empty)' : value, room - labels - 2);
  const last = values.at(-1) ?? '';
  const beside = from !== '' && columns(last) + columns(from) + labels + 4 <= room;
  const lines = [
    ...values.slice(0, -1),
    beside ? `${last}  ${theme.faint(from)}` : last,
    ...(beside ? [] : wrap(from, room - labels - 2).map((line) => theme.faint(line))),
  ];
  const above = columns(name) > labels ? wrap(name, room).map((line) => theme.faint(line)) : [];
  return [
    ...above,
    ...lines.map((line, index) => {
      const start = index === 0 && above.length === 0 ? theme.faint(pad(name, labels)) : ' '.repeat(labels);
      return `${start}  ${line}`;
    }),
  ];
}
