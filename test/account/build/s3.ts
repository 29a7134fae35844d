import type {
  Grant,
  LifecycleRule,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionByDefault,
} from '@aws-sdk/client-s3';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { daysAgo, REGION } from './where.ts';

const OWNER = { ID: '0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9' };
const ALL_BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** A bucket and what AWS answers about it; `null` means that it has none of that. */
export interface BucketThings {
  readonly name: string;
  readonly region: string;
  readonly created: Date;
  readonly block: PublicAccessBlockConfiguration | null;
  readonly policy: object | null;
  readonly isPublic: boolean;
  readonly grants: readonly Grant[];
  readonly ownership: OwnershipControls | null;
  readonly encryption: ServerSideEncryptionByDefault | null;
  readonly versioning: 'Enabled' | 'Suspended' | null;
  readonly lifecycle: readonly LifecycleRule[] | null;
}

/** A private, encrypted, versioned bucket that takes TLS only. */
export function bucket(name: string, differs: Partial<BucketThings> = {}): BucketThings {
  return {
    name,
    region: REGION,
    created: daysAgo(500),
    block: ALL_BLOCKED,
    policy: { Version: '2012-10-17', Statement: [tlsOnly(name)] },
    isPublic: false,
    grants: [{ Grantee: { Type: 'CanonicalUser', ...OWNER }, Permission: 'FULL_CONTROL' }],
    ownership: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    encryption: { SSEAlgorithm: 'AES256' },
    versioning: 'Enabled',
    lifecycle: [
      {
        ID: 'old versions',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        NoncurrentVersionExpiration: { NoncurrentDays: 90 },
      },
    ],
    ...differs,
  };
}

export function tlsOnly(name: string): object {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/** Everybody may read the objects. */
export function publicRead(name: string): object {
  return {
    Sid: 'PublicRead',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${name}/*`,
  };
}

/** One distribution may read the objects. */
export function readableBy(name: string, distributionId: string): object {
  return {
    Sid: 'CloudFront',
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${name}/*`,
    Condition: { StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::111122223333:distribution/${distributionId}` } },
  };
}

export const EVERYBODY: Grant = {
  Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
  Permission: 'READ',
};

/** @param foreign names of buckets that belong to somebody else */
export function s3Answers(
  buckets: readonly BucketThings[],
  foreign: readonly string[] = [],
): NonNullable<Answers['s3']> {
  const of = (name: string | undefined, region: string) => at(buckets, name, region);
  return {
    ListBuckets: ({ BucketRegion }) => ({
      Buckets: buckets
        .filter(({ region }) => BucketRegion === undefined || region === BucketRegion)
        .map(({ name, region, created }) => ({
          Name: name,
          CreationDate: created,
          BucketRegion: region,
          BucketArn: `arn:aws:s3:::${name}`,
        })),
      Owner: OWNER,
    }),
    GetBucketLocation: ({ Bucket = '' }) => {
      if (foreign.includes(Bucket)) throw new AwsError('AccessDenied', 'Access Denied', 403);
      const { region } = named(buckets, Bucket);
      return region === 'us-east-1' ? {} : { LocationConstraint: region as never }; // AWS adds regions faster than the SDK
    },
    HeadBucket: ({ Bucket }, { region }) => ({ BucketRegion: of(Bucket, region).region }),
    GetPublicAccessBlock: ({ Bucket }, { region }) => ({
      PublicAccessBlockConfiguration: there(
        of(Bucket, region).block,
        'NoSuchPublicAccessBlockConfiguration',
        'The public access block configuration was not found',
      ),
    }),
    GetBucketPolicy: ({ Bucket }, { region }) => ({ Policy: JSON.stringify(policyOf(of(Bucket, region))) }),
    GetBucketPolicyStatus: ({ Bucket }, { region }) => {
      policyOf(of(Bucket, region));
      return { PolicyStatus: { IsPublic: of(Bucket, region).isPublic } };
    },
    GetBucketAcl: ({ Bucket }, { region }) => ({ Owner: OWNER, Grants: [...of(Bucket, region).grants] }),
    GetBucketOwnershipControls: ({ Bucket }, { region }) => ({
      OwnershipControls: there(
        of(Bucket, region).ownership,
        'OwnershipControlsNotFoundError',
        'The bucket ownership controls were not found',
      ),
    }),
    GetBucketEncryption: ({ Bucket }, { region }) => ({
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: there(
              of(Bucket, region).encryption,
              'ServerSideEncryptionConfigurationNotFoundError',
              'The server side encryption configuration was not found',
            ),
            BucketKeyEnabled: false,
          },
        ],
      },
    }),
    GetBucketVersioning: ({ Bucket }, { region }) => {
      const { versioning } = of(Bucket, region);
      return versioning === null ? {} : { Status: versioning };
    },
    GetBucketLifecycleConfiguration: ({ Bucket }, { region }) => ({
      Rules: [
        ...there(
          of(Bucket, region).lifecycle,
          'NoSuchLifecycleConfiguration',
          'The lifecycle configuration does not exist',
        ),
      ],
    }),
  };
}

function policyOf({ policy }: BucketThings): object {
  return there(policy, 'NoSuchBucketPolicy', 'The bucket policy does not exist');
}

function there<T>(value: T | null, code: string, message: string): T {
  if (value === null) throw new AwsError(code, message, 404);
  return value;
}

function named(buckets: readonly BucketThings[], name: string | undefined): BucketThings {
  const found = buckets.find((item) => item.name === name);
  if (found === undefined) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  return found;
}

/** A bucket answers in its own region only, and says which that is. */
function at(buckets: readonly BucketThings[], name: string | undefined, region: string): BucketThings {
  const found = named(buckets, name);
  if (found.region === region) return found;
  const message = 'The bucket you are attempting to access must be addressed using the specified endpoint.';
  throw new AwsError('PermanentRedirect', message, 301, { 'x-amz-bucket-region': found.region });
}

/** @param block of the account; `null` when it has none */
export function s3controlAnswers(block: PublicAccessBlockConfiguration | null): NonNullable<Answers['s3control']> {
  return {
    GetPublicAccessBlock: () => ({
      PublicAccessBlockConfiguration: there(
        block,
        'NoSuchPublicAccessBlockConfiguration',
        'The public access block configuration was not found',
      ),
    }),
  };
}
export { ALL_BLOCKED };
