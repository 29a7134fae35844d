import rule from '../../rules/media/media-bucket-public.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts, type NeedsOf, type Some } from '../build/facts.ts';
import { ALL_BLOCKED, accountBlock, acl, answer, bucket, denied, none, policyDocument } from '../build/s3.ts';

/** A private bucket without any block, so that a case decides alone. */
const s3 = (given: NonNullable<Some<NeedsOf<typeof rule>>['s3']>) =>
  facts(rule, {
    s3: {
      buckets: [bucket()],
      policyStatuses: [answer({ IsPublic: false })],
      policies: [none()],
      acls: [answer(acl())],
      publicAccessBlocks: [none()],
      accountPublicAccessBlock: [accountBlock(null)],
      ...given,
    },
  });
const statement = (Action: string, more = {}) =>
  answer(
    policyDocument({
      Sid: 'Public',
      Effect: 'Allow',
      Principal: '*',
      Action,
      Resource: 'arn:aws:s3:::shop-media/*',
      ...more,
    }),
  );
const isPublic = [answer({ IsPublic: true })];
const read = (how: string) =>
  `bucket shop-media is public (${how}): anybody can read what is in it; block public access`;
const write = (how: string) =>
  `bucket shop-media is public (${how}): anybody can write to it and replace what your site serves; block public access`;

testRule(rule, {
  pass: {
    private: s3({}),
    'a public policy behind RestrictPublicBuckets of the account': s3({
      policyStatuses: isPublic,
      policies: [statement('s3:GetObject')],
      accountPublicAccessBlock: [accountBlock(ALL_BLOCKED)],
    }),
    'a public ACL that is ignored': s3({
      acls: [answer(acl({ AllUsers: 'READ' }))],
      publicAccessBlocks: [answer(ALL_BLOCKED)],
    }),
    'AWS says that its conditions make it private': s3({
      policies: [statement('s3:GetObject', { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })],
    }),
    'AWS did not say, and there is no policy': s3({ policyStatuses: [denied('s3:GetBucketPolicyStatus')] }),
  },
  fail: {
    'a public policy': {
      ...s3({ policyStatuses: isPublic, policies: [statement('s3:GetObject')] }),
      reports: [read('its policy allows everybody: Public')],
      severities: ['high'],
    },
    'a public policy whose text was refused': {
      ...s3({ policyStatuses: isPublic, policies: [denied('s3:GetBucketPolicy')] }),
      reports: [read('its policy allows everybody')],
    },
    'a public policy that allows writes': {
      ...s3({ policyStatuses: isPublic, policies: [statement('s3:*')] }),
      reports: [write('its policy allows everybody: Public')],
      severities: ['critical'],
    },
    'AWS did not say, but the policy is plain': {
      ...s3({ policyStatuses: [denied('s3:GetBucketPolicyStatus')], policies: [statement('s3:GetObject')] }),
      reports: [read('its policy allows everybody: Public')],
    },
    'an ACL for everybody': {
      ...s3({ acls: [answer(acl({ AllUsers: 'READ' }))] }),
      reports: [read('its ACL grants READ for AllUsers')],
    },
    'an ACL for every AWS user, with writes': {
      ...s3({ acls: [answer(acl({ AuthenticatedUsers: 'FULL_CONTROL' }))] }),
      reports: [write('its ACL grants FULL_CONTROL for AuthenticatedUsers')],
      severities: ['critical'],
    },
  },
  unknown: {
    'the ACL was refused': {
      ...s3({ acls: [denied('s3:GetBucketAcl')] }),
      reasons: ['whether shop-media is public could not be seen: the ACL (denied: s3:GetBucketAcl)'],
    },
    'AWS did not say, and the policy has conditions': {
      ...s3({
        policyStatuses: [denied('s3:GetBucketPolicyStatus')],
        policies: [statement('s3:GetObject', { Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } })],
      }),
      reasons: ['whether shop-media is public could not be seen: the policy status (denied: s3:GetBucketPolicyStatus)'],
    },
    'public, but whether that is restricted was refused': {
      ...s3({ policyStatuses: isPublic, publicAccessBlocks: [denied('s3:GetBucketPublicAccessBlock')] }),
      reasons: [
        'whether shop-media is public could not be seen: RestrictPublicBuckets (denied: s3:GetBucketPublicAccessBlock)',
      ],
    },
  },
});
