import type { Report, Result, UnseenFinding } from '../model/index.ts';
import { historyOf, NO_PAST, remember } from './history.ts';

/** What changed between two reports, by fingerprint. Each finding of either report is in one of the lists. */
export interface ReportDiff {
  /** Findings that the old report did not have, and those that it accepted. As the new report has them. */
  readonly new: readonly Result[];
  /** Of the new ones those that the old report could not have had: `rule`, it did not judge the rule; `place`, it did not look there. */
  readonly firstJudged: Readonly<Record<string, 'rule' | 'place'>>;
  /** Findings of the old report that the new one judged otherwise. As the old report has them. */
  readonly fixed: readonly Result[];
  /** Findings of the old report that an exception or a looser option covers in the new one. As the old report has them. */
  readonly accepted: readonly Result[];
  readonly unchanged: readonly Result[];
  /** Findings of the old report of which the new one does not say: not fixed, not seen. As the old report has them. */
  readonly unseen: readonly (Result & Pick<UnseenFinding, 'reason'>)[];
}

export function diffReports(before: Report, after: Report): ReportDiff {
  const { changes } = historyOf(after, remember(NO_PAST, before));
  if (changes === undefined) throw new Error('a report before gives changes');
  const old = findings(before);
  const present = [...findings(after).values()];
  const asBefore = (found: readonly { readonly fingerprint: string }[]): readonly Result[] =>
    found.flatMap(({ fingerprint }) => old.get(fingerprint) ?? []);
  const reasons = new Map(changes.unseen.map(({ fingerprint, reason }) => [fingerprint, reason]));
  return {
    new: present.filter(({ fingerprint }) => !old.has(fingerprint)),
    firstJudged: changes.firstJudged,
    fixed: asBefore(changes.fixed),
    accepted: asBefore(changes.accepted),
    unchanged: present.filter(({ fingerprint }) => old.has(fingerprint)),
    unseen: asBefore(changes.unseen).map((result) => ({ ...result, reason: reasons.get(result.fingerprint) ?? '' })),
  };
}

function findings({ results }: Report): ReadonlyMap<string, Result> {
  return new Map(results.filter(({ status }) => status === 'fail').map((result) => [result.fingerprint, result]));
}
