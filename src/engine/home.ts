import { attributeKey, type FactRecord, type Home, type Location } from '../model/index.ts';
import type { RunContext } from './context.ts';
import type { Draft } from './draft.ts';
import { wholeOf } from './fingerprint.ts';
import { graphIn } from './graph.ts';

/** Where the repository declares the resources of the account, as far as the join found it. */
export function homesIn(records: readonly FactRecord[]): ReadonlyMap<string, Home> {
  return graphIn(records)?.homes ?? new Map();
}

/**
 * The place of a result: the rule's own, else the subject's, else where the repository declares the resource, at the attribute
 * that the evidence names first.
 */
export function placeOf({ subject, verdict }: Draft, { homes }: RunContext): Location | undefined {
  const own = verdict.location ?? subject.location;
  if (own !== undefined || subject.kind !== 'resource') return own;
  const home = homes?.get(subject.id) ?? homes?.get(wholeOf(subject.id));
  if (home === undefined) return undefined;
  const named = (verdict.evidence ?? []).flatMap(
    ({ label }) => home.attributes[attributeKey(label.replace(/^.*\//s, ''))] ?? [],
  );
  return named[0] ?? home.location;
}
