import { expect, it } from 'vitest';
import { declarationOf } from '../../src/aws/declarations.ts';
import { CATALOGUE } from '../../src/cli/catalogue.ts';
import type { AwsFactName } from '../../src/model/aws/index.ts';
import { collected, type FactRecord, type Result, type Subject, sideOf, unavailable } from '../../src/model/index.ts';
import { collectFrom } from '../aws/collect.ts';
import { evaluate } from '../engine/build.ts';
import { badAccount } from './accounts/bad.ts';
import { goodAccount } from './accounts/good.ts';
import { startAccount } from './index.ts';

const RULES = CATALOGUE.filter(({ needs }) => needs.every((name) => sideOf(name) === 'aws'));
const FACTS = [...new Set(RULES.flatMap(({ needs }) => needs))] as readonly AwsFactName[]; // only of the account

function verdicts(records: readonly FactRecord[]): ReadonlyMap<string, Result> {
  const { results } = evaluate({ rules: RULES, records, context: { scanned: { repository: false, account: true } } });
  return new Map(results.map((result) => [`${result.rule} ${result.subject.id}`, result]));
}

/** Facts that are asked for one thing at a time, so that one of them can be missing. */
function comesInParts(name: AwsFactName): boolean {
  const { service, calls, needs = [] } = declarationOf(name);
  return service !== 's3' && (calls.length > 1 || needs.length > 0);
}

/** The record as it is when all that is known of one thing was denied. */
function without(record: FactRecord, id: string): FactRecord {
  if (record.fact.status !== 'collected') throw new Error(`${record.name} is not there`);
  const items = record.fact.value as readonly Subject[]; // of a fact of the account
  const isOfIt = ({ ref }: Subject) => ref.id.split('#')[0] === id;
  const [one] = items.filter(isOfIt);
  if (one === undefined) throw new Error(`${record.name} has no ${id}`);
  const gap = { ...unavailable('denied: some:Action', 'some:Action'), subject: { ...one.ref, id } };
  return {
    ...record,
    fact: collected(
      items.filter((item) => !isOfIt(item)),
      [gap],
    ),
  } as FactRecord; // fewer of the same
}

it.each([
  ['sound', goodAccount],
  ['bad', badAccount],
] as const)(
  'of the %s account, no verdict changes for what could not be seen: it stands, or it is open',
  async (_, make) => {
    const account = await startAccount(make());
    const { records } = await collectFrom(account, { facts: FACTS });
    await account.close();
    const whole = verdicts(records);
    const wrong: string[] = [];
    let opened = 0;
    for (const record of records.filter(({ name }) => comesInParts(name))) {
      if (record.fact.status !== 'collected') continue;
      for (const id of new Set(record.fact.value.map(({ ref }) => ref.id.split('#')[0] ?? ''))) {
        const partly = verdicts(records.map((one) => (one === record ? without(record, id) : one)));
        opened += [...partly.values()].filter(({ status }) => status === 'unknown').length;
        for (const [key, { status }] of partly) {
          if (status === 'unknown' || status === whole.get(key)?.status) continue;
          wrong.push(
            `without ${id} of ${record.name}: ${key} is ${status}, and was ${whole.get(key)?.status ?? 'not judged'}`,
          );
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(opened).toBeGreaterThan(20);
  },
  120_000,
);
