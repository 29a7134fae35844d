import type { SubjectRef } from './subject.ts';

/** A fact that could not be collected is not an empty fact. */
export type Fact<T> = Collected<T> | Unavailable;

export interface Collected<T> {
  readonly status: 'collected';
  readonly value: T;
  /**
   * What of it could not be seen, when a part could: the services of a platform that was denied, the attributes of one load
   * balancer. The engine answers `unknown` for each, and for every verdict that may have needed it.
   */
  readonly gaps?: readonly Gap[];
}

export interface Unavailable {
  readonly status: 'unavailable';
  /** In words, for the report: `denied: rds:DescribeDBInstances`, `region not enabled`, `throttled`, `not requested`. */
  readonly reason: string;
  /** The IAM action that would mend it, when the account refused. */
  readonly action?: string;
}

/** A part of a fact that could not be seen. */
export interface Gap extends Unavailable {
  /** What it would have been about, where that is known: the load balancer whose attributes were denied. */
  readonly subject?: SubjectRef;
  /** The value has an item that says so itself (`BucketAnswer`): rules see it, and nothing is judged without it. */
  readonly held?: true;
}

export function collected<T>(value: T, gaps: readonly Gap[] = []): Collected<T> {
  return gaps.length === 0 ? { status: 'collected', value } : { status: 'collected', value, gaps };
}

export function unavailable(reason: string, action?: string): Unavailable {
  return action === undefined ? { status: 'unavailable', reason } : { status: 'unavailable', reason, action };
}
