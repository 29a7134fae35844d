import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSnapshot } from '../../src/aws/snapshot.ts';
import { CATALOGUE } from '../../src/cli/catalogue.ts';
import { deploymentDerivations } from '../../src/deployment/index.ts';
import { plan, run } from '../../src/engine/index.ts';
import { type FactRecord, type Rule, sideOf, unavailable } from '../../src/model/index.ts';
import { readRepository } from '../../src/repo/index.ts';
import { ACCOUNT, REGION } from '../build/ref.ts';

/** Every rule that reads both sides; a new one is among them by itself. */
const CROSS: readonly Rule[] = CATALOGUE.filter(({ layer }) => layer === 'cross');
const derivations = deploymentDerivations(() => unavailable('the settings could not be evaluated'));
const needs = plan(CROSS, derivations);

/** The demo's repository and account, as they were read. */
let repository: readonly FactRecord[] = [];
let account: readonly FactRecord[] = [];
beforeAll(async () => {
  repository = (await readRepository('fixtures/demo/shop', needs)).records;
  const file = 'fixtures/demo/account.json';
  account = (await readSnapshot([readFileSync(file)], file)).collection.records;
}, 60_000);

const denied: readonly FactRecord[] = needs
  .filter((name) => sideOf(name) === 'aws')
  .map((name) => ({ name, scope: { account: ACCOUNT, region: REGION }, fact: unavailable(`denied: ${name}`) }));

const OPEN = new Set(['unknown', 'not-applicable']);
/** A reason says what was missing, or what to do about it. */
const SAYS_WHY = /denied: |would decide it|was not scanned|could not be read/;

describe.each(CROSS.map((rule): [string, Rule] => [rule.id, rule]))('%s', (_, rule) => {
  it.each<[string, () => readonly FactRecord[], { readonly repository: boolean; readonly account: boolean }]>([
    ['with the account denied', () => [...repository, ...denied], { repository: true, account: true }],
    ['without an account', () => repository, { repository: true, account: false }],
    ['without a repository', () => account, { repository: false, account: true }],
  ])('%s is open and says what would decide it', (__, records, scanned) => {
    const context = { today: '2026-11-25', scanned };
    const { results, defects } = run({ rules: [rule], records: records(), derivations, context });
    expect(defects).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
    for (const { status, message } of results) {
      expect(OPEN, message).toContain(status);
      expect(message).toMatch(SAYS_WHY);
    }
  });
});

it('there are some', () => {
  expect(CROSS.length).toBeGreaterThan(10);
});
