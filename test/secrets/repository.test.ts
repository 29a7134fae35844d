import { expect, it } from 'vitest';
import { readEverything } from '../repo/every-fact.ts';
import { folderWith } from '../repo/folder.ts';
import { Garden } from './canaries.ts';
import { unseen } from './places.ts';
import { plantedRepository } from './repository/index.ts';
import { ON_NO_LINE } from './repository/unread.ts';
import { Detector } from './traces.ts';

const garden = new Garden();
const files = plantedRepository(garden);
const detector = new Detector(garden.canaries);

it('no secret of a repository is in any fact or note', async () => {
  const { records, notes, failed } = await readEverything(folderWith(files));
  const found = [...records, { name: 'notes', fact: notes }].flatMap(({ name, fact }) =>
    detector.find(JSON.stringify(fact)).map(({ canary, around }) => `${name}: ${canary.place}: ${around}`),
  );
  expect(failed).toEqual([]);
  expect(found).toEqual([]);
  expect(unseen(garden.canaries, files, records)).toEqual(ON_NO_LINE);
});

it('they would be found where they stand', () => {
  const found = new Set(Object.values(files).flatMap((text) => detector.find(text).map(({ canary }) => canary)));
  expect(garden.canaries.filter((canary) => !found.has(canary)).map(({ place }) => place)).toEqual([]);
});
