import { groupBy } from '../src/model/group-by.ts';
import type { Report, Result } from '../src/model/index.ts';
import { xml } from './neutralise.ts';
import { shortArn } from './words.ts';
import { fromWorkTree } from './work-tree.ts';

/** JUnit's XML: a suite for each topic, a case for each verdict. What is unknown is an error, what is accepted is skipped. */
export function junit(given: Report): string {
  const report = fromWorkTree(given);
  const judged = report.results.filter(({ status }) => status !== 'not-applicable');
  const topics = [...new Set(judged.map(({ topic }) => topic))].toSorted();
  const byTopic = groupBy(judged, ({ topic }) => topic);
  const suites = topics.map((topic) => suite(topic, byTopic.get(topic) ?? [], report));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="djaudit" ${totals(judged)} time="${(report.durationMs / 1000).toFixed(3)}">`,
    ...suites,
    '</testsuites>',
    '',
  ];
  return lines.join('\n');
}

function suite(topic: string, results: readonly Result[], report: Report): string {
  const { startedAt } = report;
  const names = namesOf(results);
  const cases = results.map((result) => testCase(result, names.get(result) ?? result.subject.id));
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

function totals(results: readonly Result[]): string {
  return `tests="${results.length}" failures="${having(results, 'fail')}" errors="${having(results, 'unknown')}"`;
}

/** The schema knows skipped cases of a suite, and none of all suites. */
function counts(results: readonly Result[]): string {
  return `${totals(results)} skipped="${having(results, 'suppressed')}"`;
}

function having(results: readonly Result[], status: Result['status']): number {
  return results.filter((result) => result.status === status).length;
}

/** Readers take two cases of one class and name for the same one: the id tells them apart. */
function namesOf(results: readonly Result[]): ReadonlyMap<Result, string> {
  const alike = groupBy(results, ({ rule, subject }) => [rule, subject.name ?? subject.id].join('\0'));
  return new Map(
    [...alike.values()].flatMap((group) =>
      group.map((result) => {
        const { name, id } = result.subject;
        return [result, name === undefined || group.length === 1 ? (name ?? id) : `${name} (${shortArn(id)})`] as const;
      }),
    ),
  );
}

function testCase(result: Result, name: string): string {
  const { rule, location } = result;
  const file = location === undefined ? '' : ` file="${xml(location.path)}" line="${location.line}"`;
  const open = `    <testcase classname="${xml(rule)}" name="${xml(name)}"${file}`;
  const inner = outcome(result);
  return inner === undefined ? `${open} />` : `${open}>${inner}</testcase>`;
}

/** Of a verdict's evidence; more of it is not read in a list of tests. */
const FACTS = 50;

/** The text repeats the message: some readers show the one, some the other. */
function outcome({ status, severity, message, suppression, subject, evidence, fix }: Result): string | undefined {
  const facts = evidence.slice(0, FACTS).map(({ label, value, source }) => `${label}: ${value} (${source})`);
  const mend = fix === undefined ? [] : [`Fix: ${fix.title}`];
  const text = [message, subject.id, ...facts, ...mend].map(xml).join('\n');
  if (status === 'fail') return `<failure type="${severity}" message="${xml(message)}">${text}</failure>`;
  if (status === 'unknown') return `<error type="unknown" message="${xml(message)}">${text}</error>`;
  return status === 'suppressed' ? `<skipped message="${xml(suppression?.reason ?? '')}" />` : undefined;
}
