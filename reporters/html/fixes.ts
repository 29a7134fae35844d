import { groupBy } from '../../src/model/group-by.ts';
import type { Fix, FixStep, ReportRule, Result } from '../../src/model/index.ts';
import { code, diff } from './code.ts';
import { type Markup, markup } from './markup.ts';
import { prose } from './prose.ts';

/** How to mend the findings of a rule: each different fix once, and once for all what all of them say. */
export function fixes(rule: ReportRule | undefined, results: readonly Result[]): Markup | undefined {
  const found = results.map(({ fix }) => fix).filter((fix) => fix !== undefined);
  const different = [...groupBy(found, keyOf).values()].flatMap(([fix]) => fix ?? []);
  if (different.length === 0) return rule === undefined ? undefined : block(prose(rule.fix), []);
  const shared = different.length === 1 ? new Set<string>() : sharedSteps(different);
  const [first] = different;
  const common = (first?.steps ?? []).filter((step) => shared.has(stepKey(step)));
  const own = different.map((fix) => [fix, fix.steps.filter((step) => !shared.has(stepKey(step)))] as const);
  const shown = own.filter(([, steps], index) => index === 0 || steps.length > 0);
  return markup`${shown.map(([fix, steps]) => block(titleOf(fix), steps))}${common.map(stepMarkup)}`;
}

function block(title: Markup, steps: readonly FixStep[]): Markup {
  return markup`<div><p><b>Fix</b> ${title}</p>${steps.map(stepMarkup)}</div>
`;
}

function titleOf(fix: Fix): Markup {
  const safety = fix.steps.find((step) => step.kind === 'diff')?.safety;
  const flag = safety === 'safe' ? '--fix' : '--fix-unsafe';
  return safety === undefined ? prose(fix.title) : markup`${prose(fix.title)} <small>${flag} writes it</small>`;
}

function sharedSteps([first, ...others]: readonly Fix[]): ReadonlySet<string> {
  const sets = others.map(({ steps }) => new Set(steps.map(stepKey)));
  return new Set((first?.steps ?? []).map(stepKey).filter((key) => sets.every((set) => set.has(key))));
}

function keyOf({ title, steps }: Fix): string {
  return JSON.stringify([title, steps.map(stepKey)]);
}

function stepKey({ kind, content }: FixStep): string {
  return `${kind} ${content}`;
}

function stepMarkup({ kind, content }: FixStep): Markup {
  if (kind === 'diff') return diff(content);
  return kind === 'text'
    ? markup`${content.split('\n\n').map(paragraph)}`
    : code(content, kind === 'terraform' ? kind : 'command');
}

/** A sentence is set as one; a line of code stands as it is. */
function paragraph(text: string): Markup {
  return isSentence(text.trimEnd()) ? markup`<p>${prose(text)}</p>` : code(text);
}

function isSentence(text: string): boolean {
  return /^.*[.:!?]$/.test(text) || /^[A-Z][a-z]+ [a-z]+ .*$/.test(text);
}
