import type { History } from '../src/model/index.ts';
import { count, daysBetween } from './words.ts';

export type AgeOf = (fingerprint: string) => string | undefined;

/** How long a finding has been there: "new", "back again", "open for 28 days". Where there is no earlier report it is not known. */
export function agesIn(history: History | undefined): AgeOf {
  const now = history?.points.at(-1)?.startedAt;
  if (history?.changes === undefined || now === undefined) return () => undefined;
  const fresh = new Set(history.changes.new.map(({ fingerprint }) => fingerprint));
  const back = new Set(history.changes.reopened.map(({ fingerprint }) => fingerprint));
  return (fingerprint) => {
    const since = history.since[fingerprint];
    if (since === undefined) return undefined;
    if (fresh.has(fingerprint)) return 'new';
    if (back.has(fingerprint)) return 'back again';
    const days = daysBetween(since, now);
    return days < 1 ? 'open since today' : `open for ${count(days, 'day')}`;
  };
}
