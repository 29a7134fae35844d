import { type AwsItem, answerFor, type Bucket } from '../../src/model/aws/index.ts';
import {
  defineRule,
  type Evidence,
  type Facts,
  fail,
  type Json,
  notApplicable,
  pass,
  unknown,
  type Verdict,
} from '../../src/model/index.ts';
import { PUBLICITY, waysIn } from '../shared/bucket-publicity.ts';
import { list, seen } from '../shared/evidence.ts';
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
import { publicAccess } from '../shared/public-access.ts';
import { linkEvidence, nameOf } from '../shared/service.ts';

const NEEDS = [
  'deployment.services',
  's3.buckets',
  's3.ownershipControls',
  'cloudfront.distributions',
  ...PUBLICITY,
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;
type Behavior = NonNullable<AwsItem<'cloudfront.distributions'>['DefaultCacheBehavior']>;

export default defineRule({
  id: 'querystring-auth-mismatch',
  topic: 'media/django-storages',
  severity: 'medium',
  docs: {
    title: 'Sign addresses of media where the bucket wants them signed',
    why: 'An unsigned address of a private object answers 403: every picture and download of the site is broken. A signature where nobody asks for one makes each address new, so that no browser and no CDN keeps the file.',
    how: 'What the media storage does under the live variables (`querystring_auth`, `custom_domain`, `cloudfront_signer` or its key) against who may read: the policy and ACL of the bucket, or the behaviour of the CloudFront distribution that has the custom domain. Unsigned and private is high, also where the behaviour trusts a key group and Django has no key; signed and public is low; a custom domain without a key, which switches signing off in spite of an explicit `querystring_auth`, is info.',
    fix: 'Keep `querystring_auth` on for private buckets; with CloudFront give the storage `cloudfront_key_id` and `cloudfront_key`, or let the behaviour be public on purpose.',
    silent: [
      'a custom domain that no distribution of the account has: unknown',
      'stores that are not AWS (AWS_S3_ENDPOINT_URL), and classes of the project: their attributes are not read',
      'objects that are public by their own ACL on a bucket that allows it',
    ],
    example: {
      language: 'python',
      bad: '# the media storage is storages.backends.s3.S3Storage\n# the bucket shop-media is private\nAWS_STORAGE_BUCKET_NAME = "shop-media"\nAWS_QUERYSTRING_AUTH = False',
      good: '# the media storage is storages.backends.s3.S3Storage\n# the bucket shop-media is private\nAWS_STORAGE_BUCKET_NAME = "shop-media"\nAWS_QUERYSTRING_AUTH = True  # the default',
    },
    references: [
      'https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html',
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html',
    ],
  },
  controls: { wellArchitected: ['SEC08'], cwe: ['284'] },
  needs: NEEDS,
  subjects: ({ deployment }) => deployment.services.flatMap((service) => liveStorages(service, ['default'])),
  judge: (subject, facts) => {
    if ('blind' in subject) return unknown(subject.blind);
    const endpoint = foreignEndpoint(subject);
    if (endpoint !== undefined) return notApplicable(`the bucket is one of ${endpoint}`);
    const evidence = [
      ...storageEvidence(subject, 'AWS_QUERYSTRING_AUTH', 'AWS_S3_CUSTOM_DOMAIN', 'AWS_CLOUDFRONT_KEY_ID'),
      linkEvidence(subject.service),
    ];
    if (subject.own)
      return unknown(`${subject.storage.backend ?? ''} is a class of the project: its options were not read`, {
        evidence,
      });
    const asked = addressing(subject);
    if (asked === undefined)
      return unknown(`how the media storage of ${nameOf(subject.service)} makes addresses could not be computed`, {
        evidence,
      });
    const name = textOf(subject, 'bucket_name', 'AWS_STORAGE_BUCKET_NAME');
    const bucket = facts.s3.buckets.find((one) => one.Name === name);
    if (asked.domain !== undefined && !isOfBucket(asked.domain, name))
      return throughDomain(subject, asked.domain, asked, facts, evidence);
    if (bucket === undefined)
      return unknown(
        `who may read ${typeof name === 'string' ? name : 'the bucket'} could not be seen: it is no bucket of the account`,
        { evidence },
      );
    return direct(subject, bucket, asked, facts, evidence);
  },
});

/** How the storage makes the address of a file. */
interface Addressing {
  /** `querystring_auth`; `explicit` when somebody wrote it. */
  readonly auth: boolean;
  readonly explicit: boolean;
  readonly domain: string | undefined;
  /** It can sign for CloudFront. */
  readonly signer: boolean;
}

function addressing(subject: LiveStorage): Addressing | undefined {
  const auth = optionOf(subject, 'querystring_auth', 'AWS_QUERYSTRING_AUTH');
  const domain = textOf(subject, 'custom_domain', 'AWS_S3_CUSTOM_DOMAIN');
  const keyId = optionOf(subject, 'cloudfront_key_id', 'AWS_CLOUDFRONT_KEY_ID');
  const signer = optionOf(subject, 'cloudfront_signer', 'AWS_CLOUDFRONT_SIGNER');
  if ((auth !== undefined && typeof auth !== 'boolean') || typeof domain === 'object') return undefined;
  return { auth: auth ?? true, explicit: auth !== undefined, domain, signer: isGiven(keyId) || isGiven(signer) };
}

/** What could not be computed may be a key: then nothing is said of its absence. */
function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** `shop-media.s3.eu-west-1.amazonaws.com` is the bucket itself, under a name that switches signing off. */
function isOfBucket(domain: string, bucket: unknown): boolean {
  return typeof bucket === 'string' && new RegExp(`^${bucket.replaceAll('.', String.raw`\.`)}\\.s3[.-]`).test(domain);
}

function throughDomain(
  subject: LiveStorage,
  domain: string,
  asked: Addressing,
  { cloudfront }: Needed,
  evidence: readonly Evidence[],
): Verdict {
  const host = domain.replace(/\/.*$/, '').toLowerCase();
  const distribution = cloudfront.distributions.find(
    ({ DomainName, Aliases }) =>
      DomainName.toLowerCase() === host || Aliases?.Items?.some((alias) => alias.toLowerCase() === host),
  );
  if (distribution === undefined)
    return unknown(`who may read media at ${domain} could not be seen: no distribution of the account has that name`, {
      evidence,
    });
  const behavior = behaviorFor(distribution, subject);
  const trusts = behavior?.TrustedKeyGroups?.Enabled === true || behavior?.TrustedSigners?.Enabled === true;
  const all = [
    ...evidence,
    seen(`viewers of ${host} must sign`, trusts ? 'yes' : 'no', 'cloudfront:ListDistributions'),
  ];
  const who = nameOf(subject.service);
  if (trusts && !(asked.signer && asked.auth)) {
    return fail(
      `${host} (${distribution.Id}) serves media only to signed addresses, and ${who} makes unsigned ones: every file answers 403`,
      {
        severity: 'high',
        evidence: all,
        ...where(storagePlace(subject, 'custom_domain', 'AWS_S3_CUSTOM_DOMAIN')),
        fix: fix(
          'Sign for CloudFront',
          text(
            'cloudfront_key_id = env("AWS_CLOUDFRONT_KEY_ID"), cloudfront_key = env("AWS_CLOUDFRONT_KEY").encode(), querystring_auth = True; the public half of the key belongs to the key group of the behaviour.',
          ),
        ),
      },
    );
  }
  if (!trusts && asked.explicit && asked.auth && !asked.signer) {
    return fail(
      `querystring_auth is on in ${who}, and has no effect: with the custom domain ${host} and without a CloudFront key addresses are not signed`,
      {
        severity: 'info',
        evidence: all,
        ...where(storagePlace(subject, 'querystring_auth', 'AWS_QUERYSTRING_AUTH')),
        fix: fix(
          'Say what is meant',
          text(
            'querystring_auth = False for public media; for private ones a key group on the behaviour and cloudfront_key in the storage.',
          ),
        ),
      },
    );
  }
  return pass(`${host} serves media as ${who} addresses them`, { evidence: all });
}

/** The first behaviour whose pattern covers the storage's location, else the default one. */
function behaviorFor(
  { CacheBehaviors, DefaultCacheBehavior }: AwsItem<'cloudfront.distributions'>,
  subject: LiveStorage,
) {
  const location = textOf(subject, 'location', 'AWS_LOCATION');
  const path = `/${typeof location === 'string' ? `${location.replaceAll(/^\/|\/$/g, '')}/` : ''}file`;
  const ordered: readonly (Behavior & { readonly PathPattern?: string | undefined })[] = CacheBehaviors?.Items ?? [];
  return ordered.find(({ PathPattern = '' }) => covers(PathPattern, path)) ?? DefaultCacheBehavior;
}

/** CloudFront's wildcards: `*` for any characters, `?` for one; a leading slash may be left out. */
function covers(pattern: string, path: string): boolean {
  const source = `/${pattern.replace(/^\//, '')}`.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(path);
}

function direct(
  subject: LiveStorage,
  bucket: Bucket,
  asked: Addressing,
  facts: Needed,
  evidence: readonly Evidence[],
): Verdict {
  const ways = waysIn(bucket, facts.s3);
  const all = [...evidence, ...ways.flatMap((way) => way.evidence)];
  const who = nameOf(subject.service);
  const signs = asked.auth && asked.domain === undefined;
  if (ways.some(({ open }) => open === 'yes')) {
    if (!signs) return pass(`${bucket.Name} is public, and ${who} does not sign`, { evidence: all });
    return fail(
      `${who} signs every address of ${bucket.Name}, which anybody may read anyway: no browser keeps a file, and the signature protects nothing`,
      {
        severity: 'low',
        evidence: all,
        ...where(storagePlace(subject, 'querystring_auth', 'AWS_QUERYSTRING_AUTH')),
        fix: fix(
          'Decide whether media are public',
          text('Private: close the bucket (media-bucket-public) and keep signing. Public: querystring_auth = False.'),
        ),
      },
    );
  }
  const unseen = ways.filter(({ open }) => open === 'unseen').map(({ how }) => how);
  if (unseen.length > 0)
    return unknown(`who may read ${bucket.Name} could not be seen: ${list(unseen)}`, { evidence: all });
  if (signs) return pass(`${bucket.Name} is private, and ${who} signs the addresses of media`, { evidence: all });
  if (opensObjects(subject, bucket, facts)) return pass('each object is public by its own ACL', { evidence: all });
  return fail(
    `${who} makes unsigned addresses of ${bucket.Name}, which is private: every picture and download answers 403`,
    {
      severity: 'high',
      evidence: all,
      ...where(
        storagePlace(
          subject,
          'querystring_auth',
          asked.domain === undefined ? 'AWS_QUERYSTRING_AUTH' : 'AWS_S3_CUSTOM_DOMAIN',
        ),
      ),
      fix: fix(
        'Sign the addresses',
        text(
          asked.domain === undefined
            ? 'querystring_auth = True, the default: remove AWS_QUERYSTRING_AUTH = False. Or put CloudFront with origin access control before the bucket and name it in custom_domain.'
            : `custom_domain = ${asked.domain} is the bucket itself and switches signing off: remove it, or put CloudFront before the bucket.`,
        ),
      ),
    },
  );
}

/** Uploads with a public ACL can be read where the bucket allows ACLs and nothing ignores them. */
function opensObjects(subject: LiveStorage, bucket: Bucket, { s3 }: Needed): boolean {
  const acl = optionOf(subject, 'default_acl', 'AWS_DEFAULT_ACL');
  if (typeof acl !== 'string' || !acl.startsWith('public-read')) return false;
  const ownership = answerFor(s3.ownershipControls, bucket);
  const enforced =
    ownership.status === 'collected' && ownership.value?.Rules?.[0]?.ObjectOwnership === 'BucketOwnerEnforced';
  return !enforced && publicAccess(bucket, s3).missing.includes('IgnorePublicAcls');
}
