import { groupBy } from '../../src/model/group-by.ts';
import type { Goal, Report, ReporterOptions, Result } from '../../src/model/index.ts';
import { bySeverity, GOALS } from '../../src/model/index.ts';
import { cut } from '../columns.ts';
import { plain, withoutCommands } from '../neutralise.ts';
import { severities } from '../words.ts';
import { attestationLines } from './attestations.ts';
import { changeLines, trendLines } from './changes.ts';
import { closingLine } from './closing.ts';
import { coverageLines } from './coverage.ts';
import { deploymentLines } from './deployment.ts';
import { exceptionLines } from './exceptions.ts';
import { ruleLines } from './finding.ts';
import { goalTable } from './goals.ts';
import { heading, type Page, pageOf } from './page.ts';
import { targetLines } from './target.ts';
import { unknownLines } from './unknowns.ts';

/** For people: findings by goal, the most severe first; then what could not be told, the goals, the coverage, one line. */
export function terminal(report: Report, options: ReporterOptions): string {
  const page = pageOf(options);
  const findings = goalLines(report, page);
  const lines = options.quiet
    ? findings
    : [
        ...targetLines(report, page),
        ...findings,
        ...changeLines(options.history, page),
        ...unknownLines(report, page),
        ...(options.verbose ? passLines(report, page) : []),
        ...(options.verbose ? deploymentLines(report, page) : []),
        ...exceptionLines(report, page),
        ...attestationLines(report, page),
        ...goalTable(report, page),
        '',
        ...trendLines(options.history, page),
        ...coverageLines(report, page),
        '',
        closingLine(report, page),
      ];
  return lines.length === 0 ? '' : withoutCommands(`${lines.join('\n')}\n`);
}

function goalLines(report: Report, page: Page): readonly string[] {
  const failed = report.results.filter(({ status }) => status === 'fail');
  const groups = (Object.keys(GOALS) as Goal[]) // the keys are the goals
    .map((goal) => ({ goal, results: failed.filter(({ goals }) => goals[0] === goal) }))
    .filter(({ results }) => results.length > 0)
    .toSorted((a, b) => bySeverity(a.results[0]?.severity ?? 'info', b.results[0]?.severity ?? 'info'));
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  return groups.flatMap(({ goal, results }) => {
    const tally = tallyOf(results);
    return [
      heading(GOALS[goal], tally, page, tally.length),
      '',
      ...[...groupBy(results, ({ severity, rule }) => `${severity} ${rule}`).values()].flatMap((group) =>
        ruleLines(rules.get(group[0]?.rule ?? ''), group, page),
      ),
    ];
  });
}

function tallyOf(results: readonly Result[]): string {
  const fail = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of results) fail[severity] += 1;
  return severities(fail, ' · ');
}

function passLines(report: Report, page: Page): readonly string[] {
  const passed = report.results.filter(({ status }) => status === 'pass');
  if (passed.length === 0) return [];
  const right = `${passed.length}`;
  return [
    heading('Passed', page.theme.good(right), page, right.length),
    ...passed.map(
      ({ rule, message }) => `${page.theme.good('  ✔')} ${cut(plain(`${rule}: ${message}`), page.width - 4)}`,
    ),
    '',
  ];
}
