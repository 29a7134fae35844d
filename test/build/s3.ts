import type { AwsItem, Bucket, BucketAnswer, PolicyDocument, PolicyStatement } from '../../src/model/aws/index.ts';
import { collected, unavailable } from '../../src/model/index.ts';
import { ACCOUNT, ref } from './ref.ts';

export function bucket(name = 'shop-media'): Bucket {
  return { ref: ref(`arn:aws:s3:::${name}`, name), Name: name, CreationDate: new Date('2024-01-01T00:00:00Z') };
}

/** What AWS answers about a bucket. */
export function answer<T>(value: T, of: Bucket = bucket()): BucketAnswer<T> {
  return { ref: of.ref, Bucket: of.Name, answer: collected(value) };
}

/** AWS says that the bucket has none. */
export function none(of: Bucket = bucket()): BucketAnswer<never> {
  return { ref: of.ref, Bucket: of.Name, answer: collected(null) };
}

export function denied(action: string, of: Bucket = bucket()): BucketAnswer<never> {
  return { ref: of.ref, Bucket: of.Name, answer: unavailable(`denied: ${action}`, action) };
}

export const ALL_BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** The block of the account; null when there is none. */
export function accountBlock(
  PublicAccessBlockConfiguration: Partial<typeof ALL_BLOCKED> | null,
): AwsItem<'s3.accountPublicAccessBlock'> {
  return { ref: ref(`arn:aws:s3:::${ACCOUNT}`, ACCOUNT, 'global'), PublicAccessBlockConfiguration };
}

export function policyDocument(...Statement: readonly PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement };
}

/** An ACL: the owner, and grants to AWS's groups (`AllUsers`, `AuthenticatedUsers`). */
export function acl(groups: Readonly<Record<string, 'READ' | 'WRITE' | 'FULL_CONTROL'>> = {}) {
  return {
    Grants: [
      { Grantee: { Type: 'CanonicalUser' as const, ID: 'owner' }, Permission: 'FULL_CONTROL' as const },
      ...Object.entries(groups).map(([group, Permission]) => ({
        Grantee: { Type: 'Group' as const, URI: `http://acs.amazonaws.com/groups/global/${group}` },
        Permission,
      })),
    ],
  };
}
