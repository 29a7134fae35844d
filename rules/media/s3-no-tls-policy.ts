import type { Bucket } from '../../src/model/aws/index.ts';
import { answerFor } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { cis } from '../shared/cis.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { type Condition, isAnybody, type Statement, statements } from '../shared/policy.ts';
import { partitionOf } from '../shared/scope.ts';

export default defineRule({
  id: 's3-no-tls-policy',
  topic: 'media/encryption',
  severity: 'low',
  docs: {
    title: 'Refuse plain HTTP to buckets',
    why: 'Without such a policy a link or a client with http:// works, and files with their signed URLs cross the network in clear.',
    how: 'The bucket policy must deny everybody every action (`s3:*`) on the bucket and on its objects when `aws:SecureTransport` is false; the two may stand in different statements. A denial to one principal, of some actions, or under further conditions does not count. `s3:TlsVersion` alone does not refuse plain HTTP, where the key is missing, unless its operator ends in IfExists. Info when only CloudFront reads the bucket: it always uses HTTPS.',
    fix: 'Add a statement that denies requests without TLS.',
    silent: ['django-storages and the SDKs use HTTPS whatever the policy says: that is why it is low'],
    example: {
      language: 'hcl',
      bad: '# no aws_s3_bucket_policy\nresource "aws_s3_bucket" "media" {\n  bucket = "shop-media"\n}',
      good: '# aws_s3_bucket_policy of shop-media\nStatement = [{\n  Effect = "Deny", Principal = "*", Action = "s3:*",\n  Resource = ["arn:aws:s3:::shop-media", "arn:aws:s3:::shop-media/*"],\n  Condition = { Bool = { "aws:SecureTransport" = "false" } }\n}]',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5',
    ],
  },
  controls: {
    cisAws: cis('s3-deny-http'),
    awsFsbp: ['S3.5'],
    wellArchitected: ['SEC09'],
    soc2: ['CC6.7'],
    cwe: ['319'],
    owaspTop10_2021: ['A02'],
  },
  needs: ['s3.buckets', 's3.policies'],
  subjects: ({ s3 }) => s3.buckets,
  judge: (bucket, { s3 }) => {
    const policy = answerFor(s3.policies, bucket);
    if (policy.status === 'unavailable')
      return unknown(
        `whether the policy of bucket ${bucket.Name} refuses plain HTTP could not be seen: ${policy.reason}`,
      );
    const all = policy.value === null ? [] : statements(policy.value);
    const denials = all.filter(refusesHttp);
    const evidence = [
      seen('statements', policy.value === null ? 'no policy' : all.map(nameOf), 's3:GetBucketPolicy'),
      seen('that refuse plain HTTP', denials.map(nameOf), 's3:GetBucketPolicy'),
    ];
    const whole = [bucket.ref.id, `${bucket.ref.id}/*`];
    const open = whole.filter((resource) => !denials.some((one) => covers(one, resource)));
    if (open.length === 0) return pass(`bucket ${bucket.Name} refuses plain HTTP`, { evidence });
    const half =
      open.length < whole.length ? ` of ${open[0] === bucket.ref.id ? 'the bucket itself' : 'its objects'}` : '';
    return fail(
      `bucket ${bucket.Name} answers plain HTTP${half}: files and signed URLs can be read on their way; deny requests without TLS in its policy`,
      { severity: all.some(isForCloudFront) ? 'info' : 'low', evidence, fix: deny(bucket) },
    );
  },
});

function nameOf({ sid, effect, actions }: Statement): string {
  return sid ?? `${effect} ${actions.join(', ')}`;
}

function refusesHttp({ effect, principals, actions, conditions }: Statement): boolean {
  const [condition, ...more] = conditions;
  return (
    effect === 'Deny' &&
    principals.some(isAnybody) &&
    actions.some((action) => /^(s3:)?\*$/.test(action)) &&
    condition !== undefined &&
    more.length === 0 &&
    isPlain(condition)
  );
}

/** Holds of a request without TLS: there `aws:SecureTransport` is false and `s3:TlsVersion` is not there at all. */
function isPlain({ operator, key, values }: Condition): boolean {
  if (key === 'aws:securetransport') return /^Bool(IfExists)?$/.test(operator) && values.includes('false');
  return key === 's3:tlsversion' && operator === 'NumericLessThanIfExists';
}

function covers({ resources }: Statement, wanted: string): boolean {
  return resources.some(
    (resource) => resource === '*' || resource === wanted || resource === `${wanted.replace(/\/\*$/, '')}*`,
  );
}

function isForCloudFront({ effect, principals }: Statement): boolean {
  return (
    effect === 'Allow' && principals.some(({ type, id }) => type === 'Service' && id === 'cloudfront.amazonaws.com')
  );
}

function deny({ Name, ref }: Bucket) {
  const arn = `arn:${partitionOf(ref)}:s3:::${Name}`;
  const statement = {
    Sid: 'DenyPlainHttp',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  return fix(
    `Refuse plain HTTP to ${Name}`,
    text(
      'Takes effect at once; links with http:// stop working. put-bucket-policy replaces the whole policy: read it, add the statement to policy.json, write it back.',
    ),
    text(JSON.stringify(statement, undefined, 2)),
    cli('s3api get-bucket-policy', { bucket: Name, query: 'Policy', output: 'text' }, ref.region),
    cli('s3api put-bucket-policy', { bucket: Name, policy: 'file://policy.json' }, ref.region),
    terraform('aws_s3_bucket_policy: the same statement'),
  );
}
