import type { Subject } from '../../src/model/index.ts';

/** Facts of several regions and accounts stand in one list: names are unique only within an account and a region. */
export function sameScope(one: Subject, other: Subject): boolean {
  return one.ref.account === other.ref.account && one.ref.region === other.ref.region;
}

/** Global services have the region `global`: only the account joins them to the rest. */
export function sameAccount(one: Subject, other: Subject): boolean {
  return one.ref.account === other.ref.account;
}

/** `aws`, `aws-cn`, `aws-us-gov`: what ARNs beside this one begin with. */
export function partitionOf({ id }: Subject['ref']): string {
  return /^arn:([^:]+):/.exec(id)?.[1] ?? 'aws';
}

/** The value of a tag, by its key. */
export function tag(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
  key: string,
): string | undefined {
  return tags?.find((one) => one.Key === key)?.Value;
}
