import type { Options } from 'yargs';

const group = 'Account:';
const text = { group, type: 'string', requiresArg: true } as const;

/** How the account is reached. Each of these asks for the account. */
export const CONNECTION = {
  profile: { ...text, describe: 'Profile of ~/.aws/config' },
  region: { ...text, array: true, describe: 'Region to scan, repeatable; "all" for every enabled one' },
  'role-arn': { ...text, array: true, describe: 'Role to assume, repeatable: one account each' },
  'external-id': { ...text, describe: 'External id that the role asks for' },
} as const satisfies Record<string, Options>;

export const ACCOUNT = {
  ...CONNECTION,
  snapshot: { ...text, describe: 'Evaluate a file that `djaudit collect` wrote; no request is sent' },
  offline: { group, type: 'boolean', describe: 'Send no request: the repository only' },
  scope: {
    ...text,
    choices: ['deployment', 'account'],
    describe: 'What of the account: what the repository is deployed on (default), or all of it',
  },
} as const satisfies Record<string, Options>;

/** Where several machines share a scan. */
export const SHARD = {
  shard: { ...text, describe: 'i/n: read this part of the accounts and regions; djaudit report joins the parts' },
} as const satisfies Record<string, Options>;
