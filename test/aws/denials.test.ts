import { beforeAll, describe, expect, it } from 'vitest';
import * as catalogue from '../../rules/index.ts';
import { actionOf, withParents } from '../../src/aws/actions.ts';
import { operationsOf } from '../../src/aws/declarations.ts';
import { policyActions } from '../../src/aws/policy.ts';
import { plan, run } from '../../src/engine/index.ts';
import type { AwsFactName } from '../../src/model/aws/index.ts';
import type { Result, Rule } from '../../src/model/index.ts';
import { type Fault, startAccount } from '../account/index.ts';
import { ALL_FACTS, collectFrom } from './collect.ts';
import { crowd } from './crowd.ts';

/** The rules on the account alone: what the others need besides is no permission. */
const RULES: readonly Rule[] = Object.values<Rule>(catalogue).filter(({ layer }) => layer === 'aws');
const FACTS = awsFacts(RULES);
const OPERATIONS = [...new Set(ALL_FACTS.flatMap(operationsOf))];

/** Asked by the session itself: whose account it is, which nobody can deny, and what a region is. */
const OF_THE_SESSION = ['sts:GetCallerIdentity', 'ec2:DescribeRegions'];
const DECLARED = policyActions(ALL_FACTS).filter((action) => !OF_THE_SESSION.includes(action));
const NEEDED = policyActions(FACTS).filter((action) => !OF_THE_SESSION.includes(action));
const answers = crowd(1);

interface Scan {
  readonly results: ReadonlyMap<string, readonly Result[]>;
  readonly sent: ReadonlySet<string>;
}

/** What every rule says of an account that has something of everything, with these actions denied. */
async function scan(denied: readonly string[] = []): Promise<Scan> {
  const account = await startAccount({ answers, faults: denied.flatMap(denialOf) });
  const { records } = await collectFrom(account, { facts: FACTS });
  await account.close();
  const context = { today: '2026-11-25', scanned: { account: true, repository: false } };
  const { results, defects } = run({ rules: RULES, records, context });
  expect(defects).toEqual([]);
  return {
    results: new Map(RULES.map(({ id }) => [id, results.filter(({ rule }) => rule === id)])),
    sent: new Set(account.requests.map(({ action }) => action)),
  };
}

/** Every operation that the action stands for: both generations of load balancers have a DescribeLoadBalancers. */
function denialOf(action: string): readonly Fault[] {
  return OPERATIONS.filter((operation) => actionOf(operation) === action).map((one) => {
    const [service, operation] = one.split(':');
    return { service, operation, trouble: 'access-denied' } as Fault; // the names are the declarations'
  });
}

function awsFacts(rules: readonly Rule[]): readonly AwsFactName[] {
  return plan(rules) as readonly AwsFactName[]; // of rules on the account alone
}

function actionsOf(rule: Rule): ReadonlySet<string> {
  return new Set(
    withParents(awsFacts([rule]))
      .flatMap(operationsOf)
      .map(actionOf),
  );
}

describe.concurrent('a permission that is denied alone', () => {
  let whole: Scan;
  beforeAll(async () => {
    whole = await scan();
  });

  it('is sent when it is allowed, and then no rule lacks a fact', () => {
    expect(NEEDED.filter((action) => !whole.sent.has(action))).toEqual([]);
    const open = [...whole.results.values()].flat().filter(({ message }) => message.includes('could not be read'));
    expect(open).toEqual([]);
  });

  it('costs nothing when no rule needs it', async () => {
    const idle = DECLARED.filter((action) => !NEEDED.includes(action));
    const found = await scan(idle);
    expect(idle.filter((action) => found.sent.has(action))).toEqual([]);
    expect(found.results).toEqual(whole.results);
  });

  it.each(NEEDED)('%s opens exactly the rules that need it, and they say so', async (action) => {
    const { results } = await scan([action]);
    const needing = RULES.filter((rule) => actionsOf(rule).has(action)).map(({ id }) => id);
    const changed = RULES.map(({ id }) => id).filter(
      (id) => JSON.stringify(results.get(id)) !== JSON.stringify(whole.results.get(id)),
    );
    expect(changed).toEqual(needing);
    for (const id of needing) {
      const judged = results.get(id) ?? [];
      expect(new Set(judged.map(({ status }) => status)), id).toEqual(new Set(['unknown']));
      const naming = judged.filter(({ message }) => message.includes(`denied: ${action}`));
      expect(naming.length, id).toBeGreaterThan(0);
      for (const { evidence } of naming) expect(evidence.map(({ source }) => source)).toContain(action);
    }
  });
});
