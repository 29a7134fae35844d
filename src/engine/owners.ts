import type { Result } from '../model/index.ts';
import { matches } from './pattern.ts';

/** Who is asked about what: the first entry that matches wins. `match` is a glob on subject, name, path, rule or topic. */
export interface Owner {
  readonly match: string;
  readonly owner: string;
}

export function assignOwners(results: readonly Result[], owners: readonly Owner[]): readonly Result[] {
  if (owners.length === 0) return results;
  return results.map((result) => {
    const { subject, location, rule, topic } = result;
    const texts = [subject.id, subject.name, location?.path, rule, topic].filter((text) => text !== undefined);
    const found = owners.find(({ match }) => texts.some((text) => matches(match, text)));
    return found === undefined ? result : { ...result, owner: found.owner };
  });
}
