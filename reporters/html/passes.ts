import { groupBy } from '../../src/model/group-by.ts';
import type { Evidence, ReportRule, Result } from '../../src/model/index.ts';
import { GOALS } from '../../src/model/index.ts';
import { having } from '../words.ts';
import { evidenceList, sharedEvidence, valueText, without } from './evidence.ts';
import { joined, type Markup, markup } from './markup.ts';
import { anchor, heading, type Section } from './section.ts';
import { time } from './time.ts';
import { evidenceCost, shownWhole } from './whole.ts';

/** Evidence of what was checked and found good: what was read of which subject, by which call. */
export const passes: Section = (report) => {
  const results = having(report, 'pass');
  if (results.length === 0) return undefined;
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const whole = shownWhole(results, costOf, ROOM);
  const goals = Object.entries(GOALS).map(
    ([goal, title]) => [goal, title, results.filter(({ goals: [first] }) => first === goal)] as const,
  );
  return {
    id: 'passed',
    title: 'Passed',
    tally: results.length,
    body: markup`<p>What was checked and found good, with what was read on ${time(report.startedAt)}.</p>
${goals.map(([goal, title, group]) =>
  group.length === 0
    ? undefined
    : markup`${heading(anchor('passed', goal), markup`${title} <small>${group.length}</small>`)}${[...groupBy(group, ({ rule }) => rule)].map(([rule, one]) => ruleMarkup(rules.get(rule), rule, one, whole))}`,
)}`,
  };
};

/** Characters of messages and evidence on the page. */
const ROOM = { most: 80_000, each: 65, least: 10_000 } as const;

function costOf(result: Result): number {
  return 60 + result.message.length + evidenceCost(result) / 2;
}

function ruleMarkup(
  rule: ReportRule | undefined,
  id: string,
  results: readonly Result[],
  whole: ReadonlySet<Result>,
): Markup {
  const full = results.filter((result) => whole.has(result));
  const shared = sharedEvidence(full.map(({ evidence }) => evidence));
  const sources = new Set(full.flatMap(({ evidence }) => without(evidence, shared).map(({ source }) => source)));
  const by = sources.size === 1 ? [...sources][0] : undefined;
  const names = results.filter((result) => !whole.has(result)).map(nameOf);
  return markup`<details class="checked"><summary><h4>${rule?.title ?? id}</h4> <span class="muted">${results.length}</span></summary>
<p><small><code>${id}</code>${by === undefined ? undefined : markup`, read by ${by}`}</small></p>
<dl class="evidence read">${full.map(
    (result) =>
      markup`<div><dt>${nameOf(result)}</dt><dd>${read(result, without(result.evidence, shared), by)}</dd></div>
`,
  )}</dl>
${evidenceList(shared)}${names.length === 0 ? undefined : markup`<p><small>Good as well: ${joined(names)}</small></p>`}</details>
`;
}

function nameOf({ subject }: Result): string {
  return subject.name ?? subject.id;
}

function read({ message }: Result, evidence: readonly Evidence[], by: string | undefined): Markup {
  return markup`${message}${evidence.map(
    ({ label, value, source }) =>
      markup`<small>${label} <code>${valueText(value)}</code>${source === by ? undefined : markup` ${source}`}</small>`,
  )}`;
}
