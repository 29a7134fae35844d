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
  /** The part of all this that is to be read, where several machines share it. */
  readonly shard?: Shard;
}

/** One of several machines that share a scan; `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
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

/** What one machine read: everything, or its part. */
export interface AccountShare {
  /** Of the accounts of which something was this machine's to read. */
  readonly outcomes: readonly AccountOutcome[];
  readonly notes: readonly string[];
  readonly requests: number;
  readonly throttled: number;
  readonly durationMs: number;
  readonly interrupted: boolean;
  /** As the snapshot has it. */
  readonly leftOut?: number;
  /** Of a snapshot: when it was taken. */
  readonly source?: string;
}

export type AccountOutcome = OpenedAccount | FailedAccount;

export interface OpenedAccount {
  /** Among `roleArns`, from 0. */
  readonly position: number;
  /** As it was asked for; absent for the caller's own account. */
  readonly role?: string;
  /** All regions of the account that are scanned, whoever reads them. */
  readonly target: TargetAccount;
  /** The region that is asked besides those for what is kept there alone. */
  readonly edge: string;
  readonly records: readonly FactRecord<AwsFactName>[];
  readonly notes: readonly string[];
}

/** An account that could not be opened. */
export interface FailedAccount {
  readonly position: number;
  readonly failed: string;
  readonly remedy?: string;
  /** It is another role's account, which is read. */
  readonly again?: true;
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
  /** How many accounts that were asked for could not be opened, where there are such; `notes` name them. */
  readonly leftOut?: number;
  readonly interrupted: boolean;
}
