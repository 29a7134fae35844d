import type { Report, TargetAccount } from '../../src/model/index.ts';
import { SEVERITIES } from '../../src/model/index.ts';
import { count, failures, having, interruption, requests, seconds, severities } from '../words.ts';
import { chip } from './chip.ts';
import { findingId } from './finding.ts';
import { type Markup, markup } from './markup.ts';
import { time } from './time.ts';

export function titleOf(report: Report): string {
  return `Audit of ${nameOf(report)}, ${report.startedAt.slice(0, 10)}`;
}

/** What was audited, how it came out in one sentence and in numbers, and what the report is about. */
export function header(report: Report): Markup {
  const { tool, startedAt } = report;
  return markup`<header>
<p class="kicker"><b>djaudit</b> ${tool.version} · ${time(startedAt)}</p>
<h1>Audit of ${nameOf(report)}</h1>
<p class="verdict">${verdict(report)}</p>
${warning(report)}${tallies(report)}${target(report)}${beginning(report)}</header>
`;
}

function nameOf({ target: { repository, account } }: Report): string {
  return repository?.path ?? (account === undefined ? 'nothing' : `account ${account.id}`);
}

/** Nobody reads "no findings" as good where something was not seen. */
function verdict(report: Report): string {
  const { summary, coverage } = report;
  if (failures(report) > 0) return `${count(failures(report), 'finding')}: ${severities(summary.fail)}.`;
  if (summary.pass === 0) return 'Nothing could be judged.';
  return coverage.complete && summary.unknown === 0
    ? `No findings: ${count(summary.pass, 'check')} passed.`
    : 'No findings in what could be seen.';
}

function warning({ coverage, summary }: Report): Markup | undefined {
  const open = `${count(summary.unknown, 'verdict')} could not be told, which does not count as good.`;
  const parts = [
    ...interruption(coverage).map((text) => `The scan was ${text}.`),
    ...(coverage.complete ? [] : ['The evidence is incomplete.']),
    ...(summary.unknown > 0 ? [open] : []),
  ];
  if (parts.length === 0) return undefined;
  return markup`<p class="warning">${parts.join(' ')} <a href="#coverage">Coverage</a></p>
`;
}

function tallies({ summary }: Report): Markup {
  const entries = [
    ...SEVERITIES.map((severity) => [severity, summary.fail[severity]] as const),
    ['passed', summary.pass],
    ['unknown', summary.unknown],
    ['accepted', summary.suppressed],
  ] as const;
  return markup`<dl class="tallies">${entries.map(
    ([name, n]) => markup`<div class="${n === 0 ? 'zero' : name}"><dt>${name}</dt><dd>${n}</dd></div>`,
  )}</dl>
`;
}

/** Findings that stand at the top. */
const FIRST = 5;

/** Where somebody begins who has little time. */
function beginning(report: Report): Markup | undefined {
  const results = having(report, 'fail');
  if (results.length <= FIRST) return undefined;
  const entries = results.slice(0, FIRST).map(
    (result) => markup`<li>${chip(result.severity)} <a href="#${findingId(result)}">${result.message}</a></li>
`,
  );
  return markup`<nav class="begin" aria-labelledby="begin"><p id="begin">Begin here</p>
<ol>${entries}</ol></nav>
`;
}

function target(report: Report): Markup {
  const { repository, account, accounts } = report.target;
  const all = accounts ?? (account === undefined ? [] : [account]);
  const entries: readonly (readonly [string, Markup | string | undefined])[] = [
    ['Repository', repository?.path ?? 'not scanned'],
    ['Commit', repository?.commit === undefined ? undefined : markup`<code>${repository.commit}</code>`],
    ['Settings module', repository === undefined ? undefined : settings(repository)],
    ['Django', repository?.djangoVersion],
    ...(all.length === 0 ? [['Account', 'not scanned'] as const] : all.map(accountEntry)),
    ['Scanned', markup`${time(report.startedAt)}, in ${scan(report)}`],
    ['Tool', `djaudit ${report.tool.version}, ${count(report.coverage.rulesRun, 'rule')}`],
  ];
  return markup`<dl class="target">${entries.map(([name, value]) =>
    value === undefined ? undefined : markup`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>
`;
}

function scan({ coverage, durationMs }: Report): string {
  return [seconds(durationMs), ...requests(coverage)].join('; ');
}

function settings({ settingsModule, chosenBy }: NonNullable<Report['target']['repository']>): Markup {
  if (settingsModule === undefined) return markup`none was found`;
  const by = chosenBy === undefined ? undefined : markup` <small>${chosenBy}</small>`;
  return markup`<code>${settingsModule}</code>${by}`;
}

/** The role alone: who took it is nobody's business who reads the report. */
function accountEntry({ id, regions, role }: TargetAccount): readonly [string, Markup] {
  const caller = role === undefined ? undefined : markup` <small>as ${roleName(role)}</small>`;
  return ['Account', markup`${id} <small>${regions.join(', ')}</small>${caller}`];
}

/** `arn:aws:sts::…:assumed-role/Auditor/session` is `Auditor`; of users, only that it was one. */
function roleName(arn: string): string {
  const [kind = '', name] = arn.split(':').slice(5).join(':').split('/');
  return kind === 'assumed-role' && name !== undefined ? name : kind;
}
