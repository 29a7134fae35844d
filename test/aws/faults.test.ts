import { afterEach, describe, expect, it } from 'vitest';
import { declarationOf } from '../../src/aws/declarations.ts';
import { policyActions } from '../../src/aws/policy.ts';
import type { AccountProgress } from '../../src/model/account.ts';
import type { Fault, Trouble } from '../account/index.ts';
import { type FakeAccount, startAccount } from '../account/index.ts';
import { SERVICE_NAMES } from '../account/services.ts';
import { ALL_FACTS, collectFrom, outcomes } from './collect.ts';
import { crowd } from './crowd.ts';

let account: FakeAccount | undefined;
afterEach(async () => {
  await account?.close();
  account = undefined;
});

/** Everything but STS, without which there is no account. */
const BUT_STS = SERVICE_NAMES.filter((service) => service !== 'sts');

async function under(...faults: readonly Fault[]): Promise<FakeAccount> {
  account = await startAccount({ answers: crowd(2), faults });
  return account;
}

/** The reasons of all facts but the caller's, which STS tells. */
async function reasonsUnder(trouble: Trouble): Promise<readonly string[]> {
  const collection = await collectFrom(await under({ service: BUT_STS, trouble }));
  const { 'sts.identity global': identity, ...others } = outcomes(collection);
  expect(identity).toBe(1);
  return Object.values(others).map(String);
}

