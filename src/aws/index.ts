import type { AccountCollection, AccountOptions, AccountRequest, CallerIdentity } from '../model/account.ts';
import type { AwsFactName } from '../model/aws/index.ts';
import type { FactRecord } from '../model/facts.ts';
import type { TargetAccount } from '../model/report.ts';
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
import { Tally } from './tally.ts';

/**
 * Reads the facts of one or several accounts. Whatever goes wrong in an account after it has been opened is in the records.
 * @throws UserError when the credentials cannot be used; of several accounts, when none opens
 */
export async function collectAccount(request: AccountRequest, options: AccountOptions): Promise<AccountCollection> {
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
    open: new Set<string>(),
    // STS first: the others are loaded while its answer is under way
    modules: new ServiceModules([...new Set(['sts' as const, ...servicesInOrder(request.facts)])]),
  };
  const outcomes = await Promise.all(roles.map(async (roleArn) => await readOne(run, roleArn)));
  tally.end();
  const opened = outcomes.filter((outcome) => 'account' in outcome);
  const failed = outcomes.filter((outcome) => 'error' in outcome);
  if (opened.length === 0 && failed[0] !== undefined) throw failed[0].error;
  return {
    accounts: opened.map(({ account }) => account),
    records: opened.flatMap(({ records }) => records).toSorted(byName),
    ...tally.totals(),
    notes: [
      ...endpointNotes(session),
      ...failed.map(({ error }) => `an account was left out: ${messageOf(error).replace(/^UserError: /, '')}`),
      ...opened.flatMap(({ notes }) => notes),
    ],
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
  /** The accounts that are read already: two roles may lead to one. */
  readonly open: Set<string>;
}

interface Opened {
  readonly account: TargetAccount;
  readonly records: readonly FactRecord<AwsFactName>[];
  readonly notes: readonly string[];
}

/** One account's failure is the others' note. A defect of ours is nobody's. */
async function readOne(run: Run, roleArn: string | undefined): Promise<Opened | { readonly error: UserError }> {
  const { session, request, options, tally, signal } = run;
  try {
    const allowed = allowedOperations(request.facts);
    const account = await openAccount(session, roleArn, { allowed, meter: tally, signal });
    try {
      if (run.open.has(account.id)) throw twice(account.id, roleArn);
      run.open.add(account.id);
      options.onIdentity?.(identityOf(account, session));
      return await readAccount(account, run);
    } finally {
      account.connection.close();
    }
  } catch (error) {
    if (error instanceof UserError) return { error };
    throw error;
  }
}

function twice(id: string, roleArn: string | undefined): UserError {
  return new UserError(`${roleArn ?? 'the caller'} leads to the account ${id}, which is read already`);
}

async function readAccount(account: OpenAccount, run: Run): Promise<Opened> {
  const { request, options, session, tally, modules } = run;
  const { id, arn, partition, connection } = account;
  const list = new RegionList(connection, partition, session.region);
  const { regions, notes } = await regionsOf(request, session, list);
  const plan = new AccountPlan(request.facts, regions, regionOfGlobal('acm', partition, session.region));
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
  const records = await reader.read();
  const reached = records.some(({ fact }) => fact.status === 'collected' || options.signal?.aborted === true);
  return {
    account: { id, regions, role: arn },
    records,
    notes: reached || records.length === 0 ? notes : [...notes, `nothing of the account ${id} could be read`],
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

function byName(a: FactRecord<AwsFactName>, b: FactRecord<AwsFactName>): number {
  const [left, right] = [a, b].map(({ name, scope }) => [name, scope.account, scope.region].join('\0'));
  if (left === right) return 0;
  return (left ?? '') < (right ?? '') ? -1 : 1;
}
