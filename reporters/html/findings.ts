import { groupBy } from '../../src/model/group-by.ts';
import type { Goal, Report, ReportRule, Result, Severity } from '../../src/model/index.ts';
import { bySeverity, GOALS, SEVERITIES } from '../../src/model/index.ts';
import { agesIn } from '../age.ts';
import { count, having, severities } from '../words.ts';
import { chip } from './chip.ts';
import { evidenceList, sharedEvidence } from './evidence.ts';
import { briefFinding, type FindingContext, finding, namedFinding, saysTheSame } from './finding.ts';
import { fixes } from './fixes.ts';
import { type Markup, markup } from './markup.ts';
import { prose } from './prose.ts';
import { ruleId } from './rules.ts';
import { anchor, heading, type Section } from './section.ts';
import { evidenceCost, shownWhole } from './whole.ts';

/** Findings by goal, the goal with the most severe first; in it by rule. The worst are open when the page opens. */
export const findings: Section = (report, { history }) => {
  const results = having(report, 'fail');
  if (results.length === 0) return undefined;
  const goals = [...groupBy(results, ({ goals: [first] }) => first ?? 'data')].toSorted(([, a], [, b]) =>
    bySeverity(a[0]?.severity ?? 'info', b[0]?.severity ?? 'info'),
  );
  const page: FindingsPage = {
    context: { report, age: agesIn(history) },
    rules: new Map(report.rules.map((rule) => [rule.id, rule])),
    open: results[0]?.severity ?? 'info',
    whole: shownWhole(results, costOf, history?.changes === undefined ? ROOM : ROOM_BESIDE_HISTORY),
  };
  return {
    id: 'findings',
    title: 'Findings',
    tally: results.length,
    body: markup`${choice(report)}${goals.map(([goal, group]) => goalMarkup(goal, group, page))}`,
    parts: goals.map(([goal, group]) => ({ id: anchor('goal', goal), title: GOALS[goal], tally: group.length })),
  };
};

interface FindingsPage {
  readonly context: FindingContext;
  readonly rules: ReadonlyMap<string, ReportRule>;
  readonly whole: ReadonlySet<Result>;
  /** The worst severity there is. */
  readonly open: Severity;
}

/** Severities to show: boxes that the style sheet reads, so that no script is needed. */
function choice({ summary }: Report): Markup | undefined {
  const present = SEVERITIES.filter((severity) => summary.fail[severity] > 0);
  if (present.length < 2) return undefined;
  return markup`<fieldset class="choice"><legend class="sr">Severities that are shown</legend>${present.map(
    (severity) =>
      markup`<label><input type="checkbox" id="show-${severity}" checked> ${chip(severity)} ${summary.fail[severity]}</label>`,
  )}</fieldset>
`;
}

function goalMarkup(goal: Goal, results: readonly Result[], page: FindingsPage): Markup {
  const fail = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of results) fail[severity] += 1;
  const groups = [...groupBy(results, ({ severity, rule }) => `${severity} ${rule}`).values()];
  return markup`${heading(anchor('goal', goal), markup`${GOALS[goal]} <small>${severities(fail)}</small>`)}${groups.map(
    (group) => ruleMarkup(group, page),
  )}`;
}

function ruleMarkup(results: readonly Result[], page: FindingsPage): Markup | undefined {
  const [first] = results;
  if (first === undefined) return undefined;
  const { severity } = first;
  const rule = page.rules.get(first.rule);
  const why = rule === undefined ? undefined : markup`<p class="why">${prose(rule.why)}</p>`;
  return markup`<details class="rule ${severity}"${isOpen(severity, page.open) ? OPEN : undefined}>
<summary>${chip(severity)}<h4>${rule?.title ?? first.rule}</h4><span class="muted">${results.length === 1 ? undefined : count(results.length, 'finding')}</span></summary>
${why}${listMarkup(results, page)}<p class="more"><a href="#${ruleId(first.rule)}"><code>${first.rule}</code>: how it is judged, references</a></p>
</details>
`;
}

function listMarkup(results: readonly Result[], { whole, context, rules }: FindingsPage): Markup {
  const full = results.filter((result) => whole.has(result));
  const brief = results.filter((result) => !whole.has(result));
  const shared = sharedEvidence(full.map(({ evidence }) => evidence));
  return markup`<ul class="found">${framedOnce(full).map(([result, framed]) => finding(result, context, shared, framed))}</ul>
${evidenceList(shared)}<div class="fix">${fixes(rules.get(results[0]?.rule ?? ''), full)}</div>
${restMarkup(brief, full, context)}`;
}

/** The others: those that say the same as the first by their names alone. */
function restMarkup(brief: readonly Result[], full: readonly Result[], context: FindingContext): Markup | undefined {
  const [like] = [...full, ...brief];
  if (like === undefined || brief.length === 0) return undefined;
  const [same, other] = [true, false].map((wanted) => brief.filter((result) => saysTheSame(result, like) === wanted));
  const text = full.length === 0 ? count(brief.length, 'finding') : `${brief.length} more`;
  return markup`<p class="why">${text}; what each rests on and its own fix are in the JSON report.</p>
${listed('found', other, (result) => briefFinding(result, context))}${listed('found brief', same, (result) => namedFinding(result, like, context))}`;
}

function listed(name: string, results: readonly Result[] = [], item: (result: Result) => Markup): Markup | undefined {
  return results.length === 0
    ? undefined
    : markup`<ul class="${name}">${results.map(item)}</ul>
`;
}

/** Characters of evidence, code and fixes on the page. */
const ROOM = { most: 185_000, each: 220, least: 36_000 } as const;
/** Where the page tells of the past as well. */
const ROOM_BESIDE_HISTORY = { ...ROOM, most: 155_000, least: 10_000 } as const;

function costOf(result: Result): number {
  const { frame, fix } = result;
  const code = (frame?.lines ?? []).reduce((sum, line) => sum + line.length + 5, 0);
  const steps = (fix?.steps ?? []).reduce((sum, { content }) => sum + content.length + 50, 0);
  return 150 + code + steps + evidenceCost(result);
}

const OPEN = markup` open`;

/** Critical and high ones; where there are none, the worst there are. */
function isOpen(severity: Severity, worst: Severity): boolean {
  return severity === 'critical' || severity === 'high' || severity === worst;
}

/** Findings of a rule at one place show its lines once. */
function framedOnce(results: readonly Result[]): readonly (readonly [Result, boolean])[] {
  const seen = new Set<string>();
  return results.map((result) => {
    const { location } = result;
    const place = location === undefined ? '' : `${location.path}:${location.line}`;
    const first = !seen.has(place);
    seen.add(place);
    return [result, first];
  });
}
