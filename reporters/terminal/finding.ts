import type { Evidence, Location, ReportRule, Result } from '../../src/model/index.ts';
import { columns, cut } from '../columns.ts';
import { plain } from '../neutralise.ts';
import { evidenceLines, resourceLine } from './evidence.ts';
import { fixLines } from './fix.ts';
import { frameLines } from './frame.ts';
import { wrap } from './layout.ts';
import type { Page } from './page.ts';

/** Findings of one rule that are shown whole; the others are one line each. */
const SHOWN_WHOLE = 3;

/** The findings of one rule: a head, then each with its place, its evidence and its fix. */
export function ruleLines(rule: ReportRule | undefined, results: readonly Result[], page: Page): readonly string[] {
  const whole = page.verbose ? results : results.slice(0, SHOWN_WHOLE);
  const brief = results.slice(whole.length);
  return [
    ...whole.flatMap((result) => [...findingLines(result, rule, page), '']),
    ...(brief.length === 0 ? [] : [...briefLines(brief, page), '']),
  ];
}

function findingLines(result: Result, rule: ReportRule | undefined, page: Page): readonly string[] {
  const { theme, width } = page;
  const label = ` ${result.severity} `;
  const age = page.age(result.fingerprint);
  const marks = [
    ...(age === undefined ? [] : [age]),
    ...(result.baseline === undefined ? [] : ['in the baseline']),
    ...(result.confidence === 'high' ? [] : [`${result.confidence} confidence`]),
    ...(result.owner === undefined ? [] : [`owner ${plain(result.owner)}`]),
  ];
  const tail = marks.length === 0 ? '' : theme.faint(`  ${marks.join(', ')}`);
  const head = `${theme.severity[result.severity](label)} ${theme.strong(plain(result.rule))}${tail}`;
  const gutter = gutterOf(result);
  const message = wrap(result.message, width - 2).map((line) => `  ${line}`);
  return [
    head,
    ...message,
    ...places(result, gutter, page),
    ...(result.fix === undefined ? [] : fixLines(result.fix, gutter, page)),
    `${' '.repeat(gutter + 2)}${theme.faint(`= djaudit explain ${plain(rule?.id ?? result.rule)}`)}`,
  ];
}

/** An arrow for each side that the finding has: the place in the repository, then the resource, each with its evidence. */
function places(result: Result, gutter: number, page: Page): readonly string[] {
  const { location, frame, evidence } = result;
  const elsewhere = evidence.filter((one) => one.location !== undefined && !samePlace(one.location, location));
  const here = evidence.filter((one) => !elsewhere.includes(one));
  const resource = isResource(result);
  const first = location === undefined ? [] : [arrow(place(location), gutter, page)];
  const code = location === undefined || frame === undefined ? [] : frameLines(frame, location, gutter, page);
  const second = resource ? [arrow(resourceLine(result), gutter, page)] : [];
  const facts = evidenceLines(shown(here, result), gutter, page);
  const others = elsewhere.flatMap((one) => [
    arrow(place(one.location ?? { path: one.source, line: 1 }), gutter, page),
    ...evidenceLines([{ ...one, source: '' }], gutter, page),
  ]);
  return [...first, ...code, ...second, ...facts, ...others];
}

/** A frame shows the line itself; the same line as evidence would say it twice. */
function shown(evidence: readonly Evidence[], { location, frame }: Result): readonly Evidence[] {
  return evidence.map((one) =>
    frame !== undefined && one.location !== undefined && samePlace(one.location, location)
      ? { ...one, source: '' }
      : one,
  );
}

function isResource({ subject, location }: Result): boolean {
  return subject.kind === 'resource' || (location === undefined && subject.account !== undefined);
}

function arrow(text: string, gutter: number, { theme, width }: Page): string {
  return ` ${' '.repeat(gutter)}${theme.faint('──▶')} ${theme.place(cut(text, width - gutter - 5))}`;
}

function place({ path, line, column }: Location): string {
  return plain(`${path}:${line}${column === undefined ? '' : `:${column}`}`);
}

function samePlace(a: Location, b: Location | undefined): boolean {
  return a.path === b?.path && a.line === b.line;
}

function gutterOf({ frame }: Result): number {
  return frame === undefined ? 2 : Math.max(2, String(frame.start + frame.lines.length - 1).length);
}

function briefLines(results: readonly Result[], page: Page): readonly string[] {
  const { theme, width } = page;
  const [first] = results;
  return [
    `  ${theme.faint(`${results.length} more of ${plain(first?.rule ?? '')}; --verbose shows them whole`)}`,
    ...results.flatMap((result) => {
      const label = theme.severity[result.severity](` ${result.severity} `);
      const [line = '', ...more] = wrap(result.message, width - result.severity.length - 5);
      const indent = ' '.repeat(columns(` ${result.severity} `) + 3);
      return [`  ${label} ${line}`, ...more.map((rest) => `${indent}${rest}`)];
    }),
  ];
}
