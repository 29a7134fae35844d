import type { Goal, Report, Result } from '../../src/model/index.ts';
import { GOALS, SEVERITIES } from '../../src/model/index.ts';
import { columns, pad, padLeft } from '../columns.ts';
import type { Page } from './page.ts';

/** The seven goals of the playbook by severity. A goal of which nothing was judged shows dashes, never a zero. */
export function goalTable(report: Report, page: Page): readonly string[] {
  const { theme, width } = page;
  const header = [...SEVERITIES, 'pass', 'unknown'] as const;
  const short = width < 90;
  const names = Object.keys(GOALS) as Goal[]; // the keys are the goals
  const labels = names.map((goal) => (short ? goal : GOALS[goal]));
  const first = Math.max(...labels.map(columns));
  const widths = header.map((name) => (short ? Math.max(4, abbreviated(name).length) : name.length));
  const head = header.map((name, index) => padLeft(short ? abbreviated(name) : name, widths[index] ?? 0)).join('  ');
  const rows = names.map((goal, row) => {
    const results = report.results.filter(({ goals }) => goals.includes(goal));
    const cells = header.map((name, column) => cell(results, name, widths[column] ?? 0, page));
    return ` ${pad(labels[row] ?? goal, first)}  ${cells.join('  ')}`;
  });
  return [` ${theme.faint(`${pad('', first)}  ${head}`)}`, ...rows];
}

function cell(
  results: readonly Result[],
  name: (typeof SEVERITIES)[number] | 'pass' | 'unknown',
  width: number,
  { theme }: Page,
): string {
  const judged = results.some(({ status }) => status === 'fail' || status === 'pass' || status === 'unknown');
  if (!judged) return theme.faint(padLeft('–', width));
  const matching = results.filter(({ status, severity }) =>
    name === 'pass' || name === 'unknown' ? status === name : status === 'fail' && severity === name,
  );
  const text = padLeft(matching.length === 0 ? '·' : String(matching.length), width);
  if (matching.length === 0) return theme.faint(text);
  if (name === 'pass' || name === 'unknown') return theme.status[name](text);
  return name === 'critical' ? theme.severity.high(text) : theme.severity[name](text);
}

function abbreviated(name: string): string {
  return name === 'critical' ? 'crit' : name === 'medium' ? 'med' : name === 'unknown' ? 'unkn' : name;
}
