import type { Bucket } from '../../src/model/aws/index.ts';
import { answerFor } from '../../src/model/aws/index.ts';
import { defineRule, type Evidence, type Facts, fail, pass, unknown, type Verdict } from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { allows, isAnybody, type Statement, statements } from '../shared/policy.ts';
import { publicAccess } from '../shared/public-access.ts';

const NEEDS = [
  's3.buckets',
  's3.policyStatuses',
  's3.policies',
  's3.acls',
  's3.publicAccessBlocks',
  's3.accountPublicAccessBlock',
] as const;
type S3 = Facts<(typeof NEEDS)[number]>['s3'];

export default defineRule({
  id: 'media-bucket-public',
  topic: 'media/encryption',
  severity: 'high',
  docs: {
    title: 'Keep buckets private',
    why: 'Whoever knows or guesses a name reads, and often lists, what users uploaded; robots guess bucket names all day. With public writes anybody replaces files that your site serves.',
    how: 'AWS is asked whether the bucket policy is public (GetBucketPolicyStatus), and the ACL is searched for grants to everybody or to every AWS user. A public policy counts unless RestrictPublicBuckets is on, a public ACL unless IgnorePublicAcls is, for the bucket or the account. Critical when the public may write. Where AWS does not answer, a policy that allows everybody without a condition is a finding too, with less confidence.',
    fix: 'Block public access, serve by CloudFront with origin access control, and sign the URLs of private media (django-storages: `querystring_auth`).',
    silent: [
      'a policy that AWS calls not public because of its conditions (source address, VPC, organisation)',
      'buckets that are public on purpose: accept them in djaudit.yml with a reason; CloudFront is better for them too',
    ],
    references: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status',
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
    ],
  },
  controls: {
    cisAws: cis('s3-bpa'),
    awsFsbp: ['S3.2', 'S3.3', 'S3.8'],
    wellArchitected: ['SEC08'],
    soc2: ['C1.1', 'CC6.1'],
    cwe: ['668', '732'],
    owaspTop10_2021: ['A01'],
  },
  needs: NEEDS,
  subjects: ({ s3 }) => s3.buckets,
  judge: (bucket, { s3 }) => judgeBucket(bucket, [byPolicy(bucket, s3), byAcl(bucket, s3)]),
});

/** One way to be public. */
interface Way {
  readonly open: 'yes' | 'no' | 'unseen';
  readonly write: boolean;
  /** How, or why it could not be seen. */
  readonly how: string;
  readonly sure: boolean;
  readonly evidence: readonly Evidence[];
}

function judgeBucket(bucket: Bucket, ways: readonly Way[]): Verdict {
  const evidence = ways.flatMap((way) => way.evidence);
  const open = ways.filter((way) => way.open === 'yes');
  if (open.length === 0) {
    const unseen = ways.filter((way) => way.open === 'unseen').map(({ how }) => how);
    if (unseen.length > 0)
      return unknown(`whether ${bucket.Name} is public could not be seen: ${list(unseen)}`, { evidence });
    return pass(`${bucket.Name} is private`, { evidence });
  }
  const write = open.some((way) => way.write);
  return fail(
    `bucket ${bucket.Name} is public (${list(open.map(({ how }) => how))}): ${write ? 'anybody can write to it and replace what your site serves' : 'anybody can read what is in it'}; block public access`,
    {
      severity: write ? 'critical' : 'high',
      confidence: open.some(({ sure }) => sure) ? 'high' : 'medium',
      evidence,
      fix: close(bucket),
    },
  );
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

function close({ Name, ref }: Bucket) {
  const all = 'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';
  return fix(
    `Make ${Name} private`,
    text(
      'Takes effect at once: pages that link to the bucket directly show broken files from then on. Put CloudFront with origin access control before it, or let Django sign the URLs (querystring_auth, no custom domain without a key), first. If private data was in it, treat it as leaked.',
    ),
    cli('s3api put-public-access-block', { bucket: Name, 'public-access-block-configuration': all }, ref.region),
    terraform(
      'aws_s3_bucket_public_access_block: all four = true; aws_cloudfront_origin_access_control for the distribution',
    ),
  );
}
