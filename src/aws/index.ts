import type {
  AccountCollection,
  AccountOptions,
  AccountOutcome,
  AccountRequest,
  AccountShare,
  CallerIdentity,
  FailedAccount,
  OpenedAccount,
} from '../model/account.ts';
import { UserError } from '../model/user-error.ts';
import { AccountPlan, servicesInOrder } from './account-plan.ts';
import { AccountReader } from './account-reader.ts';
import { allowedOperations } from './actions.ts';
import { messageOf } from './errors.ts';
import { regionOfGlobal } from './partition.ts';
import { checkRegions, chooseRegions, RegionList } from './regions.ts';
import { ServiceModules } from './registry.ts';
import { GivenUp } from './scheduler.ts';
import { type OpenAccount, openAccount, openSession, type Session } from './session.ts';
import { ownRegions, type Stake, stakeOf } from './shard.ts';
import { assembleAccounts } from './shares.ts';
import { Tally } from './tally.ts';

/**
 * Reads the facts of one or several accounts. Whatever goes wrong in an account after it has been opened is in the records.
 * @throws UserError when the credentials cannot be used; of several accounts, when none opens
 */
export async function collectAccount(request: AccountRequest, options: AccountOptions): Promise<AccountCollection> {
  return assembleAccounts([await collectShare(request, options)], request.facts);
}

/**
 * Reads what of the accounts is this machine's.
 * @throws UserError when the credentials cannot be used at all; an account that does not open is an outcome
 */
export async function collectShare(request: AccountRequest, options: AccountOptions): Promise<AccountShare> {
  checkRegions(request.regions);
  if (request.externalId !== undefined && request.roleArns.length === 0) {
    throw new UserError('--external-id goes with the role that asks for it', 'name the role: --role-arn ARN');
  }
  const session = await openSession({
    env: options.env,
    profile: request.profile,
    region: request.regions.find((region) => region !== 'all'),
    externalId: request.externalId,
    askMfaCode: options.askMfaCode,
  });
  const tally = new Tally(options.onProgress);
  const roles = request.roleArns.length === 0 ? [undefined] : request.roleArns;
  const run = {
    request,
    options,
    session,
    tally,
    signal: stopSignal(options.signal),
    // STS first: the others are loaded while its answer is under way
    modules: new ServiceModules([...new Set(['sts' as const, ...servicesInOrder(request.facts)])]),
  };
  const shard = request.shard ?? { index: 1, count: 1 };
  const own = roles.flatMap((role, position) => {
    const stake = stakeOf(shard, position, roles.length);
    return stake === undefined ? [] : [{ role, position, stake }];
  });
  const opening = await Promise.all(own.map(async (share) => await openOne(run, share)));
  const outcomes = await Promise.all(once(opening).map(async (one) => await readOne(run, one)));
  tally.end();
  return {
    outcomes,
    ...tally.totals(),
    notes: endpointNotes(session),
    interrupted: options.signal?.aborted === true,
  };
}

interface Run {
  readonly request: AccountRequest;
  readonly options: AccountOptions;
  readonly session: Session;
  readonly tally: Tally;
  readonly signal: AbortSignal;
  readonly modules: ServiceModules;
}

/** What of an account is this machine's. */
interface Own {
  readonly role: string | undefined;
  readonly position: number;
  readonly stake: Stake;
}

interface Opened extends Own {
  readonly account: OpenAccount;
}

/** One account's failure is the others' note. A defect of ours is nobody's. */
function failureOf(error: unknown, { position }: Own): FailedAccount {
  if (!(error instanceof UserError)) throw error;
  return {
    position,
    failed: messageOf(error).replace(/^UserError: /, ''),
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
  };
}

async function openOne({ session, request, tally, signal }: Run, own: Own): Promise<Opened | FailedAccount> {
  try {
    const allowed = allowedOperations(request.facts);
    return { ...own, account: await openAccount(session, own.role, { allowed, meter: tally, signal }) };
  } catch (error) {
    return failureOf(error, own);
  }
}

/** Two roles may lead to one account: the first in their order reads it. */
function once(opening: readonly (Opened | FailedAccount)[]): readonly (Opened | FailedAccount)[] {
  const open = new Set<string>();
  return opening.map((one) => {
    if ('failed' in one) return one;
    const { role, position, account } = one;
    if (!open.has(account.id)) {
      open.add(account.id);
      return one;
    }
    account.connection.close();
    const failed = `${role ?? 'the caller'} leads to the account ${account.id}, which is read already`;
    return { position, failed, again: true };
  });
}

async function readOne(run: Run, opened: Opened | FailedAccount): Promise<AccountOutcome> {
  if ('failed' in opened) return opened;
  const { account } = opened;
  try {
    run.options.onIdentity?.(identityOf(account, run.session));
    return await readAccount(opened, run);
  } catch (error) {
    return failureOf(error, opened);
  } finally {
    account.connection.close();
  }
}

async function readAccount({ role, position, stake, account }: Opened, run: Run): Promise<OpenedAccount> {
  const { request, session, tally, modules } = run;
  const { id, arn, partition, connection } = account;
  const list = new RegionList(connection, partition, session.region);
  const { regions, notes } = await regionsOf(request, session, list);
  const edge = regionOfGlobal('acm', partition, session.region);
  const plan = new AccountPlan(request.facts, regions, edge, ownRegions(stake, regions));
  tally.expect(servicesInOrder(request.facts).length);
  const reader = new AccountReader(plan, connection, {
    modules,
    account: id,
    partition,
    home: session.region,
    now: new Date(),
    scope: request.scope,
    mentions: request.mentions ?? (() => false),
    namedBuckets: request.namedBuckets ?? [],
    isEnabled: (region) => list.isEnabled(region),
    onServiceDone: () => tally.serviceDone(),
  });
  return {
    position,
    ...(role === undefined ? {} : { role }),
    target: { id, regions, role: arn },
    edge,
    records: await reader.read(),
    notes,
  };
}

/** `all` that AWS does not tell is the user's to mend: reading less than was asked for would look like all. */
async function regionsOf(request: AccountRequest, session: Session, list: RegionList) {
  try {
    return await chooseRegions(request.regions, { home: session.region, named: request.namedRegions, list });
  } catch (error) {
    throw new UserError(
      `the regions of the account cannot be told with these credentials: ${messageOf(error)}`,
      'allow ec2:DescribeRegions, or name the regions with --region',
      { cause: error },
    );
  }
}

function identityOf({ id, arn }: OpenAccount, session: Session): CallerIdentity {
  const endpoint = session.endpointOf('sts');
  return {
    account: id,
    arn,
    ...(session.profile === undefined ? {} : { profile: session.profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function endpointNotes(session: Session): readonly string[] {
  const endpoint = session.endpointOf('sts');
  return endpoint === undefined ? [] : [`${endpoint} answered instead of AWS (AWS_ENDPOINT_URL)`];
}

/** The caller's signal, with the reason that the report gives. */
function stopSignal(signal: AbortSignal | undefined): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(new GivenUp('interrupted'));
  if (signal?.aborted === true) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  return controller.signal;
}
