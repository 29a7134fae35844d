import { expect, it } from 'vitest';
import { startAccount } from '../account/index.ts';
import { ALL_FACTS, collectFrom } from '../aws/collect.ts';
import { plantedAccount } from './account.ts';
import { Garden } from './canaries.ts';
import { Detector } from './traces.ts';

it('no secret of an account is in any fact', async () => {
  const garden = new Garden();
  const account = await startAccount({ answers: plantedAccount(garden) });
  const { records, notes } = await collectFrom(account);
  await account.close();
  const detector = new Detector(garden.canaries);
  const found = [...records, { name: 'notes', fact: notes }].flatMap(({ name, fact }) =>
    detector.find(JSON.stringify(fact)).map(({ canary, around }) => `${name}: ${canary.place}: ${around}`),
  );
  expect(found).toEqual([]);
  expect(records.filter(({ fact }) => fact.status === 'collected').map(({ name }) => name)).toEqual(
    expect.arrayContaining([...ALL_FACTS]),
  );
  // A secret is planted when its answer is given, so that each of these was sent.
  const operations = new Set(garden.canaries.map(({ place }) => place.split('.')[0]));
  expect(operations.size).toBeGreaterThan(25);
  expect(garden.canaries.length).toBeGreaterThan(80);
});
