import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Bucket, BucketAnswer, ForeignBucket, GuardedVariable } from '../../model/aws/index.ts';
import { ENVIRONMENT_PROPERTIES } from '../../model/aws/index.ts';
import { collected, type Fact } from '../../model/fact.ts';
import type { Collector, CommandClass, Context, ServiceModule } from '../collector.ts';
import { must } from '../collector.ts';
import { CallFailed, ParentUnavailable, reasonOf } from '../errors.ts';
import { policyDocument } from '../policy-document.ts';
import { blocks } from '../public-access-block.ts';
import { each } from '../streams.ts';

const buckets: Collector<'s3.buckets'> = async function* ({ pages, ref, arn }) {
  const next = (page: { readonly ContinuationToken?: string | undefined }) =>
    page.ContinuationToken ? { ContinuationToken: page.ContinuationToken } : undefined;
  // With MaxBuckets, AWS tells the region of each bucket too.
  for await (const page of pages(ListBucketsCommand, { MaxBuckets: 1000 }, next)) {
    yield must(page.Buckets, 'Buckets').map((bucket) => {
      const Name = must(bucket.Name, 'Name');
      const where = bucket.BucketRegion === undefined ? undefined : { region: bucket.BucketRegion };
      return { ...bucket, ref: ref(bucketArn(arn, Name), Name, where), Name };
    });
  }
};

/** Bucket names are unique in a partition: their ARNs have neither region nor account. */
function bucketArn(arn: Context['arn'], name: string): string {
  return `${arn('s3', '').split(':').slice(0, 3).join(':')}:::${name}`;
}

/**
 * One question to each bucket that the deployment uses, in the bucket's own region. `none` are the errors by which S3 says
 * that there is nothing; any other error is the answer of that bucket alone.
 */
function perBucket<O, T>(
  command: CommandClass<{ Bucket: string | undefined }, O>,
  none: readonly string[],
  read: (answer: O, bucket: Bucket) => T | null,
) {
  return ({ ask, from, judged }: Context) =>
    each(
      judged(from('s3.buckets'), ({ Name }) => [Name]),
      async (bucket): Promise<BucketAnswer<T>> => {
        const subject = { ref: bucket.ref, Bucket: bucket.Name };
        try {
          const where = bucket.BucketRegion === undefined ? {} : { region: bucket.BucketRegion };
          const answer = await ask(command, { Bucket: bucket.Name }, { ...where, absent: none });
          return { ...subject, answer: collected(answer === undefined ? null : read(answer, bucket)) };
        } catch (error) {
          return { ...subject, answer: reasonOf(error) };
        }
      },
    );
}

/** The oldest region has no name here, and Ireland may have its old one. */
const locations: Collector<'s3.locations'> = perBucket(GetBucketLocationCommand, [], ({ LocationConstraint }) => {
  if (!LocationConstraint) return 'us-east-1';
  return LocationConstraint === 'EU' ? 'eu-west-1' : LocationConstraint;
});

const publicAccessBlocks: Collector<'s3.publicAccessBlocks'> = perBucket(
  GetPublicAccessBlockCommand,
  ['NoSuchPublicAccessBlockConfiguration'],
  (answer) => blocks(answer.PublicAccessBlockConfiguration, 'PublicAccessBlockConfiguration'),
);

const policies: Collector<'s3.policies'> = perBucket(
  GetBucketPolicyCommand,
  ['NoSuchBucketPolicy'],
  (answer, { Name }) => policyDocument(must(answer.Policy, 'Policy'), `the policy of bucket ${Name}`),
);

const policyStatuses: Collector<'s3.policyStatuses'> = perBucket(
  GetBucketPolicyStatusCommand,
  ['NoSuchBucketPolicy'],
  ({ PolicyStatus }) => ({ ...PolicyStatus, IsPublic: must(PolicyStatus?.IsPublic, 'PolicyStatus.IsPublic') }),
);

const acls: Collector<'s3.acls'> = perBucket(GetBucketAclCommand, [], (answer) => ({
  Grants: must(answer.Grants, 'Grants'),
}));

const ownershipControls: Collector<'s3.ownershipControls'> = perBucket(
  GetBucketOwnershipControlsCommand,
  ['OwnershipControlsNotFoundError'],
  ({ OwnershipControls }) => ({
    ...OwnershipControls,
    Rules: must(OwnershipControls?.Rules, 'OwnershipControls.Rules'),
  }),
);

