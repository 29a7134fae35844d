import type { Result } from '../../src/model/index.ts';
import { having, shortArn } from '../words.ts';
import { chip } from './chip.ts';
import { type Markup, markup } from './markup.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';
import { untilMarkup } from './until.ts';

/** What people accepted, why, who answers for it, and for how long. */
export const exceptions: Section = (report) => {
  const results = having(report, 'suppressed');
  if (results.length === 0) return undefined;
  const titles = new Map(report.rules.map(({ id, title }) => [id, title]));
  return {
    id: 'exceptions',
    title: 'Exceptions',
    tally: results.length,
    body: table({
      caption: 'Findings that are accepted. They count neither as good nor as findings.',
      columns: ['Finding', 'Reason', 'Until'],
      rows: results.map((result) => [
        finding(result, titles.get(result.rule) ?? result.rule),
        reason(result),
        untilMarkup(result.suppression?.until, report.startedAt),
      ]),
    }),
  };
};

function finding({ severity, subject, location }: Result, title: string): Markup {
  const place = location === undefined ? shortArn(subject.id) : `${location.path}:${location.line}`;
  return markup`${chip(severity)} ${title} <small>${subject.name ?? subject.id}, <code>${place}</code></small>`;
}

function reason({ suppression: { reason: text = '', owner, source } = { reason: '' } }: Result): Markup {
  const by = [owner, source].filter((part) => part !== undefined).join(', ');
  return markup`${text} <small>${by}</small>`;
}
