import { groupBy } from '../../src/model/group-by.ts';
import type { Result } from '../../src/model/index.ts';
import { count, having } from '../words.ts';
import { joined, type Markup, markup } from './markup.ts';
import { ruleId } from './rules.ts';
import type { Section } from './section.ts';

/** What could not be told, by reason: one denied call leaves many rules open. */
export const unknowns: Section = (report) => {
  const results = having(report, 'unknown');
  if (results.length === 0) return undefined;
  const titles = new Map(report.rules.map(({ id, title }) => [id, title]));
  const groups = [...groupBy(results, ({ message }) => message)].toSorted(([, a], [, b]) => b.length - a.length);
  return {
    id: 'unknown',
    title: 'Could not be told',
    tally: results.length,
    body: markup`<p>These verdicts are neither good nor bad: something that decides them could not be seen.</p>
<ul class="reasons">${groups.map(([reason, group]) => reasonMarkup(reason, group, titles))}</ul>
`,
  };
};

function reasonMarkup(reason: string, results: readonly Result[], titles: ReadonlyMap<string, string>): Markup {
  const rules = [...groupBy(results, ({ rule }) => rule)];
  return markup`<li><p>${reason}</p>${rules.map(
    ([rule, group]) =>
      markup`<small><a href="#${ruleId(rule)}">${titles.get(rule) ?? rule}</a> ${subjects(reason, group)}</small>`,
  )}</li>
`;
}

/** Whom it is about, where the reason does not name it. */
function subjects(reason: string, results: readonly Result[]): Markup | string | undefined {
  const names = results.map(({ subject }) => subject.name ?? subject.id).filter((name) => !reason.includes(name));
  if (names.length > LISTED) return count(names.length, 'subject');
  return names.length === 0 ? undefined : markup`(${joined(names)})`;
}

const LISTED = 20;
