import rule from '../../rules/media/s3-no-tls-policy.ts';
import type { PolicyStatement } from '../../src/model/aws/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts } from '../build/facts.ts';
import { answer, bucket, denied, none, policyDocument } from '../build/s3.ts';

const s3 = (policy: ReturnType<typeof answer> | ReturnType<typeof none>) =>
  facts(rule, { s3: { buckets: [bucket()], policies: [policy] as never } });
const arn = 'arn:aws:s3:::shop-media';
const deny = (given: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Sid: 'DenyPlainHttp',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  ...given,
});
const has = (...all: PolicyStatement[]) => s3(answer(policyDocument(...all)));
const open = (half = '') =>
  `bucket shop-media answers plain HTTP${half}: files and signed URLs can be read on their way; deny requests without TLS in its policy`;

testRule(rule, {
  pass: {
    'one statement': has(deny()),
    'two statements, a principal in the long form': has(
      deny({ Resource: arn, Principal: { AWS: '*' } }),
      deny({ Resource: `${arn}/*`, Condition: { Bool: { 'AWS:SecureTransport': false } } }),
    ),
    'everything by a star': has(deny({ Resource: `${arn}*`, Action: '*' })),
    'no version of TLS at all': has(deny({ Condition: { NumericLessThanIfExists: { 's3:TlsVersion': '1.2' } } })),
  },
  fail: {
    'no policy': { ...s3(none()), reports: [open()], severities: ['low'] },
    'denied to one principal': {
      ...has(deny({ Principal: { AWS: 'arn:aws:iam::123456789012:root' } })),
      reports: [open()],
    },
    'some actions only': { ...has(deny({ Action: 's3:Get*' })), reports: [open()] },
    'objects only': { ...has(deny({ Resource: `${arn}/*` })), reports: [open(' of the bucket itself')] },
    "another bucket's objects": {
      ...has(deny({ Resource: [arn, 'arn:aws:s3:::shop-static/*'] })),
      reports: [open(' of its objects')],
    },
    'the other way round': {
      ...has(deny({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
      reports: [open()],
    },
    'under a further condition': {
      ...has(
        deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
      ),
      reports: [open()],
    },
    'old versions of TLS only': {
      ...has(deny({ Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } })),
      reports: [open()],
    },
    'only CloudFront reads it': {
      ...has({
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: `${arn}/*`,
      }),
      reports: [open()],
      severities: ['info'],
    },
  },
  unknown: {
    'the policy was refused': {
      ...facts(rule, { s3: { buckets: [bucket()], policies: [denied('s3:GetBucketPolicy')] } }),
      reasons: [
        'whether the policy of bucket shop-media refuses plain HTTP could not be seen: denied: s3:GetBucketPolicy',
      ],
    },
  },
});
