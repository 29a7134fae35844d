import type { AwsFactName } from './aws/index.ts';
import type { FactRecord } from './facts.ts';
import type { TargetAccount } from './report.ts';

/** What is to be read of which accounts. */
export interface AccountRequest {
  /** The facts that the chosen rules need; what these are read from is added. */
  readonly facts: readonly AwsFactName[];
  /** `--profile`; without it the environment's credentials go first. */
  readonly profile?: string;
  /** `--region`, repeatable; `all`. Empty: the profile's region and `namedRegions`. */
  readonly regions: readonly string[];
  /** Regions that the repository names. */
  readonly namedRegions: readonly string[];
  /** `--role-arn`, repeatable: one account each, read with the role. Empty: the caller's own account. */
  readonly roleArns: readonly string[];
  readonly externalId?: string;
  /**
   * Whether what a fact needs one call an item for (buckets, zones) is read of everything (`account`), or only of what the
   * repository or the live environment names (`deployment`; everything when nothing is named).
   */
  readonly scope: 'deployment' | 'account';
  /** Whether the repository names this: a bucket, a host name. */
  readonly mentions?: (name: string) => boolean;
  /** Buckets that the repository's settings name: it is asked whether those exist that the account does not have. */
  readonly namedBuckets?: readonly string[];
}

/** What the run gives the collection besides the request. */
export interface AccountOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Stops the collection: what is whole by then is given, the rest is unavailable. */
  readonly signal?: AbortSignal;
  /** Called once for each account, before anything else is asked. */
  readonly onIdentity?: (identity: CallerIdentity) => void;
  readonly onProgress?: (progress: AccountProgress) => void;
  /** Asks for the code of an MFA device; without it such profiles are a `UserError`. */
  readonly askMfaCode?: (serial: string) => Promise<string>;
}

export interface CallerIdentity {
  readonly account: string;
  /** The caller's ARN, as STS names it. */
  readonly arn: string;
  readonly profile?: string;
  /** The address that answers instead of AWS, so that a report is never mistaken for one of a real account. */
  readonly endpoint?: string;
}

export interface AccountProgress {
  readonly servicesDone: number;
  readonly services: number;
  readonly requests: number;
  readonly throttled: number;
  /** Since the start, in milliseconds. */
  readonly elapsed: number;
}

export interface AccountCollection {
  /** In the order of `roleArns`; accounts that could not be opened are missing here and named in `notes`. */
  readonly accounts: readonly TargetAccount[];
  /** Sorted by fact, account and region; items sorted by their reference. */
  readonly records: readonly FactRecord<AwsFactName>[];
  /** HTTP requests, retries included. */
  readonly requests: number;
  /** Answers that asked to slow down; each was tried again. */
  readonly throttled: number;
  readonly durationMs: number;
  /** Regions that were skipped, accounts that could not be opened, an endpoint that is not AWS's. */
  readonly notes: readonly string[];
  readonly interrupted: boolean;
}
