import type { Changes, Report, Result, UnseenFinding } from '../model/index.ts';
import { historyOf, NO_PAST, remember } from './history.ts';

/** What changed between two reports, by fingerprint: each finding of either report is in one of the lists (schema/diff-1.json). */
export interface ReportDiff {
  /** As the new report has them; so are `reopened` and `unchanged`. */
  readonly new: readonly Result[];
  readonly firstJudged: Changes['firstJudged'];
  /** Findings that the old report accepted. */
  readonly reopened: readonly Result[];
  /** As the old report has them; so are `accepted` and `unseen`. */
  readonly fixed: readonly Result[];
  readonly accepted: readonly Result[];
  readonly unseen: readonly (Result & Pick<UnseenFinding, 'reason'>)[];
  readonly unchanged: readonly Result[];
}

/** The changes alone, as history tells them. */
export function changesBetween(before: Report, after: Report): Changes {
  const { changes } = historyOf(after, remember(NO_PAST, before));
  if (changes === undefined) throw new Error('a report before gives changes');
  return changes;
}

export function diffReports(before: Report, after: Report): ReportDiff {
  const changes = changesBetween(before, after);
  const [old, present] = [findings(before), findings(after)];
  const full = (found: readonly { readonly fingerprint: string }[], of: ReadonlyMap<string, Result>) =>
    found.flatMap(({ fingerprint }) => of.get(fingerprint) ?? []);
  return {
    new: changes.new,
    firstJudged: changes.firstJudged,
    reopened: full(changes.reopened, present),
    fixed: full(changes.fixed, old),
    accepted: full(changes.accepted, old),
    unseen: changes.unseen.flatMap((finding) =>
      full([finding], old).map((result) => ({ ...result, reason: finding.reason })),
    ),
    unchanged: [...present.values()].filter(({ fingerprint }) => old.has(fingerprint)),
  };
}

function findings({ results }: Report): ReadonlyMap<string, Result> {
  return new Map(results.filter(({ status }) => status === 'fail').map((result) => [result.fingerprint, result]));
}
