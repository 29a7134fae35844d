import { afterEach, describe, expect, it } from 'vitest';
import { actionOf } from '../../src/aws/actions.ts';
import { operationsOf } from '../../src/aws/declarations.ts';
import { readSnapshot, writeSnapshot } from '../../src/aws/snapshot.ts';
import type { Gap } from '../../src/model/index.ts';
import { type FakeAccount, startAccount } from '../account/index.ts';
import type { ServiceName } from '../account/services.ts';
import { ALL_FACTS, collectFrom, outcomes } from './collect.ts';
import { crowd } from './crowd.ts';

const calmAccount = await startAccount({ answers: crowd(3) });
const calm = await collectFrom(calmAccount);
await calmAccount.close();

/** Each question is about everything (metrics), or everything hangs on each answer (each role has all the policies). */
const OF_ALL = new Set(['cloudwatch:GetMetricData', 'iam:GetPolicy', 'iam:GetPolicyVersion']);

/** Asked about one thing at a time: what is asked about three of them. */
const perItem = [...new Set(calmAccount.requests.map(({ service, operation }) => `${service}:${operation}`))]
  .filter((name) => questionsOf(name) >= 3 && !OF_ALL.has(name))
  .toSorted();

function questionsOf(name: string): number {
  const asked = calmAccount.requests.filter(({ service, operation }) => `${service}:${operation}` === name);
  return new Set(asked.map(({ input }) => JSON.stringify(input))).size;
}

let account: FakeAccount | undefined;
afterEach(async () => {
  await account?.close();
  account = undefined;
});

function gapsOf({ fact }: (typeof calm.records)[number]): readonly Gap[] {
  return fact.status === 'collected' ? (fact.gaps ?? []) : [];
}

describe('what is denied for one thing alone', () => {
  it.each(perItem)('%s loses that one thing, and says which', async (operation) => {
    const [service, name = ''] = operation.split(':');
    const facts = ALL_FACTS.filter((fact) => operationsOf(fact).includes(operation));
    account = await startAccount({
      answers: crowd(3),
      faults: [{ service: service as ServiceName, operation: name, from: 2, times: 1, trouble: 'access-denied' }],
    });
    const { records } = await collectFrom(account, { facts });

    const known = JSON.stringify(calm.records);
    const gaps = records.filter(({ name: fact }) => facts.includes(fact)).flatMap(gapsOf);
    expect(gaps.length).toBeGreaterThan(0);
    for (const { reason, action, subject } of gaps) {
      expect(reason).toBe(`denied: ${actionOf(operation)}`);
      expect(action).toBe(actionOf(operation));
      expect(known).toContain(`"${subject?.id.split('#')[0]}`);
    }
    for (const { name: fact, scope, fact: found } of records) {
      const whole = calm.records.find((record) => record.name === fact && record.scope.region === scope.region)?.fact;
      if (whole?.status !== 'collected' || whole.value.length === 0) continue;
      if (found.status !== 'collected') throw new Error(`${fact} is lost: ${found.reason}`);
      if (found.gaps === undefined) expect(found.value).toEqual(whole.value);
      else expect(found.value.length).toBeGreaterThan(0);
    }
  });
});

describe('a gap', () => {
  it('is one of everything that is read from what was not seen', async () => {
    account = await startAccount({
      answers: crowd(3),
      faults: [{ operation: 'DescribeTaskDefinition', from: 2, times: 1, trouble: 'access-denied' }],
    });
    const { records } = await collectFrom(account, { facts: ['iam.rolePolicies', 'ecs.taskDefinitions'] });
    const [definitions, roles] = ['ecs.taskDefinitions', 'iam.rolePolicies'].map((wanted) =>
      records.filter(({ name }) => name === wanted).flatMap(gapsOf),
    );
    expect(definitions).toHaveLength(1);
    expect(roles?.map(({ reason, subject }) => [reason, subject?.id])).toEqual([
      ['needs ecs.taskDefinitions: denied: ecs:DescribeTaskDefinition', definitions?.[0]?.subject?.id],
    ]);
  });

  it('is kept in a snapshot', async () => {
    account = await startAccount({
      answers: crowd(3),
      faults: [{ operation: 'DescribeTargetHealth', from: 2, times: 1, trouble: 'access-denied' }],
    });
    const collection = await collectFrom(account, { facts: ['elasticloadbalancing.targetHealth'] });
    const text = [...writeSnapshot(collection, '0.1.0', new Date('2026-11-25T10:00:00Z'))].join('');
    expect((await readSnapshot([Buffer.from(text)], 'account.json')).collection).toEqual(collection);
    expect(collection.records.flatMap(gapsOf)).toHaveLength(1);
  });

  it('is none where nothing at all was answered: the fact is unavailable, and nobody asks a hundred times', async () => {
    account = await startAccount({
      answers: crowd(100),
      faults: [{ operation: 'DescribeTargetHealth', trouble: 'access-denied' }],
    });
    const collection = await collectFrom(account, { facts: ['elasticloadbalancing.targetHealth'] });
    expect(outcomes(collection)['elasticloadbalancing.targetHealth eu-west-1']).toBe(
      'denied: elasticloadbalancing:DescribeTargetHealth',
    );
    const asked = account.requests.filter(({ operation }) => operation === 'DescribeTargetHealth');
    expect(asked.length).toBeLessThan(60);
  });

  it('is every thing that was not asked about when the credentials expired half-way', async () => {
    account = await startAccount({
      answers: crowd(60),
      faults: [{ operation: 'DescribeTargetHealth', from: 20, trouble: 'expired-token' }],
    });
    const { records } = await collectFrom(account, { facts: ['elasticloadbalancing.targetHealth'] });
    const record = records.find(({ name }) => name === 'elasticloadbalancing.targetHealth');
    if (record?.fact.status !== 'collected') throw new Error('all of it is lost');
    const gaps = gapsOf(record);
    expect(record.fact.value.length).toBeGreaterThan(0);
    expect(record.fact.value.length + gaps.length).toBe(60);
    for (const { reason } of gaps) {
      expect(reason).toBe('credentials expired half-way (elasticloadbalancing:DescribeTargetHealth)');
    }
  });
});
