import { type Missing, pool, type ScopedFact, type SubjectRef } from '../model/index.ts';

/** A list fact in all scopes. */
export type Scoped<T> = readonly ScopedFact<readonly T[]>[];

/** What an item is looked for by. A constant of its module: each list is gone through once for each of them. */
export type Keys<T> = (item: T) => string | undefined | readonly string[];

/** The items of a list fact by what they are looked for by. */
export interface Lookup<T> {
  /** The first in the order of the list. */
  readonly first: (key: string) => T | undefined;
  /** Those that have one of the keys, each once, in the order of the list. */
  readonly all: (keys: Iterable<string>) => readonly T[];
}

const known = new WeakMap<Scoped<never>, Map<Keys<never>, Lookup<unknown>>>();

/** Made once for the same list: thousands of services ask, and the account has tens of thousands of things. */
export function lookup<T>(scoped: Scoped<T>, keysOf: Keys<T>): Lookup<T> {
  const made: Map<Keys<never>, Lookup<unknown>> = known.get(scoped as Scoped<never>) ?? new Map();
  known.set(scoped as Scoped<never>, made);
  const found = made.get(keysOf as Keys<never>) ?? lookupIn(pool(scoped).items, keysOf);
  made.set(keysOf as Keys<never>, found);
  return found as Lookup<T>; // made of this list
}

function lookupIn<T>(items: readonly T[], keysOf: Keys<T>): Lookup<T> {
  const places = new Map<string, number[]>();
  items.forEach((item, place) => {
    for (const key of [keysOf(item) ?? []].flat()) {
      const others = places.get(key);
      if (others === undefined) places.set(key, [place]);
      else others.push(place);
    }
  });
  const at = (found: Iterable<number>) => [...found].flatMap((place) => items[place] ?? []);
  return {
    first: (key) => at((places.get(key) ?? []).slice(0, 1))[0],
    all: (keys) => at([...new Set([...keys].flatMap((key) => places.get(key) ?? []))].toSorted((a, b) => a - b)),
  };
}

/** Where names are unique in an account and region only. */
export function within({ account = '', region = '' }: Pick<SubjectRef, 'account' | 'region'>, name: string): string {
  return [account, region, name].join(' ');
}

/** What of a list is missing: whole scopes, and single things by their ids. */
export interface MissingParts {
  readonly scopes: readonly Missing[];
  readonly things: readonly Missing[];
  readonly byId: ReadonlyMap<string, readonly Missing[]>;
}

const missing = new WeakMap<Scoped<never>, MissingParts>();

export function missingParts(scoped: Scoped<unknown>): MissingParts {
  const found = missing.get(scoped as Scoped<never>) ?? partsOf(pool(scoped).missing);
  missing.set(scoped as Scoped<never>, found);
  return found;
}

function partsOf(all: readonly Missing[]): MissingParts {
  const byId = new Map<string, Missing[]>();
  for (const one of all) {
    if (one.subject === undefined) continue;
    const others = byId.get(one.subject.id);
    if (others === undefined) byId.set(one.subject.id, [one]);
    else others.push(one);
  }
  return {
    scopes: all.filter(({ subject }) => subject === undefined),
    things: all.filter(({ subject }) => subject !== undefined),
    byId,
  };
}
