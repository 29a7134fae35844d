/** A fact that could not be collected is not an empty fact. */
export type Fact<T> = Collected<T> | Unavailable;

export interface Collected<T> {
  readonly status: 'collected';
  readonly value: T;
  /**
   * What of it could not be seen, when a part could: the services of a platform that was denied. The engine answers `unknown`
   * for each beside the verdicts on what is there.
   */
  readonly gaps?: readonly Unavailable[];
}

export interface Unavailable {
  readonly status: 'unavailable';
  /** In words, for the report: `denied: rds:DescribeDBInstances`, `region not enabled`, `throttled`, `not requested`. */
  readonly reason: string;
  /** The IAM action that would mend it, when the account refused. */
  readonly action?: string;
}

export function collected<T>(value: T, gaps: readonly Unavailable[] = []): Collected<T> {
  return gaps.length === 0 ? { status: 'collected', value } : { status: 'collected', value, gaps };
}

export function unavailable(reason: string, action?: string): Unavailable {
  return action === undefined ? { status: 'unavailable', reason } : { status: 'unavailable', reason, action };
}
