import type { AwsItem } from '../aws/index.ts';
import type { Fact } from '../fact.ts';
import type { Subject } from '../subject.ts';

/** Something in the account that asks an address of the application from outside, at regular intervals. */
export interface UptimeCheck extends Subject {
  readonly kind: 'health check' | 'canary';
  /** The host name or address that it asks, in lower case; absent for a canary, whose code decides. */
  readonly host?: string;
  /** The alarms on its metric. */
  readonly alarms: Fact<readonly AwsItem<'cloudwatch.alarms'>[]>;
}