const encryption: Collector<'s3.encryption'> = perBucket(
  GetBucketEncryptionCommand,
  ['ServerSideEncryptionConfigurationNotFoundError'],
  ({ ServerSideEncryptionConfiguration: found }) => ({
    ...found,
    Rules: must(found?.Rules, 'ServerSideEncryptionConfiguration.Rules'),
  }),
);

/** A bucket on which versioning was never switched on has an answer without members. */
const versioning: Collector<'s3.versioning'> = perBucket(GetBucketVersioningCommand, [], ({ Status, MFADelete }) => ({
  ...(Status === undefined ? {} : { Status }),
  ...(MFADelete === undefined ? {} : { MFADelete }),
}));

const lifecycles: Collector<'s3.lifecycles'> = perBucket(
  GetBucketLifecycleConfigurationCommand,
  ['NoSuchLifecycleConfiguration'],
  (answer) => must(answer.Rules, 'Rules'),
);

const namedBuckets: Collector<'s3.namedBuckets'> = async function* (context) {
  const own = new Set<string>();
  for await (const batch of context.from('s3.buckets')) for (const { Name } of batch) own.add(Name);
  const named = new Set([...context.namedBuckets, ...(await bucketsOfVariables(context))]);
  const foreign = [...named].filter((name) => BUCKET_NAME.test(name) && !own.has(name));
  yield await Promise.all(
    foreign.map(async (Bucket) => ({
      ref: context.ref(bucketArn(context.arn, Bucket), Bucket),
      Bucket,
      answer: await standing(context, Bucket),
    })),
  );
};

/** Bucket naming rules of the S3 user guide. */
const BUCKET_NAME = /^(?!xn--|sthree-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** What live variables call a bucket: MEDIA_BUCKET, AWS_STORAGE_BUCKET_NAME. */
async function bucketsOfVariables({ from }: Context): Promise<readonly string[]> {
  const containers = (await whatIsSeen(from('ecs.taskDefinitions'))).flatMap((one) => one.containerDefinitions);
  const options = (await whatIsSeen(from('elasticbeanstalk.configurationSettings'))).flatMap(
    (one) => one.OptionSettings,
  );
  const variables: readonly GuardedVariable[] = [
    ...containers.flatMap(({ environment }) => environment),
    ...options
      .filter(({ Namespace }) => Namespace === ENVIRONMENT_PROPERTIES)
      .map(({ OptionName: name, value }) => ({ name, ...(value === undefined ? {} : { value }) })),
  ];
  return variables.flatMap(({ name, value }) => (/bucket/i.test(name) && value !== undefined ? value : []));
}

/** A platform that was denied names no bucket; that it was, the report says at its own place. */
async function whatIsSeen<T>(source: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const seen: T[] = [];
  try {
    for await (const batch of source) seen.push(...batch);
  } catch (error) {
    if (!(error instanceof ParentUnavailable)) throw error;
  }
  return seen;
}

/** Where a bucket lies tells nothing of what is in it, and S3 tells apart a name that nobody has and a bucket of somebody else. */
async function standing({ ask }: Context, Bucket: string): Promise<Fact<ForeignBucket>> {
  try {
    const answer = await ask(GetBucketLocationCommand, { Bucket }, { absent: ['NoSuchBucket'] });
    return collected(answer === undefined ? 'missing' : 'readable');
  } catch (error) {
    const why = reasonOf(error);
    const ofCaller =
      error instanceof CallFailed && /identity-based|permissions boundary|service control/i.test(error.message);
    return why.action !== undefined && !ofCaller ? collected('forbidden') : why;
  }
}

export const s3: ServiceModule<'s3'> = {
  client: (config) =>
    new S3Client({
      ...config,
      ...(config.endpoint === undefined ? {} : { forcePathStyle: true }),
      followRegionRedirects: true,
    }),
  collectors: {
    's3.buckets': buckets,
    's3.namedBuckets': namedBuckets,
    's3.locations': locations,
    's3.publicAccessBlocks': publicAccessBlocks,
    's3.policies': policies,
    's3.policyStatuses': policyStatuses,
    's3.acls': acls,
    's3.ownershipControls': ownershipControls,
    's3.encryption': encryption,
    's3.versioning': versioning,
    's3.lifecycles': lifecycles,
  },
};
