import type { Distribution } from '../../src/model/aws/index.ts';
import { defineRule, fail, notApplicable, pass } from '../../src/model/index.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';

type Origin = NonNullable<NonNullable<Distribution['Origins']>['Items']>[number];

const CALL = 'cloudfront:ListDistributions';

export default defineRule({
  id: 's3-origin-without-oac',
  topic: 'static/cloudfront',
  severity: 'medium',
  docs: {
    title: 'Let CloudFront sign its requests to buckets',
    why: 'Without origin access control CloudFront asks the bucket as anybody would: the bucket must be public to be served, and everybody can go around the distribution, its signed URLs and its WAF.',
    how: 'Each origin of a distribution that is the REST endpoint of a bucket, in the regional form too, must have an `OriginAccessControlId`. The older origin access identity is told as advice: it knows neither SSE-KMS nor the newer regions. What the bucket policy admits is judged by media-bucket-public.',
    fix: 'Create an origin access control, name it in the origin, and let the bucket policy admit the distribution only.',
    silent: ['website endpoints of buckets, which cannot be signed for', 'distributions that are switched off'],
    example: {
      language: 'hcl',
      bad: '# aws_cloudfront_distribution\norigin {\n  origin_id   = "static"\n  domain_name = aws_s3_bucket.static.bucket_regional_domain_name\n}',
      good: '# aws_cloudfront_distribution\norigin {\n  origin_id                = "static"\n  domain_name              = aws_s3_bucket.static.bucket_regional_domain_name\n  origin_access_control_id = aws_cloudfront_origin_access_control.static.id\n}',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-13',
    ],
  },
  controls: { awsFsbp: ['CloudFront.13'], wellArchitected: ['SEC05'], cwe: ['284'] },
  needs: ['cloudfront.distributions'],
  subjects: ({ cloudfront }) => cloudfront.distributions,
  judge: (distribution) => {
    const { Id, Enabled, Origins, DomainName } = distribution;
    const buckets = (Origins?.Items ?? []).filter(isBucket);
    const evidence = buckets.map((origin) =>
      seen(
        `origin ${origin.Id ?? ''}`,
        `${origin.DomainName ?? ''}: OriginAccessControlId ${shown(origin.OriginAccessControlId)}, OriginAccessIdentity ${shown(identityOf(origin))}`,
        CALL,
      ),
    );
    if (Enabled === false) return notApplicable(`${Id} is switched off`, { evidence });
    if (buckets.length === 0) return notApplicable(`${Id} has no bucket as its origin`);
    const name = distribution.Aliases?.Items?.[0] ?? DomainName;
    const unsigned = buckets.filter((origin) => !origin.OriginAccessControlId);
    const bare = unsigned.filter((origin) => identityOf(origin) === undefined);
    const details = { evidence, fix: sign(distribution, bare.length > 0 ? bare : unsigned) };
    if (bare.length > 0)
      return fail(
        `the CloudFront distribution ${Id} (${name}) asks ${domains(bare)} unsigned: the bucket must be public to be served, and everybody can go around CloudFront; use origin access control`,
        details,
      );
    if (unsigned.length > 0)
      return fail(
        `the CloudFront distribution ${Id} (${name}) asks ${domains(unsigned)} by the older origin access identity: it works; origin access control takes its place`,
        { ...details, severity: 'info' },
      );
    return pass(`${name} signs its requests to ${domains(buckets)}`, { evidence });
  },
});

/** The REST endpoint of a bucket, in any of its forms; website endpoints are web servers. */
function isBucket({ DomainName = '' }: Origin): boolean {
  return (
    /\.s3([.-](dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/.test(DomainName) &&
    !/\.s3-website[.-]/.test(DomainName)
  );
}

function identityOf({ S3OriginConfig }: Origin): string | undefined {
  const identity = S3OriginConfig?.OriginAccessIdentity;
  return identity === '' ? undefined : identity;
}

function shown(value: string | undefined): string {
  return value === undefined || value === '' ? '(not set)' : value;
}

function domains(origins: readonly Origin[]): string {
  return list(origins.map(({ DomainName }) => DomainName ?? ''));
}

function sign({ Id, ARN }: Distribution, origins: readonly Origin[]) {
  const [bucket = ''] = origins.map(({ DomainName = '' }) => DomainName.split('.s3')[0] ?? '');
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: `arn:${ARN.split(':')[1] ?? 'aws'}:s3:::${bucket}/*`,
    Condition: { StringEquals: { 'AWS:SourceArn': ARN } },
  };
  const config = `Name=${bucket},SigningProtocol=sigv4,SigningBehavior=always,OriginAccessControlOriginType=s3`;
  return fix(
    `Let ${Id} sign its requests to ${bucket}`,
    text(
      `No downtime in this order: make the origin access control, let the bucket policy admit the distribution (the statement below), set OriginAccessControlId of the origin in the file, then block public access to the bucket.\n\naws cloudfront create-origin-access-control --origin-access-control-config ${config}\naws cloudfront get-distribution-config --id ${Id} --query DistributionConfig > distribution.json\naws cloudfront update-distribution --id ${Id} --distribution-config file://distribution.json --if-match "$(aws cloudfront get-distribution-config --id ${Id} --query ETag --output text)"`,
    ),
    text(JSON.stringify(statement, undefined, 2)),
    terraform(
      'aws_cloudfront_origin_access_control; origin_access_control_id of the origin of aws_cloudfront_distribution',
    ),
  );
}
