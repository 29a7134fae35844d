import { groupBy } from '../../src/model/group-by.ts';
import type { Report } from '../../src/model/index.ts';
import { count, interruption, requests } from '../words.ts';
import { unique, where } from './facts.ts';
import { joined, type Markup, markup } from './markup.ts';
import { ruleId } from './rules.ts';
import { heading, type Section } from './section.ts';
import { table } from './table.ts';

/** What was looked at, and what was not: nobody may take silence for good. */
export const coverage: Section = (report) => ({
  id: 'coverage',
  title: 'Coverage',
  tally: report.coverage.complete ? 'complete' : 'incomplete',
  body: markup`<p>${sentence(report)}</p>
${denied(report)}${unread(report)}${skipped(report)}${notes(report)}`,
});

function sentence({ coverage: found }: Report): string {
  const collected = found.facts.filter(({ status }) => status === 'collected').length;
  return [
    `${count(found.rulesRun, 'rule')} judged.`,
    collected === found.facts.length
      ? `All ${count(collected, 'fact')} that they need were read.`
      : `${collected} of the ${count(found.facts.length, 'fact')} that they need were read.`,
    ...requests(found).map((text) => `The account was asked by ${text}.`),
    ...interruption(found).map((text) => `The scan was ${text}.`),
    found.complete
      ? 'The evidence is complete.'
      : 'The evidence is incomplete: something that decides a verdict could not be seen.',
  ].join(' ');
}

function denied({ coverage: { facts: all } }: Report): Markup | undefined {
  const groups = groupBy(
    all.filter(({ status, action }) => status === 'unavailable' && action !== undefined),
    ({ action = '' }) => action,
  );
  if (groups.size === 0) return undefined;
  return markup`${heading('denied', 'Denied')}${table({
    caption: markup`<code>djaudit iam-policy</code> prints what to allow.`,
    columns: ['Action', 'Facts that are missing', 'Where'],
    rows: [...groups].map(([action, group]) => [
      markup`<code>${action}</code>`,
      joined(unique(group.map(({ name }) => name))),
      where(group),
    ]),
  })}`;
}

/** Facts that are not there for another reason, and such as were read in part. */
function unread({ coverage: { facts: all } }: Report): Markup | undefined {
  const groups = groupBy(
    all.filter(
      ({ status, action, reason }) => reason !== undefined && (status === 'collected' || action === undefined),
    ),
    ({ reason = '' }) => reason,
  );
  if (groups.size === 0) return undefined;
  return markup`${heading('not-read', 'Not read, or not wholly')}${table({
    caption: markup`<span class="sr">Facts that are missing or incomplete, by reason</span>`,
    columns: ['Reason', 'Facts', 'Where'],
    rows: [...groups].map(([reason, group]) => [reason, joined(unique(group.map(({ name }) => name))), where(group)]),
  })}`;
}

function skipped({ coverage: { rulesNotAssessed } }: Report): Markup | undefined {
  if (rulesNotAssessed.length === 0) return undefined;
  const groups = groupBy(rulesNotAssessed, ({ reason }) => reason);
  return markup`${heading('not-assessed', 'Rules that were not assessed')}${[...groups].map(
    ([reason, rules]) => markup`<details class="checked"><summary>${count(rules.length, 'rule')}: ${reason}</summary>
<p><small>${joined(rules.map(({ rule }) => markup`<a href="#${ruleId(rule)}">${rule}</a>`))}</small></p></details>
`,
  )}`;
}

function notes({ coverage: { notes: all } }: Report): Markup | undefined {
  if (all.length === 0) return undefined;
  return markup`${heading('notes', 'Notes')}<ul class="reasons">${all.map(
    ({ path, message }) => markup`<li><p><code>${path}</code> ${message}</p></li>`,
  )}</ul>
`;
}
