import type { FactRecord } from '../../src/model/facts.ts';
import { type Note, type RepositoryReading, readRepository } from '../../src/repo/index.ts';
import { READERS } from '../../src/repo/readers.ts';

/** Every name that a reader of the repository makes a fact for. */
export const FACTS = Object.keys(READERS) as readonly (keyof typeof READERS)[]; // the keys of the record

export interface Everything {
  readonly reading: RepositoryReading;
  readonly records: readonly FactRecord[];
  readonly notes: readonly Note[];
  /** Names of the readers that threw something that they did not mean to throw, and what. */
  readonly failed: readonly string[];
}

/** Runs every reader on a folder. */
export async function readEverything(root: string): Promise<Everything> {
  const reading = await readRepository(root, FACTS);
  const failed = reading.records.flatMap(({ name, fact }) =>
    fact.status === 'unavailable' && fact.reason.includes('the reader failed') ? [`${name}: ${fact.reason}`] : [],
  );
  return { reading, records: reading.records, notes: reading.notes(), failed };
}
