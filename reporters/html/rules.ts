import { groupBy } from '../../src/model/group-by.ts';
import type { ReportRule, ResultStatus } from '../../src/model/index.ts';
import { CHAPTERS } from '../../src/model/index.ts';
import { count } from '../words.ts';
import { chip } from './chip.ts';
import { facts } from './facts.ts';
import { type Markup, markup } from './markup.ts';
import { prose } from './prose.ts';
import { anchor, type Section } from './section.ts';

/** The anchor of a rule's text. */
export function ruleId(rule: string): string {
  return anchor('rule', rule);
}

/** How verdicts are made, and every rule that was run: what it looks at; where it found something, why and what it refers to. */
export const rules: Section = (report) => {
  const statuses = new Map<string, Set<ResultStatus>>();
  for (const { rule, status } of report.results) statuses.set(rule, (statuses.get(rule) ?? new Set()).add(status));
  const skipped = new Map(report.coverage.rulesNotAssessed.map(({ rule, reason }) => [rule, reason]));
  const brief = report.results.length > MANY;
  const chapters = groupBy(report.rules, ({ topic }) => topic.split('/')[0] ?? topic);
  const order = [...chapters].toSorted(([a], [b]) => place(a) - place(b));
  return {
    id: 'method',
    title: 'Method and rules',
    tally: report.rules.length,
    body: markup`${METHOD}${brief ? EXPLAINED : undefined}${facts(report)}${order.map(([chapter, group]) => chapterMarkup(chapter, group, (rule) => ruleMarkup(rule, textOf(rule, { statuses: statuses.get(rule.id), skipped: skipped.get(rule.id), brief }), statuses.get(rule.id))))}`,
  };
};

/** Of the playbook in its order; what a plug-in brings comes last. */
function place(chapter: string): number {
  const index = (CHAPTERS as readonly string[]).indexOf(chapter); // wider, to be asked about any text
  return index === -1 ? CHAPTERS.length : index;
}

const METHOD = markup`<p>djaudit reads the repository without running it, and the account through calls that change nothing. Each rule judges each of its subjects on its own: the verdict is good, a finding, does not apply, or cannot be told. What could not be read is never taken for good. Evidence names the call or the line that it was read from, at the time of the scan.</p>
<p>The rules follow the chapters of the talk “Hosting and DevOps for Django”. References to controls of other frameworks mean that a rule looks at a part of what the control asks for.</p>
`;

/** Results beside which there is no room for how rules judge that found nothing. */
const MANY = 1000;

const EXPLAINED = markup`<p>How rules without a finding judge: <code>djaudit explain ID</code>.</p>
`;

function chapterMarkup(chapter: string, group: readonly ReportRule[], text: (rule: ReportRule) => Markup): Markup {
  return markup`<details class="checked"><summary><h3 id="${anchor('chapter', chapter)}">${capital(chapter)}</h3> <span class="muted">${count(group.length, 'rule')}</span></summary><dl class="rules">
${group.map(text)}</dl></details>
`;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

interface Told {
  readonly statuses: ReadonlySet<ResultStatus> | undefined;
  readonly skipped: string | undefined;
  readonly brief: boolean;
}

/** How a rule judges; of one that judged nothing, its name says enough. */
function textOf({ how }: ReportRule, { statuses, skipped, brief }: Told): Markup | string {
  if (skipped !== undefined) return `Not assessed: ${skipped}`;
  if (statuses?.has('fail') === true) return prose(how);
  if (statuses?.has('pass') !== true && statuses?.has('unknown') !== true) return 'Nothing to judge.';
  return brief ? 'No finding.' : prose(how);
}

function ruleMarkup(
  { id, title, severity, options = [], references: urls }: ReportRule,
  text: Markup | string,
  statuses: ReadonlySet<ResultStatus> | undefined,
): Markup {
  return markup`<div id="${ruleId(id)}"><dt>${chip(severity)} ${title} <code>${id}</code></dt>
<dd>${text}${options.map(optionMarkup)}${statuses?.has('fail') === true ? references(urls) : undefined}</dd></div>
`;
}

function optionMarkup({ name, value, default: given, looser }: NonNullable<ReportRule['options']>[number]): Markup {
  return markup`<p>${name} is set to ${JSON.stringify(value)}, not ${JSON.stringify(given)}${looser ? ': less than the rule asks for' : ''}.</p>`;
}

function references(all: readonly string[]): Markup | undefined {
  const links = all.filter((url) => /^https?:\/\//.test(url) && URL.canParse(url));
  if (links.length === 0) return undefined;
  return markup`<p>${links.map((url) => markup`<a href="${url}" rel="noreferrer">${nameOf(url)}</a> `)}</p>`;
}

/** The host and the end of the path: enough to know where a click leads. */
function nameOf(url: string): string {
  const { hostname, pathname, hash } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '') ?? '';
  return `${hostname.replace(/^www\./, '')}${last === '' ? '' : ` … ${last}`}${hash}`;
}
