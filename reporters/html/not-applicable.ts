import { groupBy } from '../../src/model/group-by.ts';
import type { Result } from '../../src/model/index.ts';
import { count, having } from '../words.ts';
import { joined, type Markup, markup } from './markup.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';
import { shownWhole } from './whole.ts';

/** What a rule does not ask of a subject, and why: an auditor wants to know that it was looked at. */
export const notApplicable: Section = (report) => {
  const results = having(report, 'not-applicable');
  if (results.length === 0) return undefined;
  const titles = new Map(report.rules.map(({ id, title }) => [id, title]));
  const whole = shownWhole(
    results,
    ({ message, subject }) => message.length + (subject.name ?? subject.id).length,
    ROOM,
  );
  return {
    id: 'not-applicable',
    title: 'Does not apply',
    tally: results.length,
    body: markup`<details class="checked"><summary>Subjects of which a rule asks nothing</summary>
${table({
  caption: markup`<span class="sr">Subjects of which a rule asks nothing, and why</span>`,
  columns: ['Rule', 'Subjects'],
  rows: [...groupBy(results, ({ rule }) => rule)].map(([rule, group]) => [
    titles.get(rule) ?? rule,
    subjects(group, whole),
  ]),
})}</details>
`,
  };
};

/** Characters of names and reasons on the page; the rest is counted. */
const ROOM = { most: 12_000, each: 10, least: 8000 } as const;

function subjects(results: readonly Result[], whole: ReadonlySet<Result>): Markup {
  const shown = results.filter((result) => whole.has(result));
  const rest = results.length - shown.length;
  const lines = [...groupBy(shown, ({ message }) => message)].map(
    ([reason, group]) => markup`${joined(group.map(({ subject }) => subject.name ?? subject.id))}: ${reason}`,
  );
  return markup`${[...lines, ...(rest === 0 ? [] : [count(rest, 'more', 'more')])].map((line) => markup`<small>${line}</small>`)}`;
}
