import rule from '../../rules/media/storages-acl-vs-ownership.ts';
import type { DeployedService } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { facts, type NeedsOf, type Some } from '../build/facts.ts';
import { mediaService, S3, storagesService } from '../build/live-storages.ts';
import { answer, bucket, denied, none } from '../build/s3.ts';

type Ownership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';
const controls = (ObjectOwnership: Ownership) => [answer({ Rules: [{ ObjectOwnership }] })];
const given = (service: DeployedService, s3: NonNullable<Some<NeedsOf<typeof rule>>['s3']> = {}) =>
  facts(rule, {
    deployment: { services: [service] },
    s3: { buckets: [bucket()], ownershipControls: controls('BucketOwnerEnforced'), ...s3 },
  });
const REFUSED = (acl: string) =>
  `the default storage of ECS service shop-web uploads with the ACL ${acl}, and shop-media forbids ACLs: every upload fails with AccessControlListNotSupported`;
const elsewhere = { ...bucket(), ref: { ...bucket().ref, account: '999988887777' } };

testRule(rule, {
  pass: {
    'no ACL': given(mediaService({ default_acl: null })),
    'nothing said: django-storages sends none': given(mediaService()),
    'the one that S3 takes': given(mediaService({ default_acl: 'bucket-owner-full-control' })),
    'private, from the account that owns the bucket': given(mediaService({ default_acl: 'private' })),
    'the bucket allows ACLs': given(mediaService({ default_acl: 'public-read' }), {
      ownershipControls: controls('ObjectWriter'),
    }),
    'an old bucket without controls': given(mediaService({ default_acl: 'public-read' }), {
      ownershipControls: [none()],
    }),
  },
  fail: {
    'public-read': {
      ...given(mediaService({ default_acl: 'public-read' })),
      reports: [REFUSED('public-read')],
      severities: ['medium'],
    },
    'by the shared setting': {
      ...given(mediaService({}, { AWS_DEFAULT_ACL: 'public-read' })),
      reports: [REFUSED('public-read')],
    },
    'by the parameters of the object': {
      ...given(mediaService({ object_parameters: { ACL: 'authenticated-read' } })),
      reports: [REFUSED('authenticated-read')],
    },
    'private, into a bucket of another account': {
      ...given(mediaService({ default_acl: 'private' }), {
        buckets: [elsewhere],
      }),
      reports: [REFUSED('private')],
    },
    'static files': {
      ...given(
        storagesService({
          default: { BACKEND: 'django.core.files.storage.FileSystemStorage' },
          staticfiles: { BACKEND: S3, OPTIONS: { default_acl: 'public-read' } },
        }),
      ),
      reports: [
        'the staticfiles storage of ECS service shop-web uploads with the ACL public-read, and shop-media forbids ACLs: collectstatic fails with AccessControlListNotSupported',
      ],
    },
  },
  unknown: {
    'the controls were denied': {
      ...given(mediaService({ default_acl: 'public-read' }), {
        ownershipControls: [denied('s3:GetBucketOwnershipControls')],
      }),
      reasons: ['whether shop-media takes ACLs could not be seen: denied: s3:GetBucketOwnershipControls'],
    },
    'the bucket is not here': {
      ...given(mediaService({ default_acl: 'public-read', bucket_name: 'theirs' })),
      reasons: [
        'the storage sends the ACL public-read; whether theirs takes ACLs could not be seen: it is no bucket of the account',
      ],
    },
    'a class of the project': {
      ...given(storagesService({ default: { BACKEND: 'core.storages.MediaStorage' } })),
      reasons: ['core.storages.MediaStorage is a class of the project: its default_acl was not read'],
    },
  },
  silent: {
    'a store that is not AWS': given(
      mediaService({ default_acl: 'public-read' }, { AWS_S3_ENDPOINT_URL: 'https://storage.googleapis.com' }),
    ),
  },
});
