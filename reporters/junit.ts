import type { Report, Result } from '../src/model/index.ts';
import { xml } from './neutralise.ts';
import { fromWorkTree } from './work-tree.ts';

/** JUnit's XML: a suite for each topic, a case for each verdict. What is unknown is an error, what is accepted is skipped. */
export function junit(given: Report): string {
  const report = fromWorkTree(given);
  const judged = report.results.filter(({ status }) => status !== 'not-applicable');
  const topics = [...new Set(judged.map(({ topic }) => topic))].toSorted();
  const suites = topics.map((topic) =>
    suite(
      topic,
      judged.filter((result) => result.topic === topic),
      report,
    ),
  );
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="djaudit" ${counts(judged)} time="${(report.durationMs / 1000).toFixed(3)}">`,
    ...suites,
    '</testsuites>',
    '',
  ];
  return lines.join('\n');
}

function suite(topic: string, results: readonly Result[], report: Report): string {
  const { startedAt } = report;
  const cases = results.map(testCase);
  const attributes = `name="${xml(topic)}" timestamp="${xml(startedAt.slice(0, 19))}" ${counts(results)}`;
  return [`  <testsuite ${attributes}>`, properties(report), ...cases, '  </testsuite>'].join('\n');
}

/** What the whole scan took and saw; readers of JUnit's XML know properties of suites alone. */
function properties({ coverage, durationMs }: Report): string {
  const { requests, throttled, complete, interrupted = false } = coverage;
  const seconds = durationMs / 1000;
  const list = Object.entries({ requests, throttled, seconds, complete, interrupted });
  return `    <properties>${list.map(([name, value]) => `<property name="${name}" value="${value}" />`).join('')}</properties>`;
}

function counts(results: readonly Result[]): string {
  const having = (status: Result['status']) => results.filter((result) => result.status === status).length;
  return `tests="${results.length}" failures="${having('fail')}" errors="${having('unknown')}" skipped="${having('suppressed')}"`;
}

function testCase(result: Result): string {
  const { rule, subject, location } = result;
  const file = location === undefined ? '' : ` file="${xml(location.path)}" line="${location.line}"`;
  const open = `    <testcase classname="${xml(rule)}" name="${xml(subject.name ?? subject.id)}"${file}`;
  const inner = outcome(result);
  return inner === undefined ? `${open} />` : `${open}>${inner}</testcase>`;
}

function outcome({ status, severity, message, suppression, subject, evidence }: Result): string | undefined {
  const text = [subject.id, ...evidence.map(({ label, value, source }) => `${label}: ${value} (${source})`)]
    .map(xml)
    .join('\n');
  if (status === 'fail') return `<failure type="${severity}" message="${xml(message)}">${text}</failure>`;
  if (status === 'unknown') return `<error type="unknown" message="${xml(message)}">${text}</error>`;
  return status === 'suppressed' ? `<skipped message="${xml(suppression?.reason ?? '')}" />` : undefined;
}
