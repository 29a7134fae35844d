import { open, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AccountCollection, AccountRequest, AccountShare, Shard } from '../../model/account.ts';
import type { AwsFactName } from '../../model/aws/index.ts';
import { UserError } from '../../model/index.ts';
import type { ArgumentsOf } from '../command.ts';
import type { Host } from '../host.ts';
import type { ACCOUNT } from '../options/index.ts';
import type { Progress } from '../progress.ts';
import { say } from '../say.ts';

export type AccountArguments = ArgumentsOf<typeof ACCOUNT>;

/** How the account is reached: not at all, from a file, or by asking it. */
export type AccountSource =
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'snapshot'; readonly file: string }
  | { readonly kind: 'live' }
  /** Other machines have read it. */
  | { readonly kind: 'shares'; readonly shares: readonly AccountShare[] };

const LIVE_OPTIONS = ['profile', 'region', 'role-arn', 'external-id'] as const;

/** Any option of AWS asks for the account; without one, credentials in the environment do. */
export async function accountSource(args: AccountArguments, { env }: Pick<Host, 'env'>): Promise<AccountSource> {
  const asked = LIVE_OPTIONS.find((name) => args[name] !== undefined);
  if (args.snapshot !== undefined) {
    if (asked !== undefined) throw exclusive('--snapshot', `--${asked}`);
    return { kind: 'snapshot', file: args.snapshot };
  }
  if (args.offline === true) {
    if (asked !== undefined) throw exclusive('--offline', `--${asked}`);
    return { kind: 'none', reason: '--offline' };
  }
  if (asked !== undefined) return { kind: 'live' };
  const { credentialsInSight } = await import('../../aws/sight.ts');
  return (await credentialsInSight(env)) ? { kind: 'live' } : { kind: 'none', reason: 'no AWS credentials' };
}

function exclusive(one: string, other: string): UserError {
  return new UserError(`${one} and ${other} exclude each other: ${one} sends no request`, `Leave out one of them`);
}

export interface Collecting {
  readonly args: AccountArguments;
  readonly scope: AccountRequest['scope'];
  readonly facts: readonly AwsFactName[];
  readonly mentions: (name: string) => boolean;
  readonly namedRegions: readonly string[];
  readonly namedBuckets: readonly string[];
  readonly host: Host;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly shard?: Shard;
}

/** Reads the account, whole. */
export async function readAccount(
  source: AccountSource,
  collecting: Collecting,
): Promise<AccountCollection | undefined> {
  const shares = await readShares(source, collecting);
  if (shares === undefined) return undefined;
  const { assembleAccounts } = await import('../../aws/shares.ts');
  return assembleAccounts(shares, collecting.facts);
}

/** Reads what of the account is this machine's. Who is asking is said before anything else. */
export async function readShares(
  source: AccountSource,
  collecting: Collecting,
): Promise<readonly AccountShare[] | undefined> {
  if (source.kind === 'none') return undefined;
  if (source.kind === 'shares') return source.shares;
  return [source.kind === 'snapshot' ? await fromSnapshot(source.file, collecting) : await live(collecting)];
}

async function live(collecting: Collecting): Promise<AccountShare> {
  const { host, progress, signal } = collecting;
  const { SDK_ENVIRONMENT } = await import('../../aws/sdk-environment.ts');
  Object.assign(process.env, SDK_ENVIRONMENT);
  const { collectShare } = await import('../../aws/index.ts');
  const { progressLine } = await import('../../aws/progress-line.ts');
  try {
    return await collectShare(requestOf(collecting), {
      env: host.env,
      signal,
      onIdentity: ({ account, arn, profile, endpoint }) => {
        const from = profile === undefined ? '' : `, profile ${profile}`;
        const instead = endpoint === undefined ? '' : `; ${endpoint} answers instead of AWS`;
        progress.end();
        say(host, `account ${account} as ${arn}${from}${instead}`);
      },
      onProgress: (state) => progress.say(progressLine(state)),
      ...(host.stdin.isTTY ? { askMfaCode: (serial: string) => askCode(host, progress, serial) } : {}),
    });
  } finally {
    progress.end();
  }
}

function requestOf(collecting: Collecting): AccountRequest {
  const { args, scope, facts, mentions, namedRegions, namedBuckets, shard } = collecting;
  return {
    facts,
    ...(shard === undefined ? {} : { shard }),
    ...(args.profile === undefined ? {} : { profile: args.profile }),
    regions: args.region ?? [],
    namedRegions,
    roleArns: args['role-arn'] ?? [],
    ...(args['external-id'] === undefined ? {} : { externalId: args['external-id'] }),
    scope,
    mentions,
    namedBuckets,
  };
}

async function fromSnapshot(file: string, { host, shard }: Collecting): Promise<AccountShare> {
  const { readSnapshot } = await import('../../aws/snapshot.ts');
  const { shareOf } = await import('../../aws/shares.ts');
  await spareMemory(resolve(host.cwd(), file));
  const { collection, takenAt } = await readSnapshot(readChunks(resolve(host.cwd(), file), '--snapshot'), file);
  const accounts = collection.accounts
    .map(({ id, role }) => `${id}${role === undefined ? '' : ` as ${role}`}`)
    .join(', ');
  say(host, `account ${accounts} in ${file}, recorded ${takenAt.slice(0, 10)}`);
  return { ...shareOf(collection, shard ?? { index: 1, count: 1 }), source: takenAt };
}

/** Bytes of a snapshot from which memory is scarcer than time. */
const LARGE = 32 << 20;

/** Left to itself, Node lets garbage grow to what is in use before it looks for it: of a large account that is much. */
export async function spareMemory(file: string): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size >= LARGE) (await import('node:v8')).setFlagsFromString('--heap-growing-percent=20');
}

/** @throws UserError when there is no such file */
export async function readText(file: string, option: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, option, error);
  }
}

function unreadable(file: string, option: string, error: unknown): UserError {
  const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return new UserError(
    `${option} ${file} ${absent ? 'is not there' : 'cannot be read'}`,
    'Name a file that you may read',
  );
}

const CHUNK = 1 << 20;

/** A file piece by piece, always in the same memory. @throws UserError when there is no such file */
export async function* readChunks(file: string, option: string): AsyncGenerator<Uint8Array> {
  const memory = new Uint8Array(CHUNK);
  const handle = await open(file).catch((error: unknown) => {
    throw unreadable(file, option, error);
  });
  try {
    for (;;) {
      const { bytesRead } = await handle.read(memory, 0, CHUNK).catch((error: unknown) => {
        throw unreadable(file, option, error);
      });
      if (bytesRead === 0) return;
      yield memory.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function askCode(host: Host, progress: Progress, serial: string): Promise<string> {
  progress.end();
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: host.stdin, output: host.stderr });
  try {
    return (await lines.question(`Code of the MFA device ${serial}: `)).trim();
  } finally {
    lines.close();
  }
}
