import { relative } from 'node:path';
import { plan } from '../../engine/index.ts';
import type { AccountCollection, AccountShare, Shard } from '../../model/account.ts';
import { isAwsFact, UserError } from '../../model/index.ts';
import type { RepositoryOptions, RepositoryReading } from '../../repo/index.ts';
import type { Host } from '../host.ts';
import type { Progress } from '../progress.ts';
import { say } from '../say.ts';
import {
  type AccountArguments,
  type AccountSource,
  accountSource,
  type Collecting,
  readAccount,
  readShares,
} from './account.ts';
import { mentionsIn } from './mentions.ts';

export interface EvidenceRequest {
  /** The folder, absolute, and as it was given. */
  readonly root: string;
  readonly given: string;
  readonly needs: ReturnType<typeof plan>;
  readonly repository: RepositoryOptions;
  readonly account: AccountArguments;
  readonly host: Host;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** The part of the account that is this machine's. */
  readonly shard?: Shard;
  /** What several machines have read of it. */
  readonly shares?: readonly AccountShare[];
}

/** What both sides gave. A side that is missing was not asked for, or is not there. */
export interface Evidence {
  readonly reading?: RepositoryReading;
  readonly collection?: AccountCollection;
}

/** One machine's part of it. */
export interface EvidencePart {
  readonly reading?: RepositoryReading;
  readonly share: AccountShare;
}

/** Reads the repository, then the account; says on stderr which of them there are. */
export async function gatherEvidence(request: EvidenceRequest): Promise<Evidence> {
  const { reading, source, collecting } = await begin(request);
  const collection = await readAccount(source, collecting);
  sayWhatThereIs(request, reading, source, collection?.notes ?? []);
  return {
    ...(reading.django ? { reading } : {}),
    ...(collection === undefined ? {} : { collection }),
  };
}

/** The same of this machine's part of the account. */
export async function gatherPart(request: EvidenceRequest): Promise<EvidencePart> {
  const { reading, source, collecting } = await begin(request);
  const [share] = (await readShares(source, collecting)) ?? [];
  if (share === undefined) throw nothingToShare(source);
  const failed = share.outcomes.flatMap((outcome) => ('failed' in outcome ? [outcome] : []));
  const [only] = (request.account['role-arn'] ?? []).length > 1 ? [] : failed;
  if (only !== undefined) throw new UserError(only.failed, only.remedy);
  const notes = failed.map((one) => `an account could not be opened: ${one.failed}`);
  sayWhatThereIs(request, reading, source, [...share.notes, ...notes]);
  return { share, ...(reading.django ? { reading } : {}) };
}

function nothingToShare(source: AccountSource): UserError {
  const why = source.kind === 'none' ? source.reason : 'nothing was read';
  return new UserError(
    `--shard shares out the account, and there is none (${why})`,
    'Leave --shard out, or give AWS credentials',
  );
}

async function begin(request: EvidenceRequest) {
  const { root, given, needs, repository, account, host, progress, signal, shard, shares } = request;
  const source: AccountSource = shares === undefined ? await accountSource(account, host) : { kind: 'shares', shares };
  const { readRepository } = await import('../../repo/index.ts');
  const reading = await readRepository(root, needs, repository);
  if (!reading.django && source.kind === 'none') throw nothing(given, source.reason);
  const mentions = mentionsIn(reading.records);
  const collecting: Collecting = {
    args: account,
    scope: reading.django && account.scope === 'deployment' ? 'deployment' : 'account',
    facts: needs.filter(isAwsFact),
    mentions: mentions.names,
    namedRegions: mentions.regions,
    namedBuckets: mentions.buckets,
    host,
    progress,
    signal,
    ...(shard === undefined ? {} : { shard }),
  };
  return { reading, source, collecting };
}

function sayWhatThereIs(
  { given, host }: EvidenceRequest,
  reading: RepositoryReading,
  source: AccountSource,
  notes: readonly string[],
): void {
  if (!reading.django) say(host, `no Django project in ${given}: auditing the account only`);
  if (source.kind === 'none') {
    say(host, `${source.reason}: auditing the repository only (--profile NAME adds the account)`);
  }
  for (const note of notes) say(host, note);
}

function nothing(given: string, reason: string): UserError {
  return new UserError(
    `there is no Django project in ${given} and no account to audit (${reason})`,
    'Name the folder of the project, or give AWS credentials: --profile NAME, AWS_PROFILE, or --snapshot FILE',
  );
}

/** How a path is shown: as it was given, and never as an absolute path of this machine. */
export function shownPath(root: string, cwd: string): string {
  return relative(cwd, root) || '.';
}
