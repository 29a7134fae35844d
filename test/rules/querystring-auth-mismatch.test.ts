import rule from '../../rules/media/querystring-auth-mismatch.ts';
import type { Distribution } from '../../src/model/aws/index.ts';
import type { DeployedService } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { behavior, distribution } from '../build/cloudfront.ts';
import { facts, type NeedsOf, type Some } from '../build/facts.ts';
import { mediaService, storagesService } from '../build/live-storages.ts';
import { ALL_BLOCKED, accountBlock, acl, answer, bucket, denied, none } from '../build/s3.ts';

/** A private bucket without a block, so that a case decides alone. */
const given = (
  service: DeployedService,
  s3: NonNullable<Some<NeedsOf<typeof rule>>['s3']> = {},
  distributions: readonly Distribution[] = [],
) =>
  facts(rule, {
    deployment: { services: [service] },
    cloudfront: { distributions },
    s3: {
      buckets: [bucket()],
      ownershipControls: [answer({ Rules: [{ ObjectOwnership: 'ObjectWriter' as const }] })],
      policyStatuses: [answer({ IsPublic: false })],
      policies: [none()],
      acls: [answer(acl())],
      publicAccessBlocks: [none()],
      accountPublicAccessBlock: [accountBlock(null)],
      ...s3,
    },
  });
const isPublic = { policyStatuses: [answer({ IsPublic: true })] };
const media = (trusted: boolean, more: Partial<Distribution> = {}) =>
  distribution({
    Aliases: { Quantity: 1, Items: ['media.example.com'] },
    DefaultCacheBehavior: behavior({ TrustedKeyGroups: { Enabled: trusted, Quantity: 0 } }),
    ...more,
  });
const DOMAIN = { custom_domain: 'media.example.com' };
const UNSIGNED =
  'ECS service shop-web makes unsigned addresses of shop-media, which is private: every picture and download answers 403';
const TRUSTS =
  'media.example.com (E1SHOP) serves media only to signed addresses, and ECS service shop-web makes unsigned ones: every file answers 403';

testRule(rule, {
  pass: {
    'private and signed, which is the default': given(mediaService()),
    'public and unsigned': given(mediaService({ querystring_auth: false }), isPublic),
    'private behind CloudFront for everybody': given(mediaService(DOMAIN), {}, [media(false)]),
    'CloudFront wants signatures, and Django has the key': given(
      mediaService({ ...DOMAIN, cloudfront_key_id: 'K1', cloudfront_key: { $secret: 'env KEY' } }),
      {},
      [media(true)],
    ),
    'each object is public by its own ACL': given(
      mediaService({ querystring_auth: false, default_acl: 'public-read' }),
    ),
    'another path of the distribution wants signatures': given(mediaService({ ...DOMAIN, location: 'media' }), {}, [
      media(false, {
        CacheBehaviors: {
          Quantity: 1,
          Items: [
            {
              ...behavior({ TargetOriginId: 'static', TrustedKeyGroups: { Enabled: true, Quantity: 1 } }),
              PathPattern: 'private/*',
              TargetOriginId: 'static',
              ViewerProtocolPolicy: 'redirect-to-https',
            },
          ],
        },
      }),
    ]),
  },
  fail: {
    'unsigned and private': {
      ...given(mediaService({}, { AWS_QUERYSTRING_AUTH: false })),
      reports: [UNSIGNED],
      severities: ['high'],
    },
    'the custom domain is the bucket itself': {
      ...given(mediaService({ custom_domain: 'shop-media.s3.amazonaws.com' })),
      reports: [UNSIGNED],
    },
    'a public ACL that the account ignores': {
      ...given(mediaService({ querystring_auth: false, default_acl: 'public-read' }), {
        accountPublicAccessBlock: [accountBlock(ALL_BLOCKED)],
      }),
      reports: [UNSIGNED],
    },
    'CloudFront wants signatures and Django has no key': {
      ...given(mediaService(DOMAIN), {}, [media(true)]),
      reports: [TRUSTS],
      severities: ['high'],
    },
    'a key, and signing switched off': {
      ...given(mediaService({ ...DOMAIN, cloudfront_key_id: 'K1', querystring_auth: false }), {}, [media(true)]),
      reports: [TRUSTS],
    },
    'public and signed': {
      ...given(mediaService(), isPublic),
      reports: [
        'ECS service shop-web signs every address of shop-media, which anybody may read anyway: no browser keeps a file, and the signature protects nothing',
      ],
      severities: ['low'],
    },
    'switched on without effect': {
      ...given(mediaService({ ...DOMAIN, querystring_auth: true }), {}, [media(false)]),
      reports: [
        'querystring_auth is on in ECS service shop-web, and has no effect: with the custom domain media.example.com and without a CloudFront key addresses are not signed',
      ],
      severities: ['info'],
    },
  },
  unknown: {
    'the policy status was denied': {
      ...given(mediaService({ querystring_auth: false }), {
        policyStatuses: [denied('s3:GetBucketPolicyStatus')],
        policies: [denied('s3:GetBucketPolicy')],
      }),
      reasons: ['who may read shop-media could not be seen: the policy status (denied: s3:GetBucketPolicyStatus)'],
    },
    'a domain that is no distribution of the account': {
      ...given(mediaService({ custom_domain: 'cdn.example.net' })),
      reasons: [
        'who may read media at cdn.example.net could not be seen: no distribution of the account has that name',
      ],
    },
    'the option could not be computed': {
      ...given(mediaService({ querystring_auth: { $unknown: 'a call' } })),
      reasons: ['how the media storage of ECS service shop-web makes addresses could not be computed'],
    },
    'a class of the project': {
      ...given(storagesService({ default: { BACKEND: 'core.storages.MediaStorage' } })),
      reasons: ['core.storages.MediaStorage is a class of the project: its options were not read'],
    },
  },
  silent: {
    'a store that is not AWS': given(
      mediaService({ querystring_auth: false }, { AWS_S3_ENDPOINT_URL: 'https://nyc3.digitaloceanspaces.com' }),
    ),
    'files on the disk': given(
      storagesService({ default: { BACKEND: 'django.core.files.storage.FileSystemStorage' } }),
    ),
  },
});
