import type { Report, Result } from '../src/model/index.ts';
import { plain } from './neutralise.ts';

/** Characters that there are in any. */
const ACCOUNT = 12;
const REGION = 16;
const NONE = '-';

/** The account and region that a finding belongs to, where AWS's services keep findings. */
export interface Home {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** IAM's and CloudFront's findings, where nothing else says a region. */
const FIRST_REGION: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/**
 * Where each finding goes: to its own region where that was scanned, else to the first region of its account. What stands
 * in the repository belongs to the first account. Undefined where no account was scanned.
 */
export function homesOf({ accounts, account }: Report['target']): ((result: Result) => Home) | undefined {
  const all = accounts ?? (account === undefined ? [] : [account]);
  const [first] = all;
  if (first === undefined) return undefined;
  return ({ subject }) => {
    const own = all.find(({ id }) => id === subject.account) ?? first;
    const partition = partitionOf(own.role ?? subject.id);
    const regions = own.regions.filter((region) => region !== 'global');
    const region =
      regions.find((name) => name === subject.region) ?? regions[0] ?? FIRST_REGION[partition] ?? 'us-east-1';
    return { account: plain(own.id, ACCOUNT) || NONE, region: plain(region, REGION) || NONE, partition };
  };
}

export function partitionOf(arn: string): string {
  return /^arn:(aws[a-z-]*):/.exec(arn)?.[1] ?? 'aws';
}
