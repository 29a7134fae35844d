import type { Bucket } from '../../src/model/aws/index.ts';
import { answerFor } from '../../src/model/aws/index.ts';
import type { Evidence, Facts } from '../../src/model/index.ts';
import { list, seen } from './evidence.ts';
import { allows, isAnybody, type Statement, statements } from './policy.ts';
import { publicAccess } from './public-access.ts';

/** What it takes to tell whether a bucket is public. */
export const PUBLICITY = [
  's3.policyStatuses',
  's3.policies',
  's3.acls',
  's3.publicAccessBlocks',
  's3.accountPublicAccessBlock',
] as const;
type S3 = Facts<(typeof PUBLICITY)[number]>['s3'];

/** One way to be public. */
export interface Way {
  readonly open: 'yes' | 'no' | 'unseen';
  readonly write: boolean;
  /** How, or why it could not be seen. */
  readonly how: string;
  readonly sure: boolean;
  readonly evidence: readonly Evidence[];
}

/** The ways in which anybody may get at what is in a bucket: by its policy, by its ACL. */
export function waysIn(bucket: Bucket, s3: S3): readonly Way[] {
  return [byPolicy(bucket, s3), byAcl(bucket, s3)];
}

function byPolicy(bucket: Bucket, s3: S3): Way {
  const status = answerFor(s3.policyStatuses, bucket);
  const policy = answerFor(s3.policies, bucket);
  const open = policy.status === 'collected' && policy.value !== null ? statements(policy.value).filter(isPublic) : [];
  const isOpen = status.status === 'collected' ? status.value?.IsPublic === true : open.length > 0;
  const evidence = [
    status.status === 'collected'
      ? seen('PolicyStatus.IsPublic', status.value?.IsPublic ?? 'no policy', 's3:GetBucketPolicyStatus')
      : seen(
          'statements for everybody',
          open.map(({ sid }) => sid ?? '(no Sid)'),
          's3:GetBucketPolicy',
        ),
  ];
  const way = { write: open.some(writes), sure: status.status === 'collected', evidence };
  const seenAtAll =
    status.status === 'collected' || (policy.status === 'collected' && (policy.value === null || isOpen));
  if (!seenAtAll) return { ...way, open: 'unseen', how: `the policy status (${status.reason})` };
  if (!isOpen) return { ...way, open: 'no', how: '' };
  const names = open.flatMap(({ sid }) => sid ?? []);
  return restricted(bucket, s3, 'RestrictPublicBuckets', {
    ...way,
    open: 'yes',
    how: names.length > 0 ? `its policy allows everybody: ${list(names)}` : 'its policy allows everybody',
  });
}

function isPublic({ effect, principals, conditions }: Statement): boolean {
  return effect === 'Allow' && principals.some(isAnybody) && conditions.length === 0;
}

function writes(statement: Statement): boolean {
  return ['s3:PutObject', 's3:DeleteObject', 's3:PutBucketPolicy', 's3:PutObjectAcl'].some((action) =>
    allows(statement, action),
  );
}

const EVERYBODY = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

function byAcl(bucket: Bucket, s3: S3): Way {
  const acl = answerFor(s3.acls, bucket);
  if (acl.status === 'unavailable')
    return { open: 'unseen', write: false, sure: false, how: `the ACL (${acl.reason})`, evidence: [] };
  const grants = (acl.value?.Grants ?? []).filter(({ Grantee }) => EVERYBODY.test(Grantee?.URI ?? ''));
  const how = grants.map(
    ({ Grantee, Permission }) => `${Permission ?? ''} for ${Grantee?.URI?.split('/').at(-1) ?? ''}`,
  );
  const evidence = [seen('ACL grants to everybody', how, 's3:GetBucketAcl')];
  const write = grants.some(({ Permission }) => Permission !== 'READ' && Permission !== 'READ_ACP');
  if (grants.length === 0) return { open: 'no', write, sure: true, how: '', evidence };
  const way: Way = { open: 'yes', write, sure: true, how: `its ACL grants ${list(how)}`, evidence };
  return restricted(bucket, s3, 'IgnorePublicAcls', way);
}

/** The flag makes what is public ineffective; where it could not be read, neither can be said. */
function restricted(bucket: Bucket, s3: S3, flag: 'RestrictPublicBuckets' | 'IgnorePublicAcls', way: Way): Way {
  const access = publicAccess(bucket, s3);
  const evidence = [
    ...way.evidence,
    seen(flag, access.missing.includes(flag) ? (access.unseen ?? 'off') : 'on', 's3:GetPublicAccessBlock'),
  ];
  if (!access.missing.includes(flag)) return { ...way, open: 'no', evidence };
  return access.unseen === undefined
    ? { ...way, evidence }
    : { ...way, open: 'unseen', how: `${flag} (${access.unseen})`, evidence };
}
