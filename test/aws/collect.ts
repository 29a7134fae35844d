import { DECLARATIONS } from '../../src/aws/declarations.ts';
import { collectAccount } from '../../src/aws/index.ts';
import { SDK_ENVIRONMENT } from '../../src/aws/sdk-environment.ts';
import type { AccountCollection, AccountOptions, AccountRequest } from '../../src/model/account.ts';
import type { AwsFactName } from '../../src/model/aws/index.ts';
import type { FakeAccount } from '../account/index.ts';

Object.assign(process.env, SDK_ENVIRONMENT);

export const ALL_FACTS = Object.keys(DECLARATIONS) as readonly AwsFactName[]; // `satisfies` has checked the keys

/** Collects from a fake account with its own credentials; everything, unless a case says what. */
export async function collectFrom(
  account: FakeAccount,
  request: Partial<AccountRequest> = {},
  options: Partial<AccountOptions> = {},
): Promise<AccountCollection> {
  return await collectAccount(
    { facts: ALL_FACTS, regions: [], namedRegions: [], roleArns: [], scope: 'account', ...request },
    { env: account.env(), ...options },
  );
}

/** How many items each fact has, or why it has none: `rds.instances eu-west-1`. */
export function outcomes({ records }: AccountCollection): Readonly<Record<string, number | string>> {
  return Object.fromEntries(
    records.map(({ name, scope, fact }) => [
      `${name} ${scope.region ?? ''}`,
      fact.status === 'collected' ? fact.value.length : fact.reason,
    ]),
  );
}
