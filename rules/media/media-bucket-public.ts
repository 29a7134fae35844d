import type { Bucket } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, unknown, type Verdict } from '../../src/model/index.ts';
import { PUBLICITY, type Way, waysIn } from '../shared/bucket-publicity.ts';
import { cis } from '../shared/cis.ts';
import { list } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';

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
    example: {
      language: 'hcl',
      bad: '# aws_s3_bucket_policy of shop-media; aws_s3_bucket_public_access_block: restrict_public_buckets = false\nStatement = [{\n  Effect = "Allow", Principal = "*",\n  Action = "s3:GetObject", Resource = "arn:aws:s3:::shop-media/*"\n}]',
      good: '# aws_s3_bucket_policy of shop-media\nStatement = [{\n  Effect = "Allow", Principal = { Service = "cloudfront.amazonaws.com" },\n  Action = "s3:GetObject", Resource = "arn:aws:s3:::shop-media/*",\n  Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.shop.arn } }\n}]',
    },
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
  needs: ['s3.buckets', ...PUBLICITY],
  subjects: ({ s3 }) => s3.buckets,
  judge: (bucket, { s3 }) => judgeBucket(bucket, waysIn(bucket, s3)),
});

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
