import { answerFor, type Bucket } from '../../src/model/aws/index.ts';
import {
  defineRule,
  type Evidence,
  type Facts,
  fail,
  type Json,
  notApplicable,
  pass,
  unknown,
} from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import {
  foreignEndpoint,
  type LiveStorage,
  liveStorages,
  optionOf,
  storageEvidence,
  storagePlace,
  textOf,
} from '../shared/live-storages.ts';
import { where } from '../shared/places.ts';
import { sameAccount } from '../shared/scope.ts';
import { linkEvidence, nameOf } from '../shared/service.ts';
import { isRecord } from '../shared/settings.ts';

const NEEDS = ['deployment.services', 's3.buckets', 's3.ownershipControls'] as const;

export default defineRule({
  id: 'storages-acl-vs-ownership',
  topic: 'media/django-storages',
  severity: 'medium',
  docs: {
    title: 'Send no ACL to a bucket that forbids ACLs',
    why: 'Buckets made since April 2023 have ACLs switched off: an upload that asks for `public-read` is refused with AccessControlListNotSupported, and the form or collectstatic ends in an error.',
    how: 'The ACL that the S3 storage sends under the live variables (`default_acl`, AWS_DEFAULT_ACL, `object_parameters`) against ObjectOwnership of its bucket. With BucketOwnerEnforced S3 takes no ACL but `bucket-owner-full-control`. `private` is documented to be refused too, and is seen to be accepted from the account that owns the bucket: it passes there, and fails for a bucket of another account.',
    fix: '`default_acl = None`, the default of django-storages: objects are private, and the policy of the bucket decides the rest.',
    silent: [
      'buckets on which ACLs are allowed, and buckets of which ownership could not be read: unknown',
      'stores that are not AWS (AWS_S3_ENDPOINT_URL)',
      'classes of the project: their attributes are not read',
    ],
    example: {
      language: 'python',
      bad: '# the media storage is storages.backends.s3.S3Storage\n# aws_s3_bucket_ownership_controls of shop-media: object_ownership = "BucketOwnerEnforced"\nAWS_STORAGE_BUCKET_NAME = "shop-media"\nAWS_DEFAULT_ACL = "public-read"',
      good: '# the media storage is storages.backends.s3.S3Storage\n# aws_s3_bucket_ownership_controls of shop-media: object_ownership = "BucketOwnerEnforced"\nAWS_STORAGE_BUCKET_NAME = "shop-media"\nAWS_DEFAULT_ACL = None  # the default',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-error-responses.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html',
      'https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html',
    ],
  },
  controls: { wellArchitected: ['REL'] },
  needs: NEEDS,
  subjects: ({ deployment }) => deployment.services.flatMap((service) => liveStorages(service)),
  judge: (subject, facts) => {
    if ('blind' in subject) return unknown(subject.blind);
    const endpoint = foreignEndpoint(subject);
    if (endpoint !== undefined) return notApplicable(`the bucket is one of ${endpoint}`);
    const acl = aclOf(subject);
    const evidence = [
      ...storageEvidence(subject, 'AWS_DEFAULT_ACL', 'AWS_STORAGE_BUCKET_NAME'),
      linkEvidence(subject.service),
    ];
    if (subject.own)
      return unknown(`${subject.storage.backend ?? ''} is a class of the project: its default_acl was not read`, {
        evidence,
      });
    if (acl === undefined || acl === null || acl === '')
      return pass(`the ${subject.alias} storage of ${nameOf(subject.service)} sends no ACL`, { evidence });
    if (typeof acl !== 'string')
      return unknown(`the ACL of the ${subject.alias} storage of ${nameOf(subject.service)} could not be computed`, {
        evidence,
      });
    return against(subject, acl, facts, evidence);
  },
});

/** `object_parameters` may hold an ACL of its own. */
function aclOf(one: LiveStorage): Json | undefined {
  const parameters = optionOf(one, 'object_parameters', 'AWS_S3_OBJECT_PARAMETERS');
  const given = isRecord(parameters) ? parameters['ACL'] : undefined;
  return given ?? optionOf(one, 'default_acl', 'AWS_DEFAULT_ACL');
}

function against(
  subject: LiveStorage,
  acl: string,
  { s3 }: Facts<(typeof NEEDS)[number]>,
  evidence: readonly Evidence[],
) {
  const name = textOf(subject, 'bucket_name', 'AWS_STORAGE_BUCKET_NAME');
  const bucket = s3.buckets.find((one) => one.Name === name);
  if (bucket === undefined) {
    return unknown(
      `the storage sends the ACL ${acl}; whether ${typeof name === 'string' ? name : 'its bucket'} takes ACLs could not be seen: it is no bucket of the account`,
      { evidence },
    );
  }
  const answer = answerFor(s3.ownershipControls, bucket);
  if (answer.status === 'unavailable')
    return unknown(`whether ${bucket.Name} takes ACLs could not be seen: ${answer.reason}`, { evidence });
  const ownership = answer.value?.Rules?.[0]?.ObjectOwnership;
  const all = [...evidence, seen('ObjectOwnership', ownership ?? 'none', 's3:GetBucketOwnershipControls')];
  if (ownership !== 'BucketOwnerEnforced' || accepted(acl, bucket, subject)) {
    return pass(`${bucket.Name} takes the ACL ${acl} of the ${subject.alias} storage`, { evidence: all });
  }
  return fail(
    `the ${subject.alias} storage of ${nameOf(subject.service)} uploads with the ACL ${acl}, and ${bucket.Name} forbids ACLs: ${subject.alias === 'default' ? 'every upload' : 'collectstatic'} fails with AccessControlListNotSupported`,
    {
      evidence: all,
      ...where(storagePlace(subject, 'default_acl', 'AWS_DEFAULT_ACL')),
      fix: fix(
        `Send no ACL to ${bucket.Name}`,
        text(
          `default_acl = None  # AWS_DEFAULT_ACL = None\n\n${acl.startsWith('public') ? 'Files that are to be public are made so by CloudFront with origin access control, or by the policy of the bucket; do not switch ACLs on again.' : 'Objects belong to the owner of the bucket all the same.'}`,
        ),
      ),
    },
  );
}

function accepted(acl: string, bucket: Bucket, { service }: LiveStorage): boolean {
  return acl === 'bucket-owner-full-control' || (acl === 'private' && sameAccount(bucket, service));
}
