import type { Report, Result } from '../model/index.ts';

/** What changed between two reports, by fingerprint. */
export interface ReportDiff {
  /** Findings that the old report did not have, and those that it accepted. */
  readonly new: readonly Result[];
  /** Findings of the old report that the new one judged otherwise. */
  readonly fixed: readonly Result[];
  readonly unchanged: readonly Result[];
  /** Findings of the old report of which the new one does not say: not fixed, not seen. */
  readonly unseen: readonly Result[];
}

export function diffReports(before: Report, after: Report): ReportDiff {
  const old = findings(before);
  const present = findings(after);
  const judged = new Map(after.results.map((result) => [key(result), result.status]));
  const gone = [...old.values()].filter(({ fingerprint }) => !present.has(fingerprint));
  const open = openRules(after);
  const rules = judgedRules(after);
  const unseen = new Set(
    gone.filter((result) => judged.get(key(result)) === 'unknown' || !wasJudged(result, rules, open)),
  );
  return {
    new: [...present.values()].filter(({ fingerprint }) => !old.has(fingerprint)),
    fixed: gone.filter((result) => !unseen.has(result)),
    unchanged: [...present.values()].filter(({ fingerprint }) => old.has(fingerprint)),
    unseen: [...unseen],
  };
}

function findings({ results }: Report): ReadonlyMap<string, Result> {
  return new Map(results.filter(({ status }) => status === 'fail').map((result) => [result.fingerprint, result]));
}

/** Rule and region of verdicts that were open as a whole: nothing there was fixed, as nothing there was seen. */
function openRules({ results }: Report): ReadonlySet<string> {
  return new Set(
    results
      .filter(({ status, subject }) => status === 'unknown' && subject.kind === 'environment')
      .map(({ rule, subject }) => [rule, subject.account ?? '', subject.region ?? ''].join(' ')),
  );
}

function judgedRules({ rules, coverage }: Report): ReadonlySet<string> {
  const not = new Set(coverage.rulesNotAssessed.map(({ rule }) => rule));
  return new Set(rules.map(({ id }) => id).filter((id) => !not.has(id)));
}

function wasJudged({ rule, subject }: Result, rules: ReadonlySet<string>, open: ReadonlySet<string>): boolean {
  if (!rules.has(rule)) return false;
  const where = [
    [rule, subject.account ?? '', subject.region ?? ''].join(' '),
    [rule, subject.account ?? '', ''].join(' '),
    [rule, '', ''].join(' '),
  ];
  return !where.some((one) => open.has(one));
}

function key({ rule, subject }: Result): string {
  return `${rule} ${subject.id}`;
}
