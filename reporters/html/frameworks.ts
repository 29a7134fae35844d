import { CONTROL_TITLES } from '../../src/model/control-titles.ts';
import type { ControlCoverage, ControlStatus, FrameworkCoverage } from '../../src/model/index.ts';
import { controlsWith, frameworksIn } from '../../src/model/index.ts';
import { coveredWords } from '../framework-words.ts';
import { count, having } from '../words.ts';
import { type Markup, markup } from './markup.ts';
import { ruleId } from './rules.ts';
import { anchor, type Section } from './section.ts';
import { table } from './table.ts';

/** Controls of frameworks to which the rules are related, and what was found there. Never a word of compliance. */
export const frameworks: Section = (report) => {
  const all = frameworksIn(report);
  if (all.length === 0) return undefined;
  const listed = all.filter(({ id }) => !SUMS_ONLY.has(id));
  const failing = new Set(having(report, 'fail').map(({ rule }) => rule));
  return {
    id: 'frameworks',
    title: 'Beside frameworks',
    body: markup`<p>A rule looks at a part of what a control asks for. Covered means that djaudit judged something of it in this report; a control without a finding is not thereby met, and this page states no compliance.</p>
${overview(all)}${listed.map((framework, index) =>
  frameworkMarkup(framework, { failing, linked: listed[index - 1]?.id !== framework.id }),
)}`,
    parts: listed.map((framework) => ({ id: idOf(framework), title: framework.name, tally: framework.covered })),
  };
};

/** Lists of weaknesses and requirements without an end: their sums say enough here, the JSON report names each. */
const SUMS_ONLY: ReadonlySet<FrameworkCoverage['id']> = new Set(['cwe', 'owaspAsvs_4_0_3']);

function idOf({ id, version = '' }: FrameworkCoverage): string {
  return anchor('framework', `${id} ${version}`);
}

function overview(all: readonly FrameworkCoverage[]): Markup {
  return table({
    caption: 'Controls by the worst verdict of their rules. Of how many is said where the number is certain.',
    columns: ['Framework', 'Covered', ...Object.values(WORDS)],
    rows: all.map((framework) => [
      framework.name,
      framework.size === undefined ? framework.covered : `${framework.covered} of ${framework.size}`,
      ...(Object.keys(WORDS) as ControlStatus[]).map((status) => statusCell(framework, status)), // its keys are these
    ]),
    kind: 'counts',
  });
}

const WORDS: Readonly<Record<ControlStatus, string>> = {
  failing: 'with findings',
  open: 'not told',
  accepted: 'accepted',
  passing: 'no finding',
  idle: 'nothing there',
};
const COLORS: Readonly<Record<ControlStatus, string>> = {
  failing: 'critical',
  open: 'unknown',
  accepted: 'muted',
  passing: 'pass',
  idle: 'zero',
};

function statusCell(framework: FrameworkCoverage, status: ControlStatus): Markup {
  const n = controlsWith(framework, status);
  return n === 0 ? markup`<span class="zero">0</span>` : markup`<span class="${COLORS[status]}">${n}</span>`;
}

/** How rules are named: of several versions of a framework the newest alone links them. */
interface Naming {
  readonly failing: ReadonlySet<string>;
  readonly linked: boolean;
}

function frameworkMarkup(framework: FrameworkCoverage, naming: Naming): Markup {
  return markup`<details class="checked"><summary><h3 id="${idOf(framework)}">${framework.name}</h3> <span class="muted">${coveredWords(framework)}</span></summary>
<ul class="controls">${framework.controls.map((control) => controlMarkup(control, titleOf(framework, control.id), naming))}</ul></details>
`;
}

/** In our words; CIS's own are not ours to give. */
function titleOf({ id }: FrameworkCoverage, control: string): string | undefined {
  const titles: Readonly<Record<string, string>> = id === 'cisAws' ? {} : CONTROL_TITLES[id];
  return Object.hasOwn(titles, control) ? titles[control] : undefined;
}

/** Rules that are named beside a control, those with findings first. */
const NAMED = 3;

function controlMarkup(control: ControlCoverage, title: string | undefined, naming: Naming): Markup {
  const { id, status, looser } = control;
  return markup`<li><b>${id}</b> <span>${title}</span> <span class="${COLORS[status]}">${verdictWords(control)}</span> <small>${ruleNames(control, naming)}${looser ? markup` (looser by djaudit.yml)` : undefined}</small></li>
`;
}

function ruleNames({ rules }: ControlCoverage, { failing, linked }: Naming): Markup {
  const ordered = [...rules.filter((rule) => failing.has(rule)), ...rules.filter((rule) => !failing.has(rule))];
  const names = ordered.slice(0, NAMED).map((rule, index) => {
    const name = linked ? markup`<a href="#${ruleId(rule)}">${rule}</a>` : rule;
    return markup`${index === 0 ? undefined : COMMA}${name}`;
  });
  const rest = rules.length > NAMED ? markup` and ${rules.length - NAMED} more` : undefined;
  return markup`${names}${rest}`;
}

const COMMA = markup`, `;

/** "2 findings, 1 unknown"; of a control without a finding how much was found good. */
function verdictWords({ fail, unknown, accepted, pass, status }: ControlCoverage): string {
  if (status === 'idle') return WORDS.idle;
  const parts = [
    ...(fail > 0 ? [count(fail, 'finding')] : []),
    ...(unknown > 0 ? [`${unknown} not told`] : []),
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
    ...(pass > 0 ? [`${pass} passed`] : []),
  ];
  return parts.join(', ');
}
