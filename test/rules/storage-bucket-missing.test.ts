import rule from '../../rules/media/storage-bucket-missing.ts';
import type { BucketAnswer, ForeignBucket, RolePolicies } from '../../src/model/aws/index.ts';
import { collected, type DeployedService, type Fact, unavailable } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { distribution } from '../build/cloudfront.ts';
import { variables } from '../build/deployment.ts';
import { facts } from '../build/facts.ts';
import { rolePolicies } from '../build/iam.ts';
import { mediaService, S3, storagesService } from '../build/live-storages.ts';
import { bucket, denied, policyDocument } from '../build/s3.ts';

const foreign = (answer: ForeignBucket, name = 'shop-media'): BucketAnswer<ForeignBucket> => ({
  ref: bucket(name).ref,
  Bucket: name,
  answer: collected(answer),
});
const given = (
  service: DeployedService,
  namedBuckets: readonly BucketAnswer<ForeignBucket>[] = [],
  more: { readonly own?: string; readonly roles?: readonly RolePolicies[]; readonly origin?: string } = {},
) =>
  facts(rule, {
    deployment: { services: [service] },
    s3: { buckets: more.own === undefined ? [] : [bucket(more.own)], namedBuckets },
    cloudfront: {
      distributions:
        more.origin === undefined
          ? []
          : [distribution({ Origins: { Quantity: 1, Items: [{ Id: 'media', DomainName: more.origin }] } })],
    },
    iam: { rolePolicies: more.roles ?? [] },
  });
const GONE =
  'ECS service shop-web stores files in shop-media, and no such bucket exists: uploads fail, and whoever creates it gets them';
const THEIRS =
  'ECS service shop-web stores files in shop-media, which belongs to another account, and no role of this one is given rights on it by name: is it the right bucket?';
const onEverything = rolePolicies({
  inline: [
    { PolicyName: 's3', document: policyDocument({ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::*' }) },
  ],
});

testRule(rule, {
  pass: {
    'the bucket is there': given(mediaService(), [], { own: 'shop-media' }),
    'the option goes before the setting': given(mediaService({ bucket_name: 'uploads' }), [], { own: 'uploads' }),
    'in the region that the settings name': given(mediaService({ region_name: 'eu-west-1' }), [], {
      own: 'shop-media',
    }),
  },
  fail: {
    'no such bucket': { ...given(mediaService(), [foreign('missing')]), reports: [GONE], severities: ['high'] },
    'CloudFront serves it': {
      ...given(mediaService(), [foreign('missing')], { origin: 'shop-media.s3.eu-west-1.amazonaws.com' }),
      reports: [`${GONE}; CloudFront distribution E1SHOP serves what is in it to your visitors`],
    },
    'STATIC_URL names it': {
      ...given(mediaService({}, { STATIC_URL: 'https://shop-media.s3.amazonaws.com/static/' }), [foreign('missing')]),
      reports: [`${GONE}; STATIC_URL serves what is in it to your visitors`],
    },
    'somebody else has it': {
      ...given(mediaService(), [foreign('forbidden')], { roles: [onEverything] }),
      reports: [THEIRS],
      severities: ['medium'],
    },
    'it lies in another region': {
      ...given(mediaService({}, { AWS_S3_REGION_NAME: 'us-east-1' }), [], { own: 'shop-media' }),
      reports: [
        'ECS service shop-web looks for shop-media in us-east-1, and it lies in eu-west-1: signed addresses of its files are refused',
      ],
      severities: ['low'],
    },
    'one of two': {
      ...given(
        storagesService({
          default: { BACKEND: S3, OPTIONS: { bucket_name: 'uploads' } },
          staticfiles: { BACKEND: 'storages.backends.s3boto3.S3StaticStorage' },
        }),
        [foreign('missing')],
        { own: 'uploads' },
      ),
      reports: [GONE],
    },
  },
  unknown: {
    'nobody asked for it': {
      ...given(mediaService()),
      reasons: ['shop-media is no bucket of the account; whether it exists elsewhere was not asked'],
    },
    'S3 did not answer': {
      ...given(mediaService(), [denied('s3:GetBucketLocation')]),
      reasons: [
        'shop-media is no bucket of the account; whether it exists elsewhere could not be seen: denied: s3:GetBucketLocation',
      ],
    },
    'its name could not be computed': {
      ...given(mediaService({ bucket_name: { $unknown: 'a call' } })),
      reasons: ['the bucket of the default storage of ECS service shop-web could not be computed'],
    },
    'the settings could not be evaluated': {
      ...given(mediaService({}, {}, { settings: unavailable('denied: ecs:DescribeTaskDefinition') as Fact<never> })),
      reasons: ['the settings of ECS service shop-web could not be evaluated: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'a bucket of another account that a role names': given(mediaService(), [foreign('forbidden')], {
      roles: [rolePolicies()],
    }),
    'a store that is not AWS': given(mediaService({ endpoint_url: 'https://fra1.digitaloceanspaces.com' })),
    'a store that is not AWS, by a variable': given(
      mediaService({}, {}, { variables: variables({ AWS_ENDPOINT_URL_S3: 'http://minio:9000' }) }),
    ),
    'files on the disk': given(
      storagesService({ default: { BACKEND: 'django.core.files.storage.FileSystemStorage' } }),
    ),
  },
});
