import type { Goal } from './goal.ts';
import type { Result, Summary } from './report.ts';

/** A report and the earlier ones of the same target, compared. */
export interface History {
  /** One for each report, the oldest first; the last is the report itself. */
  readonly points: readonly HistoryPoint[];
  /** Against the reports before; absent where there is none. */
  readonly changes?: Changes;
  /**
   * When a present finding was first reported, as an ISO date and time, by fingerprint. Reports that did not see it do not
   * make it younger; one that was fixed and is back begins anew.
   */
  readonly since: Readonly<Record<string, string>>;
}

export interface HistoryPoint {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly commit?: string;
  /** Of djaudit: another one may judge otherwise. */
  readonly version: string;
  readonly rulesRun: number;
  readonly complete: boolean;
  readonly summary: Summary;
  /** Findings of earlier reports of which this one does not say: where there are some, fewer findings are no improvement. */
  readonly unseen: number;
  /** Of all that was judged; absent where nothing was. */
  readonly score?: number;
  /** A goal of which nothing was judged has none. */
  readonly scores: Readonly<Partial<Record<Goal, number>>>;
}

/** What is kept of a finding of an earlier report. */
export interface Finding
  extends Pick<
    Result,
    'rule' | 'severity' | 'topic' | 'goals' | 'subject' | 'location' | 'message' | 'fingerprint' | 'owner'
  > {}

export interface PastFinding extends Finding {
  /** When it was first reported, and when last before this report: ISO 8601, UTC. */
  readonly since: string;
  readonly lastSeen: string;
}

export interface UnseenFinding extends PastFinding {
  /** Why this report does not say: "its rule was not judged". */
  readonly reason: string;
}

export interface Changes {
  /** `startedAt` of the report that this one is compared with. */
  readonly since: string;
  /** The version of djaudit that made it, where it is another one. */
  readonly version?: string;
  readonly new: readonly Result[];
  /**
   * Of the new ones those that no earlier report could have had, by fingerprint: `rule`, no earlier report judged the rule;
   * `place`, none looked there. The deployment did not get worse by them.
   */
  readonly firstJudged: Readonly<Record<string, 'rule' | 'place'>>;
  /** Findings that were fixed or accepted, and that are here again. */
  readonly reopened: readonly PastFinding[];
  readonly fixed: readonly PastFinding[];
  /** Findings that an exception covers now, or that pass since an option of their rule is looser. */
  readonly accepted: readonly PastFinding[];
  /** Findings of earlier reports of which this one does not say: neither fixed nor found. */
  readonly unseen: readonly UnseenFinding[];
}
