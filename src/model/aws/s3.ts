import type {
  Grant,
  LifecycleRule,
  OwnershipControls,
  PolicyStatus,
  PublicAccessBlockConfiguration,
  Bucket as SdkBucket,
  ServerSideEncryptionConfiguration,
} from '@aws-sdk/client-s3';
import type { Fact } from '../fact.ts';
import { unavailable } from '../fact.ts';
import type { Subject } from '../subject.ts';
import type { Item } from './item.ts';

/** Every bucket of the account; `region` of the reference is the bucket's own, where AWS told it. */
export type Bucket = Item<SdkBucket, 'Name'>;

/**
 * One question about one bucket. Each answer is a fact by itself: one bucket's denied policy must not blind the rest.
 * `null`: AWS says that the bucket has none. `ref` is the bucket's.
 */
export interface BucketAnswer<T> extends Subject {
  readonly Bucket: string;
  readonly answer: Fact<T | null>;
}

/** The answer for a bucket; unavailable when it was not asked about (outside of the deployment). */
export function answerFor<T>(answers: readonly BucketAnswer<T>[], bucket: Subject): Fact<T | null> {
  return answers.find(({ ref }) => ref.id === bucket.ref.id)?.answer ?? unavailable('not requested');
}

/** A bucket policy, parsed; `Statement` is always a list. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: readonly PolicyStatement[];
}

/** IAM's grammar: what may be one or a list is as it was written. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | boolean | number | readonly string[]>>>
  >;
}

interface BucketAcl {
  readonly Grants: readonly Grant[];
}

interface BucketVersioning {
  /** Absent when it was never switched on. */
  readonly Status?: 'Enabled' | 'Suspended';
  readonly MFADelete?: 'Enabled' | 'Disabled';
}

/** Of a bucket that is none of the account's: S3 knows no such name, or it belongs to somebody else. */
export type ForeignBucket = 'missing' | 'forbidden' | 'readable';

export interface S3Facts {
  's3.buckets': readonly Bucket[];
  /** Names that settings and live variables call buckets and that the account does not have. */
  's3.namedBuckets': readonly BucketAnswer<ForeignBucket>[];
  /** Of the account; an item without `PublicAccessBlockConfiguration` says that there is none. */
  's3.accountPublicAccessBlock': readonly (Subject & {
    readonly PublicAccessBlockConfiguration: PublicAccessBlockConfiguration | null;
  })[];
  /** The bucket's region: `us-east-1`, where AWS says nothing. */
  's3.locations': readonly BucketAnswer<string>[];
  's3.publicAccessBlocks': readonly BucketAnswer<PublicAccessBlockConfiguration>[];
  's3.policies': readonly BucketAnswer<PolicyDocument>[];
  's3.policyStatuses': readonly BucketAnswer<PolicyStatus & { readonly IsPublic: boolean }>[];
  's3.acls': readonly BucketAnswer<BucketAcl>[];
  's3.ownershipControls': readonly BucketAnswer<OwnershipControls>[];
  's3.encryption': readonly BucketAnswer<ServerSideEncryptionConfiguration>[];
  's3.versioning': readonly BucketAnswer<BucketVersioning>[];
  's3.lifecycles': readonly BucketAnswer<readonly LifecycleRule[]>[];
}
