import type { Evidence, Location, Result } from '../../src/model/index.ts';
import { columns } from '../columns.ts';
import { plain } from '../neutralise.ts';
import { shortArn } from '../words.ts';
import { evidenceLines, resourceLine } from './evidence.ts';
import { fixLines } from './fix.ts';
import { frameLines } from './frame.ts';
import { wrap } from './layout.ts';
import type { Page } from './page.ts';

/** A finding with its places, its evidence and its fix. */
export function findingLines(result: Result, page: Page): readonly string[] {
  const { theme, width } = page;
  const gutter = gutterOf(result);
  return [
    ...headLines(result, marksOf(result, page).join(', '), page),
    ...wrap(result.message, width - 2).map((line) => `  ${line}`),
    ...places(result, gutter, page),
    ...(result.fix === undefined ? [] : fixLines(result.fix, gutter, page)),
    `${' '.repeat(gutter + 4)}${theme.faint(`djaudit explain ${plain(result.rule)}`)}`,
    '',
  ];
}

/** A finding in few lines: what, where, and what is wrong with it. */
export function briefLines(result: Result, page: Page): readonly string[] {
  const { location, subject } = result;
  const where = location === undefined ? plain(subject.name ?? shortArn(subject.id)) : place(location);
  return [
    ...headLines(result, [where, ...marksOf(result, page)].join(', '), page),
    ...wrap(result.message, page.width - 2).map((line) => `  ${line}`),
  ];
}

function marksOf(result: Result, page: Page): readonly string[] {
  const age = page.age(result.fingerprint);
  return [
    ...(age === undefined ? [] : [age]),
    ...(result.baseline === undefined ? [] : ['in the baseline']),
    ...(result.confidence === 'high' ? [] : [`${result.confidence} confidence`]),
    ...(result.owner === undefined ? [] : [`owner ${plain(result.owner)}`]),
  ];
}

/** Severity and rule, and behind them what there is room for; else it stands below. */
function headLines({ severity, rule }: Result, tail: string, { theme, width }: Page): readonly string[] {
  const label = theme.severity[severity](` ${severity} `);
  const [first = '', ...more] = wrap(rule, width - severity.length - 3);
  const head = [`${label} ${theme.strong(first)}`, ...more.map((line) => `  ${theme.strong(line)}`)];
  if (tail === '') return head;
  const last = head.at(-1) ?? '';
  if (columns(last) + columns(tail) + 2 <= width) return [...head.slice(0, -1), `${last}  ${theme.faint(tail)}`];
  return [...head, ...wrap(tail, width - 2).map((line) => `  ${theme.faint(line)}`)];
}

/** An arrow for each side that the finding has: the place in the repository, then the resource, each with its evidence. */
function places(result: Result, gutter: number, page: Page): readonly string[] {
  const { location, frame } = result;
  const evidence = page.verbose ? result.evidence : result.evidence.filter((one) => !isKnown(one));
  const elsewhere = evidence.filter((one) => one.location !== undefined && !samePlace(one.location, location));
  const here = evidence.filter((one) => !elsewhere.includes(one));
  return [
    ...(location === undefined ? [] : arrow(place(location), gutter, page)),
    ...(location === undefined || frame === undefined ? [] : frameLines(frame, location, gutter, page)),
    ...(isResource(result) ? arrow(resourceLine(result), gutter, page) : []),
    ...evidenceLines(shown(here, result), gutter, page),
    ...elsewhere.flatMap((one) => [
      ...arrow(place(one.location ?? { path: one.source, line: 1 }), gutter, page),
      ...evidenceLines([{ ...one, source: '' }], gutter, page),
    ]),
  ];
}

/** Why a service is the repository's is the same for each of its findings: the head of the report says it once. */
function isKnown({ label, source }: Evidence): boolean {
  return source === 'deployment' && label === 'runs this repository';
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

function arrow(text: string, gutter: number, { theme, width }: Page): readonly string[] {
  return wrap(text, width - gutter - 5).map((line, index) =>
    index === 0
      ? ` ${' '.repeat(gutter)}${theme.faint('──▶')} ${theme.place(line)}`
      : `${' '.repeat(gutter + 5)}${theme.place(line)}`,
  );
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
