import type { AwsItem, Bucket } from '../../src/model/aws/index.ts';
import { answerFor } from '../../src/model/aws/index.ts';
import { sameAccount } from './scope.ts';

const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;
export type Flag = (typeof FLAGS)[number];

/** What blocks public access to a bucket: its own block and the account's. */
export interface PublicAccess {
  /** Flags that neither of them sets. Where something could not be read: those that are not known to be set. */
  readonly missing: readonly Flag[];
  /** Why it is not sure that the missing ones are off. */
  readonly unseen: string | undefined;
  /** For evidence. */
  readonly bucket: string;
  readonly account: string;
}

interface Blocks {
  readonly accountPublicAccessBlock: readonly AwsItem<'s3.accountPublicAccessBlock'>[];
  readonly publicAccessBlocks: readonly AwsItem<'s3.publicAccessBlocks'>[];
}

/** The account's block covers every bucket; a bucket without a block of its own has all flags off. */
export function publicAccess(bucket: Bucket, blocks: Blocks): PublicAccess {
  const account = blocks.accountPublicAccessBlock.find((one) => sameAccount(one, bucket));
  const own = answerFor(blocks.publicAccessBlocks, bucket);
  const config = own.status === 'collected' ? own.value : undefined;
  const missing = FLAGS.filter(
    (flag) => account?.PublicAccessBlockConfiguration?.[flag] !== true && config?.[flag] !== true,
  );
  return {
    missing,
    unseen:
      own.status === 'unavailable'
        ? own.reason
        : account === undefined
          ? "the account's block was not read"
          : undefined,
    bucket: own.status === 'unavailable' ? own.reason : describe(config),
    account: describe(account?.PublicAccessBlockConfiguration),
  };
}

function describe(config: Partial<Record<Flag, boolean | undefined>> | null | undefined): string {
  const on = FLAGS.filter((flag) => config?.[flag] === true);
  return on.length === FLAGS.length ? 'all four on' : on.length === 0 ? 'none on' : `on: ${on.join(', ')}`;
}
