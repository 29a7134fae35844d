import type { Bucket } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { publicAccess } from '../shared/public-access.ts';

export default defineRule({
  id: 's3-block-public-access',
  topic: 'media/encryption',
  severity: 'medium',
  docs: {
    title: 'Block public access to buckets',
    why: 'Block Public Access is what makes one careless ACL (django-storages with `default_acl = "public-read"`) or one wrong bucket policy harmless. Without it uploads of users are one line away from being public.',
    how: 'Each of the four flags must be on, for the bucket or for the account: the stricter of the two holds. A bucket without a block of its own has all four off. Where the account blocks everything, a bucket passes whatever its own block says.',
    fix: 'Switch all four on, for the account if no bucket is public on purpose, else for the bucket.',
    silent: ['buckets that are public on purpose: accept them in djaudit.yml with a reason'],
    example: {
      language: 'hcl',
      bad: '# the account does not block public access\nresource "aws_s3_bucket_public_access_block" "media" {\n  bucket              = aws_s3_bucket.media.id\n  block_public_acls   = true\n  block_public_policy = true\n}',
      good: 'resource "aws_s3_bucket_public_access_block" "media" {\n  bucket                  = aws_s3_bucket.media.id\n  block_public_acls       = true\n  ignore_public_acls      = true\n  block_public_policy     = true\n  restrict_public_buckets = true\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8',
    ],
  },
  controls: {
    cisAws: cis('s3-bpa'),
    awsFsbp: ['S3.1', 'S3.8'],
    wellArchitected: ['SEC08'],
    soc2: ['CC6.6'],
    cwe: ['732'],
    owaspTop10_2021: ['A05'],
  },
  needs: ['s3.buckets', 's3.publicAccessBlocks', 's3.accountPublicAccessBlock'],
  subjects: ({ s3 }) => s3.buckets,
  judge: (bucket, { s3 }) => {
    const access = publicAccess(bucket, s3);
    const evidence = [
      seen('block of the bucket', access.bucket, 's3:GetPublicAccessBlock'),
      seen('block of the account', access.account, 's3control:GetPublicAccessBlock'),
    ];
    if (access.missing.length === 0) return pass(`public access to ${bucket.Name} is blocked`, { evidence });
    if (access.unseen !== undefined)
      return unknown(`whether public access to ${bucket.Name} is blocked could not be seen: ${access.unseen}`, {
        evidence,
      });
    return fail(
      `bucket ${bucket.Name} does not block public access (${list(access.missing)} off): one public ACL or policy publishes what users uploaded; switch all four on`,
      { evidence, fix: block(bucket) },
    );
  },
});

function block({ Name, ref }: Bucket) {
  const all = 'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true';
  return fix(
    `Block public access to ${Name}`,
    text(
      'Takes effect at once. Objects that are public by ACL or policy stop being so: a site that serves them directly breaks; serve them by CloudFront with origin access control, or by signed URLs.',
    ),
    cli('s3api put-public-access-block', { bucket: Name, 'public-access-block-configuration': all }, ref.region),
    terraform('aws_s3_bucket_public_access_block: all four = true'),
  );
}
