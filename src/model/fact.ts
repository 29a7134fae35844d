/** A fact that could not be collected is not an empty fact. */
export type Fact<T> = Collected<T> | Unavailable;

export interface Collected<T> {
  readonly status: 'collected';
  readonly value: T;
}

export interface Unavailable {
  readonly status: 'unavailable';
  /** In words, for the report: `denied: rds:DescribeDBInstances`, `region not enabled`, `throttled`, `not requested`. */
  readonly reason: string;
  /** The IAM action that would mend it, when the account refused. */
  readonly action?: string;
}

export function collected<T>(value: T): Collected<T> {
  return { status: 'collected', value };
}

export function unavailable(reason: string, action?: string): Unavailable {
  return action === undefined ? { status: 'unavailable', reason } : { status: 'unavailable', reason, action };
}
