import type { AwsItem, Bucket, ForeignBucket, RolePolicies } from '../../src/model/aws/index.ts';
import {
  type DeployedService,
  defineRule,
  type EvaluatedSettings,
  type Evidence,
  type Facts,
  fail,
  notApplicable,
  part,
  pass,
  type Subject,
  unknown,
} from '../../src/model/index.ts';
import { policiesOf } from '../shared/admin.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';
import {
  foreignEndpoint,
  type LiveStorage,
  liveStorages,
  storageEvidence,
  storagePlace,
  textOf,
} from '../shared/live-storages.ts';
import { where } from '../shared/places.ts';
import { sameAccount } from '../shared/scope.ts';
import { type Blind, linkEvidence, nameOf } from '../shared/service.ts';
import { setting } from '../shared/settings.ts';

const NEEDS = [
  'deployment.services',
  's3.buckets',
  's3.namedBuckets',
  'cloudfront.distributions',
  'iam.rolePolicies',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

/** A bucket of a service, with the storage that names it first. */
interface Named extends Subject {
  readonly bucket: string;
  readonly storage: LiveStorage;
}

export default defineRule({
  id: 'storage-bucket-missing',
  topic: 'media/django-storages',
  severity: 'high',
  docs: {
    title: 'Point the storage to a bucket that exists',
    why: 'Uploads and collectstatic fail with NoSuchBucket. And whoever makes a bucket of that name in an account of his own gets the uploads, or serves files on your pages.',
    how: "The bucket of each S3 storage under the live variables is looked up in the account. For a name that the account does not have S3 is asked where it lies: no such bucket is high; a bucket of somebody else is medium, unless a role of the account is given rights on it by its name, which is how sharing on purpose looks. A region in the settings that is not the bucket's is low: signed addresses fail.",
    fix: 'Correct the name in the variable or setting, or create the bucket before somebody else does.',
    silent: [
      'stores that are not AWS (AWS_S3_ENDPOINT_URL)',
      'buckets of another account that a role names in its policy',
      'storages whose bucket could not be computed: unknown',
    ],
    example: {
      language: 'python',
      bad: '# the media storage is storages.backends.s3.S3Storage\n# buckets of the account: shop-media, shop-static; S3 answers NoSuchBucket for shop-uploads\nAWS_STORAGE_BUCKET_NAME = "shop-uploads"',
      good: '# the media storage is storages.backends.s3.S3Storage\n# buckets of the account: shop-media, shop-static\nAWS_STORAGE_BUCKET_NAME = "shop-media"',
    },
    references: [
      'https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-12',
    ],
  },
  controls: { awsFsbp: ['CloudFront.12'], wellArchitected: ['REL'] },
  needs: NEEDS,
  subjects: ({ deployment }) => deployment.services.flatMap(bucketsOf),
  judge: (subject, facts) => {
    if ('blind' in subject) return unknown(subject.blind);
    const { bucket, storage } = subject;
    const endpoint = foreignEndpoint(storage);
    if (endpoint !== undefined) return notApplicable(`${bucket} is a bucket of ${endpoint}`);
    const evidence = [
      ...storageEvidence(storage, 'AWS_STORAGE_BUCKET_NAME', 'AWS_S3_REGION_NAME'),
      linkEvidence(storage.service),
    ];
    const own = facts.s3.buckets.find((one) => one.Name === bucket && sameAccount(one, storage.service));
    if (own !== undefined) return inRegion(subject, own, evidence);
    return notOwn(subject, facts, evidence);
  },
});

/** Each name once; a storage whose name is not known is a subject by itself. */
function bucketsOf(service: DeployedService): readonly (Named | Blind)[] {
  const found = new Map<string, Named | Blind>();
  for (const storage of liveStorages(service)) {
    if ('blind' in storage) return [storage];
    const bucket = textOf(storage, 'bucket_name', 'AWS_STORAGE_BUCKET_NAME');
    const known = typeof bucket === 'string';
    if (bucket === undefined && storage.own) continue;
    const ref = part(service.ref, known ? `bucket ${bucket}` : `STORAGES.${storage.alias}`);
    if (found.has(ref.id)) continue;
    const blind = `the bucket of the ${storage.alias} storage of ${nameOf(service)} could not be computed`;
    found.set(ref.id, known ? { ref, bucket, storage } : { ref, blind });
  }
  return [...found.values()];
}

function inRegion({ bucket, storage }: Named, { ref }: Bucket, evidence: readonly Evidence[]) {
  const region = textOf(storage, 'region_name', 'AWS_S3_REGION_NAME');
  const all = [...evidence, seen('BucketRegion', ref.region, 's3:ListBuckets')];
  const told = ref.region !== undefined && ref.region !== 'global';
  if (!told || typeof region !== 'string' || region === ref.region) {
    return pass(`${bucket} is a bucket of the account`, { evidence: all });
  }
  return fail(
    `${nameOf(storage.service)} looks for ${bucket} in ${region}, and it lies in ${ref.region}: signed addresses of its files are refused`,
    {
      severity: 'low',
      evidence: all,
      ...where(storagePlace(storage, 'region_name', 'AWS_S3_REGION_NAME')),
      fix: fix(`Name the region of ${bucket}`, text(`AWS_S3_REGION_NAME = "${ref.region}"`)),
    },
  );
}

function notOwn(subject: Named, facts: Needed, evidence: readonly Evidence[]) {
  const { bucket, storage } = subject;
  const answer = facts.s3.namedBuckets.find(({ Bucket }) => Bucket === bucket)?.answer;
  if (answer?.status !== 'collected' || answer.value === null) {
    return unknown(
      `${bucket} is no bucket of the account; whether it exists elsewhere ${answer?.status === 'unavailable' ? `could not be seen: ${answer.reason}` : 'was not asked'}`,
      { evidence },
    );
  }
  const all = [...evidence, seen('GetBucketLocation', ANSWERS[answer.value], 's3:GetBucketLocation')];
  const place = where(storagePlace(storage, 'bucket_name', 'AWS_STORAGE_BUCKET_NAME'));
  const who = nameOf(storage.service);
  if (answer.value === 'missing') {
    const shown = pagesThatNameIt(subject, facts.cloudfront.distributions);
    return fail(
      `${who} stores files in ${bucket}, and no such bucket exists: uploads fail, and whoever creates it gets them${shown === undefined ? '' : `; ${shown} serves what is in it to your visitors`}`,
      { evidence: all, ...place, fix: create(subject) },
    );
  }
  const role = facts.iam.rolePolicies.find((one) => names(one, bucket));
  if (role !== undefined) {
    return notApplicable(`${bucket} belongs to another account, and ${role.RoleName} is given rights on it by name`, {
      evidence: all,
    });
  }
  return fail(
    `${who} stores files in ${bucket}, which belongs to another account, and no role of this one is given rights on it by name: is it the right bucket?`,
    { severity: 'medium', evidence: all, ...place, fix: create(subject) },
  );
}

const ANSWERS: Readonly<Record<ForeignBucket, string>> = {
  missing: 'NoSuchBucket',
  forbidden: 'AccessDenied: it exists, and is not of this account',
  readable: 'it exists, and is not of this account',
};

/** A policy that names the bucket itself; a wildcard is no sign that anybody thought of it. */
function names(role: RolePolicies, bucket: string): boolean {
  return policiesOf(role).some(({ statements }) =>
    statements.some(
      ({ effect, resources }) =>
        effect === 'Allow' &&
        resources.some((resource) => /^arn:aws[\w-]*:s3:::(.+?)(?:\/.*)?$/.exec(resource)?.[1] === bucket),
    ),
  );
}

/** What would show the files of whoever creates the bucket. */
function pagesThatNameIt(
  { bucket, storage }: Named,
  distributions: readonly AwsItem<'cloudfront.distributions'>[],
): string | undefined {
  const distribution = distributions.find(({ Origins }) =>
    Origins?.Items?.some(({ DomainName }) => DomainName?.startsWith(`${bucket}.s3`)),
  );
  if (distribution !== undefined) return `CloudFront distribution ${distribution.Id}`;
  return ['STATIC_URL', 'MEDIA_URL', 'AWS_S3_CUSTOM_DOMAIN'].find((name) => mentions(storage.settings, name, bucket));
}

function mentions(settings: EvaluatedSettings, name: string, bucket: string): boolean {
  const value = setting(settings, name)?.value;
  return value?.status === 'known' && typeof value.value === 'string' && value.value.includes(`${bucket}.s3`);
}

function create({ bucket, storage }: Named) {
  const region = textOf(storage, 'region_name', 'AWS_S3_REGION_NAME');
  const { region: own } = storage.service.ref;
  const place = typeof region === 'string' ? region : own;
  return fix(
    `Correct the name, or create ${bucket}`,
    text(
      'The name comes from AWS_STORAGE_BUCKET_NAME or the option bucket_name; change the variable of the service and deploy.',
    ),
    cli(
      's3api create-bucket',
      {
        bucket,
        'create-bucket-configuration':
          place === undefined || place === 'us-east-1' ? undefined : `LocationConstraint=${place}`,
      },
      place,
    ),
  );
}
