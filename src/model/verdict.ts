import type { Evidence, Fix } from './evidence.ts';
import type { Location } from './location.ts';
import type { Confidence, Severity } from './severity.ts';

export interface VerdictDetails {
  readonly evidence?: readonly Evidence[];
  readonly location?: Location;
  readonly confidence?: Confidence;
}

export interface FailDetails extends VerdictDetails {
  /** Only where the rule's documented cases raise or lower it. */
  readonly severity?: Severity;
  readonly fix?: Fix;
}

export type Verdict =
  | ({ readonly status: 'pass'; readonly message?: string } & VerdictDetails)
  | ({ readonly status: 'fail'; readonly message: string } & FailDetails)
  | ({ readonly status: 'unknown'; readonly reason: string } & VerdictDetails)
  | ({ readonly status: 'not-applicable'; readonly reason: string } & VerdictDetails);

export function pass(message?: string, details: VerdictDetails = {}): Verdict {
  return message === undefined ? { status: 'pass', ...details } : { status: 'pass', message, ...details };
}

/** @param message says what is wrong with *which* thing. */
export function fail(message: string, details: FailDetails = {}): Verdict {
  return { status: 'fail', message, ...details };
}

/** @param reason says what could not be seen and what would decide it. */
export function unknown(reason: string, details: VerdictDetails = {}): Verdict {
  return { status: 'unknown', reason, ...details };
}

export function notApplicable(reason: string, details: VerdictDetails = {}): Verdict {
  return { status: 'not-applicable', reason, ...details };
}
