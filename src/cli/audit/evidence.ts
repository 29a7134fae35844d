import { relative } from 'node:path';
import { plan } from '../../engine/index.ts';
import type { AccountCollection } from '../../model/account.ts';
import { isAwsFact, UserError } from '../../model/index.ts';
import type { RepositoryOptions, RepositoryReading } from '../../repo/index.ts';
import type { Host } from '../host.ts';
import type { Progress } from '../progress.ts';
import { say } from '../streams.ts';
import { type AccountArguments, accountSource, readAccount } from './account.ts';
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
}

/** What both sides gave. A side that is missing was not asked for, or is not there. */
export interface Evidence {
  readonly reading?: RepositoryReading;
  readonly collection?: AccountCollection;
}

/** Reads the repository, then the account; says on stderr which of them there are. */
export async function gatherEvidence(request: EvidenceRequest): Promise<Evidence> {
  const { root, given, needs, repository, account, host, progress, signal } = request;
  const source = await accountSource(account, host);
  const { readRepository } = await import('../../repo/index.ts');
  const reading = await readRepository(root, needs, repository);
  if (!reading.django && source.kind === 'none') throw nothing(given, source.reason);
  const mentions = mentionsIn(reading.records);
  const collection = await readAccount(source, {
    args: account,
    scope: reading.django && account.scope === 'deployment' ? 'deployment' : 'account',
    facts: needs.filter(isAwsFact),
    mentions: mentions.names,
    namedRegions: mentions.regions,
    namedBuckets: mentions.buckets,
    host,
    progress,
    signal,
  });
  if (!reading.django) say(host, `no Django project in ${given}: auditing the account only`);
  if (source.kind === 'none') {
    say(host, `${source.reason}: auditing the repository only (--profile NAME adds the account)`);
  }
  for (const note of collection?.notes ?? []) say(host, note);
  return {
    ...(reading.django ? { reading } : {}),
    ...(collection === undefined ? {} : { collection }),
  };
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
