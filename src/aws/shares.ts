import type { AccountCollection, AccountOutcome, AccountShare, OpenedAccount, Shard } from '../model/account.ts';
import type { AwsFactName } from '../model/aws/index.ts';
import { unavailable } from '../model/fact.ts';
import type { FactRecord } from '../model/facts.ts';
import { groupBy } from '../model/group-by.ts';
import { UserError } from '../model/user-error.ts';
import { GLOBAL, placesOf } from './account-plan.ts';
import { ownRegions, stakeOf } from './shard.ts';

/**
 * What the machines read, as one: the same whether one of them read everything or each a part.
 * @param facts that were asked for: what nobody read of them is unavailable, never absent
 * @throws UserError when no account opened, or the shares do not fit together
 */
export function assembleAccounts(shares: readonly AccountShare[], facts: readonly AwsFactName[]): AccountCollection {
  const byRole = groupBy(
    shares.flatMap(({ outcomes }) => outcomes),
    ({ position }) => position,
  );
  const roles = [...byRole].toSorted(([a], [b]) => a - b).map(([, outcomes]) => outcomes);
  const interrupted = shares.some((share) => share.interrupted);
  const accounts: OpenedAccount[] = [];
  const notes: string[] = [];
  let leftOut = sum(shares.map((share) => share.leftOut ?? 0));
  for (const outcomes of roles) {
    const account = joined(outcomes, facts);
    if (account === undefined) {
      notes.push(...failuresIn(outcomes));
      if (!outcomes.some((outcome) => 'again' in outcome)) leftOut += 1;
    } else if (accounts.some(({ target }) => target.id === account.target.id)) notes.push(twice(account));
    else accounts.push(account);
  }
  const [first] = roles.flat().flatMap((outcome) => ('failed' in outcome ? [outcome] : []));
  if (accounts.length === 0 && first !== undefined) throw new UserError(first.failed, first.remedy);
  return {
    accounts: accounts.map(({ target }) => target),
    records: accounts.flatMap(({ records }) => records).toSorted(byName),
    requests: sum(shares.map(({ requests }) => requests)),
    throttled: sum(shares.map(({ throttled }) => throttled)),
    durationMs: Math.max(0, ...shares.map(({ durationMs }) => durationMs)),
    notes: [
      ...new Set(shares.flatMap((share) => share.notes)),
      ...notes,
      ...accounts.flatMap((account) => [...account.notes, ...unreached(account, interrupted)]),
    ],
    interrupted,
    ...(leftOut === 0 ? {} : { leftOut }),
  };
}

/** One account of several machines: where one of them could not open it, what it was to read is unavailable. */
function joined(outcomes: readonly AccountOutcome[], facts: readonly AwsFactName[]): OpenedAccount | undefined {
  const opened = outcomes.flatMap((outcome) => ('failed' in outcome ? [] : [outcome]));
  const [first] = opened;
  if (first === undefined) return undefined;
  const other = opened.find(({ target }) => keyOf(target) !== keyOf(first.target));
  if (other !== undefined) throw disagreeing(first, other);
  const records = opened.flatMap((one) => one.records);
  const [failure] = outcomes.flatMap((outcome) => ('failed' in outcome ? [outcome.failed] : []));
  return {
    ...first,
    records: failure === undefined ? records : [...records, ...missing(first, records, facts, failure)],
  };
}

/** Callers have session names of their own. */
function keyOf({ id, regions }: OpenedAccount['target']): string {
  return [id, ...regions].join(' ');
}

function disagreeing({ target }: OpenedAccount, { target: other }: OpenedAccount): UserError {
  const what =
    target.id === other.id ? `the account ${target.id} otherwise` : `${target.id} and ${other.id} as one account`;
  return new UserError(`the parts saw ${what}: with another caller's rights, or other regions`, 'Scan all parts again');
}

function missing(
  { target, edge }: OpenedAccount,
  records: readonly FactRecord<AwsFactName>[],
  facts: readonly AwsFactName[],
  reason: string,
): readonly FactRecord<AwsFactName>[] {
  const there = new Set(records.map(({ name, scope }) => `${name} ${scope.region}`));
  return placesOf(facts, target.regions, edge)
    .filter(({ fact, region }) => !there.has(`${fact} ${region}`))
    .map(({ fact, region }) => ({
      name: fact,
      scope: { account: target.id, region },
      fact: unavailable(`the account could not be opened for it: ${reason}`),
    }));
}

/** The same failure of several machines is one. */
function failuresIn(outcomes: readonly AccountOutcome[]): readonly string[] {
  const failed = new Set(outcomes.flatMap((outcome) => ('failed' in outcome ? [outcome.failed] : [])));
  return [...failed].map((message) => `an account was left out: ${message}`);
}

function twice({ target, role }: OpenedAccount): string {
  return `an account was left out: ${role ?? 'the caller'} leads to the account ${target.id}, which is read already`;
}

function unreached({ target, records }: OpenedAccount, interrupted: boolean): readonly string[] {
  const reached = interrupted || records.some(({ fact }) => fact.status === 'collected');
  return reached || records.length === 0 ? [] : [`nothing of the account ${target.id} could be read`];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function byName(a: FactRecord<AwsFactName>, b: FactRecord<AwsFactName>): number {
  const [left, right] = [a, b].map(({ name, scope }) => [name, scope.account, scope.region].join('\0'));
  if (left === right) return 0;
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

/** What a share has of the facts. */
export function shareRecords({ outcomes }: AccountShare): readonly FactRecord<AwsFactName>[] {
  return outcomes.flatMap((outcome) => ('failed' in outcome ? [] : outcome.records));
}

/** The part of a snapshot that a machine would have read. What is the whole collection's is in the first part. */
export function shareOf(collection: AccountCollection, shard: Shard): AccountShare {
  const { accounts, records, requests, throttled, durationMs, notes, interrupted, leftOut = 0 } = collection;
  const outcomes = accounts.flatMap((target, position) => {
    const stake = stakeOf(shard, position, accounts.length);
    if (stake === undefined) return [];
    const isOwn = ownRegions(stake, target.regions);
    const own = records.filter(({ scope }) => scope.account === target.id && isOwn(scope.region ?? GLOBAL));
    return [{ position, target, edge: '', records: own, notes: [] }];
  });
  const whole = { notes, requests, throttled, ...(leftOut === 0 ? {} : { leftOut }) };
  return {
    outcomes,
    durationMs,
    interrupted,
    ...(shard.index === 1 ? whole : { notes: [], requests: 0, throttled: 0 }),
  };
}
