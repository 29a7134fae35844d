import type { Goal } from './goal.ts';
import type { Result, Summary } from './report.ts';

/** A report and the earlier ones of the same target, compared. */
export interface History {
  /** One for each report, the oldest first; the last is the report itself. */
  readonly points: readonly HistoryPoint[];
  /** Against the report before; absent where there is none. */
  readonly changes?: Changes;
  /** When a present finding was first reported, as an ISO date and time, by fingerprint; a reopened one begins anew. */
  readonly since: Readonly<Record<string, string>>;
}

export interface HistoryPoint {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly commit?: string;
  readonly complete: boolean;
  readonly summary: Summary;
  /** Of all that was judged; absent where nothing was. */
  readonly score?: number;
  /** A goal of which nothing was judged has none. */
  readonly scores: Readonly<Partial<Record<Goal, number>>>;
}

export interface Changes {
  /** `startedAt` of the report that this one is compared with. */
  readonly since: string;
  readonly new: readonly Result[];
  /** Findings that an earlier report had, that were fixed since, and that are here again. */
  readonly reopened: readonly Result[];
  readonly fixed: readonly Result[];
  /** Findings of the report before of which this one does not say: not fixed, not seen. */
  readonly unseen: readonly Result[];
}
