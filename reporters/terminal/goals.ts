import type { Goal, Report, Result } from '../../src/model/index.ts';
import { GOALS, SEVERITIES } from '../../src/model/index.ts';
import { columns, pad, padLeft } from '../columns.ts';
import { wrap } from './layout.ts';
import type { Page } from './page.ts';

const HEADER = [...SEVERITIES, 'pass', 'unknown'] as const;

/** The seven goals of the playbook by severity. A goal of which nothing was judged shows dashes, never a zero. */
export function goalTable(report: Report, page: Page): readonly string[] {
  const forms = [
    { labels: NAMES.map((goal): string => GOALS[goal]), heads: HEADER.map((name): string => name) },
    { labels: NAMES, heads: HEADER.map(abbreviated) },
  ];
  for (const { labels, heads } of forms) {
    const rows = table(report, labels, heads, page);
    if (rows.every((row) => columns(row) <= page.width)) return rows;
  }
  return goalList(report, page);
}

function table(report: Report, labels: readonly string[], heads: readonly string[], page: Page): readonly string[] {
  const first = Math.max(...labels.map((label) => columns(label)));
  const longest = String(report.results.length).length;
  const widths = heads.map((head) => Math.max(columns(head), Math.min(longest, 4)));
  const head = heads.map((name, index) => padLeft(name, widths[index] ?? 0)).join('  ');
  const rows = NAMES.map((goal, row) => {
    const results = resultsOf(report, goal);
    const cells = HEADER.map((name, column) => cell(results, name, widths[column] ?? 0, page));
    return ` ${pad(labels[row] ?? goal, first)}  ${cells.join('  ')}`;
  });
  return [` ${page.theme.faint(`${pad('', first)}  ${head}`)}`, ...rows];
}

const NAMES = Object.keys(GOALS) as Goal[]; // the keys are the goals

function resultsOf({ results }: Report, goal: Goal): readonly Result[] {
  return results.filter(({ goals }) => goals.includes(goal));
}

/** The same in words, for a narrow screen. */
function goalList(report: Report, page: Page): readonly string[] {
  return NAMES.flatMap((goal) => {
    const counts = HEADER.map((name) => ({ name, n: matching(resultsOf(report, goal), name).length }));
    const said = counts.filter(({ n }) => n > 0).map(({ name, n }) => `${n} ${name}`);
    return wrap(`${goal}: ${said.length === 0 ? 'not judged' : said.join(', ')}`, page.width - 3).map((line, index) =>
      index === 0 ? ` ${line}` : `   ${line}`,
    );
  });
}

type Column = (typeof HEADER)[number];

function matching(results: readonly Result[], name: Column): readonly Result[] {
  return results.filter(({ status, severity }) =>
    name === 'pass' || name === 'unknown' ? status === name : status === 'fail' && severity === name,
  );
}

function cell(results: readonly Result[], name: Column, width: number, { theme }: Page): string {
  const judged = results.some(({ status }) => status === 'fail' || status === 'pass' || status === 'unknown');
  if (!judged) return theme.faint(padLeft('–', width));
  const { length } = matching(results, name);
  const text = padLeft(length === 0 ? '·' : String(length), width);
  if (length === 0) return theme.faint(text);
  if (name === 'pass' || name === 'unknown') return theme.status[name](text);
  return name === 'critical' ? theme.severity.high(text) : theme.severity[name](text);
}

function abbreviated(name: string): string {
  return name === 'critical' ? 'crit' : name === 'medium' ? 'med' : name === 'unknown' ? 'unkn' : name;
}
