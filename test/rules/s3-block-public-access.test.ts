import rule from '../../rules/media/s3-block-public-access.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts, type NeedsOf, type Some } from '../build/facts.ts';
import { ALL_BLOCKED, accountBlock, answer, bucket, denied, none } from '../build/s3.ts';

const s3 = (given: NonNullable<Some<NeedsOf<typeof rule>>['s3']>) =>
  facts(rule, { s3: { buckets: [bucket()], ...given } });
const off = (flags: string) =>
  `bucket shop-media does not block public access (${flags} off): one public ACL or policy publishes what users uploaded; switch all four on`;
const unblocked = [accountBlock(null)];
const all = 'BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy and RestrictPublicBuckets';

testRule(rule, {
  pass: {
    'the bucket blocks': s3({ accountPublicAccessBlock: unblocked, publicAccessBlocks: [answer(ALL_BLOCKED)] }),
    'the account blocks, the bucket has nothing': s3({
      accountPublicAccessBlock: [accountBlock(ALL_BLOCKED)],
      publicAccessBlocks: [none()],
    }),
    'together they block': s3({
      accountPublicAccessBlock: [accountBlock({ BlockPublicAcls: true, IgnorePublicAcls: true })],
      publicAccessBlocks: [answer({ BlockPublicPolicy: true, RestrictPublicBuckets: true })],
    }),
    'the account blocks, the bucket was refused': s3({
      accountPublicAccessBlock: [accountBlock(ALL_BLOCKED)],
      publicAccessBlocks: [denied('s3:GetBucketPublicAccessBlock')],
    }),
  },
  fail: {
    'nothing anywhere': {
      ...s3({ accountPublicAccessBlock: unblocked, publicAccessBlocks: [none()] }),
      reports: [off(all)],
      severities: ['medium'],
    },
    'three of four': {
      ...s3({
        accountPublicAccessBlock: unblocked,
        publicAccessBlocks: [answer({ ...ALL_BLOCKED, RestrictPublicBuckets: false })],
      }),
      reports: [off('RestrictPublicBuckets')],
    },
    "another account's block does not count": {
      ...s3({
        accountPublicAccessBlock: [
          { ...accountBlock(ALL_BLOCKED), ref: { ...accountBlock(null).ref, account: '999999999999' } },
          accountBlock(null),
        ],
        publicAccessBlocks: [none()],
      }),
      reports: [off(all)],
    },
  },
  unknown: {
    'the bucket was refused and the account does not block': {
      ...s3({ accountPublicAccessBlock: unblocked, publicAccessBlocks: [denied('s3:GetBucketPublicAccessBlock')] }),
      reasons: [
        'whether public access to shop-media is blocked could not be seen: denied: s3:GetBucketPublicAccessBlock',
      ],
    },
    'the bucket was not asked about': {
      ...s3({ accountPublicAccessBlock: unblocked }),
      reasons: ['whether public access to shop-media is blocked could not be seen: not requested'],
    },
  },
});
