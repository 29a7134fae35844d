import { bucketNames } from '../../deployment/index.ts';
import type { EvaluatedSettings, FactRecord } from '../../model/index.ts';

/** What the repository names: buckets and hosts that are read in depth, regions that are scanned besides the profile's. */
export interface Mentions {
  readonly names: (name: string) => boolean;
  readonly regions: readonly string[];
  readonly buckets: readonly string[];
}

const REGION =
  /\b(?:us|eu|ap|ca|sa|me|af|il|mx|cn)(?:-gov|-iso[a-z]?)?-(?:north|south|east|west|central)(?:east|west)?-\d\b/g;
/** Shorter names stand in any text by chance. */
const SHORTEST = 3;

export function mentionsIn(records: readonly FactRecord[]): Mentions {
  const text = JSON.stringify(
    records.map(({ fact }) => (fact.status === 'collected' ? fact.value : null)),
  ).toLowerCase();
  return {
    names: (name) => name.length >= SHORTEST && text.includes(name.toLowerCase()),
    buckets: bucketsIn(records),
    regions: [...new Set(text.match(REGION) ?? [])].toSorted(),
  };
}

function bucketsIn(records: readonly FactRecord[]): readonly string[] {
  const fact = records.find(({ name }) => name === 'repository.settings')?.fact;
  if (fact?.status !== 'collected') return [];
  return [...new Set(bucketNames(fact.value as EvaluatedSettings).map(({ text }) => text))].toSorted(); // its own name
}