describe('what cannot be seen', () => {
  it('is named with the permission that would mend it, when it is denied', async () => {
    const collection = await collectFrom(await under({ service: BUT_STS, trouble: 'access-denied' }));
    const known = new Set(policyActions(ALL_FACTS));
    const wrong = collection.records.filter(
      ({ fact }) =>
        fact.status === 'collected' || !fact.reason.includes(`denied: ${fact.action}`) || !known.has(fact.action ?? ''),
    );
    expect(wrong.map(({ name }) => name)).toEqual(['sts.identity']);
  });

  it('says so, when a policy forbids it', async () => {
    for (const reason of await reasonsUnder('explicit-deny')) expect(reason).toMatch(/denied: \S+ \(explicit deny/);
  });

  it('is credentials that expired half-way, from then on', async () => {
    const collection = await collectFrom(await under({ from: 60, trouble: 'expired-token' }));
    const reasons = Object.values(outcomes(collection));
    expect(reasons.filter((outcome) => typeof outcome === 'number' && outcome > 0).length).toBeGreaterThan(10);
    const unseen = reasons.filter((outcome) => typeof outcome === 'string');
    expect(unseen.length).toBeGreaterThan(10);
    for (const reason of unseen) expect(reason).toMatch(/credentials expired half-way/);
  });

  it.each(['html-502', 'cut-answer', 'error-500', 'reset'] as const)(
    'is told, under %s',
    { timeout: 90_000 },
    async (trouble) => {
      const words = {
        'html-502': /(unreadable answer: .*HTTP 502)/,
        'cut-answer': /no connection|unreadable answer/,
        'error-500': /HTTP 500/,
        reset: /no connection: ECONNRESET/,
      };
      for (const reason of await reasonsUnder(trouble)) expect(reason).toMatch(words[trouble]);
    },
  );

  it('is never taken for nothing, when the answer is empty', async () => {
    const collection = await collectFrom(await under({ service: BUT_STS, trouble: 'empty-answer' }));
    const collected = Object.entries(outcomes(collection)).filter(([, outcome]) => typeof outcome === 'number');
    expect(collected.map(([name]) => name)).toEqual(['sts.identity global']);
  });
});

describe('an empty answer about one item', () => {
  /** AWS answers so where there is nothing: versioning never switched on, no web ACL, a bucket of the oldest region. */
  const NOTHING = ['s3.locations global', 's3.versioning global', 'wafv2.webAclsForResources eu-west-1'];

  it('is never taken for nothing either', async () => {
    const facts = ALL_FACTS.filter((fact) => declarationOf(fact).needs !== undefined);
    const operation = [...new Set(facts.flatMap((fact) => declarationOf(fact).calls))].filter(
      (call) => !['ListServices', 'ListTasks', 'ListNodegroups', 'ListAddons'].includes(call),
    );
    const collection = await collectFrom(await under({ operation, trouble: 'empty-answer' }));
    const found = Object.entries(outcomes(collection)).filter(
      ([name, outcome]) =>
        facts.some((fact) => name.startsWith(`${fact} `)) && typeof outcome === 'number' && outcome > 0,
    );
    expect(found.map(([name]) => name)).toEqual(NOTHING);
  });
});

describe('a service that hangs', () => {
  it('holds up nothing else, and ends', { timeout: 120_000 }, async () => {
    const started = performance.now();
    const hanging = BUT_STS.filter((service) => !['ecs', 's3'].includes(service));
    const collection = await collectFrom(await under({ service: hanging, trouble: 'hang' }));
    expect(performance.now() - started).toBeLessThan(60_000);
    const found = outcomes(collection);
    expect(found['rds.instances eu-west-1']).toMatch(/^timed out/);
    expect(found['rds.parameters eu-west-1']).toMatch(/^needs rds\.\w+: timed out/);
    expect(found['ssm.instances eu-west-1']).toMatch(/^timed out/);
    expect(found['iam.roles global']).toMatch(/^timed out/);
    expect(found['ecs.tasks eu-west-1']).toBe(2);
    expect(found['s3.policies global']).toBe(2);
  });
});

describe('throttling', () => {
  it('loses nothing', { timeout: 120_000 }, async () => {
    const facts = ['rds.snapshotAttributes', 'elasticloadbalancing.rules', 'eks.addons', 's3.policies'] as const;
    account = await startAccount({ answers: crowd(20) });
    const calm = await collectFrom(account, { facts });
    await account.close();
    account = await startAccount({
      answers: crowd(20),
      faults: [{ service: BUT_STS, trouble: { throttle: { rate: 10, burst: 5 } } }],
    });
    const throttled = await collectFrom(account, { facts });
    expect(throttled.records).toEqual(calm.records);
    expect(throttled.throttled).toBeGreaterThan(0);
  });
});

describe('a region', () => {
  it('that is not enabled is said to be, and hides nothing of the others', async () => {
    account = await startAccount({
      answers: crowd(2),
      faults: [{ region: 'eu-south-1', trouble: 'region-disabled' }],
    });
    const collection = await collectFrom(account, { regions: ['eu-west-1', 'eu-south-1'] });
    const there = collection.records.filter(({ scope }) => scope.region === 'eu-south-1');
    expect(there.length).toBeGreaterThan(40);
    const reasons = there.map(({ fact }) =>
      fact.status === 'unavailable' ? fact.reason.replace(/^(needs \S+: )+/, '') : 'collected',
    );
    expect(new Set(reasons)).toEqual(new Set(['region not enabled']));
    expect(outcomes(collection)['iam.rolePolicies global']).toBeGreaterThan(0);
    expect(outcomes(collection)['rds.instances eu-west-1']).toBe(2);
  });

  it('is skipped and named by --region all', async () => {
    account = await startAccount({ answers: crowd(1), optedIn: ['eu-south-1'] });
    const collection = await collectFrom(account, { regions: ['all'], facts: ['rds.instances'] });
    const [read] = collection.accounts;
    expect(read?.regions).toContain('eu-south-1');
    expect(read?.regions).not.toContain('af-south-1');
    expect(collection.notes.join()).toMatch(/regions that are not enabled were skipped: .*af-south-1/);
    expect(collection.records.length).toBe(read?.regions.length);
  });
});

describe('Ctrl-C', () => {
  it('gives what was whole by then and calls the rest interrupted', async () => {
    account = await startAccount({ answers: crowd(3), faults: [{ service: ['rds', 'ecs'], trouble: 'hang' }] });
    const stop = new AbortController();
    const facts = ['logs.groups', 'rds.instances', 'ecs.services'] as const;
    const onProgress = ({ servicesDone }: AccountProgress) => {
      if (servicesDone === 1) stop.abort(); // the one that does not hang
    };
    const collection = await collectFrom(account, { facts }, { signal: stop.signal, onProgress });
    expect(collection.interrupted).toBe(true);
    const found = outcomes(collection);
    expect(found['logs.groups eu-west-1']).toBe(3);
    expect(found['rds.instances eu-west-1']).toBe('interrupted');
    expect(found['ecs.services eu-west-1']).toBe('needs ecs.clusters: interrupted');
  });
});
