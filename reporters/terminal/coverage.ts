import type { Report } from '../../src/model/index.ts';
import { count, requests } from '../words.ts';
import { labelled, type Page } from './page.ts';

/** What was looked at, and what was not: one line, and one for each kind of gap. */
export function coverageLines(report: Report, page: Page): readonly string[] {
  const { coverage } = report;
  const collected = coverage.facts.filter(({ status }) => status === 'collected').length;
  const parts = [
    `${count(coverage.rulesRun, 'rule')} judged`,
    `${collected} of ${count(coverage.facts.length, 'fact')} collected`,
    ...requests(coverage),
    coverage.complete ? 'complete' : 'incomplete',
  ];
  const lines = [parts.join(' · '), ...gaps(report)];
  return [
    ...lines.flatMap((line, index) => labelled(index === 0 ? 'Coverage' : '', line, page)),
    ...noteLines(report, page),
  ];
}

function gaps({ coverage }: Report): readonly string[] {
  const denied = [...new Set(coverage.facts.flatMap(({ action }) => action ?? []))].toSorted();
  const reasons = new Map<string, string[]>();
  for (const { status, reason, action, name, region } of coverage.facts) {
    if (reason === undefined || (status === 'unavailable' && action !== undefined)) continue;
    reasons.set(reason, [...(reasons.get(reason) ?? []), `${name} (${region})`]);
  }
  const skipped = new Map<string, number>();
  for (const { reason } of coverage.rulesNotAssessed) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  return [
    ...(coverage.interrupted === true ? ['Interrupted: the report holds what was collected until then'] : []),
    ...(denied.length > 0 ? [`Denied: ${denied.join(', ')}; djaudit iam-policy prints what to allow`] : []),
    ...[...reasons].map(
      ([reason, names]) => `${reason.startsWith('in part') ? 'Read' : 'Not read'}: ${names.join(', ')}: ${reason}`,
    ),
    ...[...skipped].map(([reason, n]) => `Not assessed: ${count(n, 'rule')}, because ${reason}`),
  ];
}

/** Notes that are shown without --verbose. */
const SHOWN = 5;

function noteLines({ coverage }: Report, page: Page): readonly string[] {
  const { theme, verbose } = page;
  const shown = coverage.notes.slice(0, verbose ? undefined : SHOWN);
  const rest = coverage.notes.length - shown.length;
  const lines = [
    ...shown.map(({ path, message }) => `${path}: ${message}`),
    ...(rest > 0 ? [`and ${count(rest, 'more note')}; --verbose lists them`] : []),
  ];
  return lines.flatMap((line, index) => labelled(index === 0 ? 'Notes' : '', line, page, theme.faint));
}
