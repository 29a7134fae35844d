import type { Report, ReporterOptions } from '../../src/model/index.ts';
import { withoutCommands } from '../neutralise.ts';
import { having } from '../words.ts';
import { attestationLines } from './attestations.ts';
import { changeLines, trendLines } from './changes.ts';
import { closingLines } from './closing.ts';
import { coverageLines } from './coverage.ts';
import { deploymentLines } from './deployment.ts';
import { exceptionLines } from './exceptions.ts';
import { findingsByGoal } from './findings.ts';
import { firstLines } from './first.ts';
import { goalTable } from './goals.ts';
import { wrap } from './layout.ts';
import { heading, type Page, pageOf } from './page.ts';
import { targetLines } from './target.ts';
import { unknownLines } from './unknowns.ts';

/**
 * For people: findings by goal, the most severe first; then what could not be told, the goals and the coverage. It ends with
 * what is on the screen when it is over: what to mend first, and one line.
 */
export function terminal(report: Report, options: ReporterOptions): string {
  const page = pageOf(options);
  const findings = findingsByGoal(report, page);
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
        ...firstLines(report, page),
        ...closingLines(report, page),
      ];
  return lines.length === 0 ? '' : withoutCommands(`${lines.join('\n')}\n`);
}

function passLines(report: Report, page: Page): readonly string[] {
  const passed = having(report, 'pass');
  if (passed.length === 0) return [];
  return [
    ...heading('Passed', String(passed.length), page, page.theme.good),
    ...passed.flatMap(({ rule, message }) =>
      wrap(`${rule}: ${message}`, page.width - 4).map((line, index) =>
        index === 0 ? `${page.theme.good('  ✔')} ${line}` : `    ${line}`,
      ),
    ),
    '',
  ];
}
