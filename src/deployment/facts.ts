import { collected, type Fact, type Pool, pool, type Subject, unavailable } from '../model/index.ts';
import { type Keys, lookup, missingParts, type Scoped } from './lookup.ts';

/**
 * The items of a list fact that have one of the keys. Unavailable when none does and a part of the account could not be read, and
 * when single items could not: one of them may be wanted too. Where all that is wanted was asked of one `owner`, only what
 * that one lacks counts.
 */
export function pick<T>(
  scoped: Scoped<T>,
  keysOf: Keys<T>,
  keys: readonly string[],
  owner?: Subject,
): Fact<readonly T[]> {
  const { scopes, things, byId } = missingParts(scoped);
  const open = owner === undefined ? things : (byId.get(owner.ref.id) ?? []);
  if (open.length > 0) return gap({ items: [], missing: open });
  const found = lookup(scoped, keysOf).all(keys);
  return found.length > 0 || scopes.length === 0 ? collected(found) : gap({ items: found, missing: scopes });
}

/** The one item that is about `subject`. */
export function aboutOne<T extends Subject>(scoped: Scoped<T>, subject: Subject): Fact<T> {
  const found = lookup(scoped, byId).first(subject.ref.id);
  if (found !== undefined) return collected(found);
  return pool(scoped).missing.length > 0
    ? gapAbout(scoped, subject.ref.id)
    : unavailable(`${subject.ref.id} was not described`);
}

export function byId({ ref }: Subject): string {
  return ref.id;
}

/** Why this one is missing: for its own reason, else for the first that there is. */
export function gapAbout(scoped: Scoped<unknown>, id: string): Fact<never> {
  const { items, missing } = pool(scoped);
  return gap({ items, missing: missingParts(scoped).byId.get(id) ?? missing });
}

export function gap<T>({ missing }: Pool<T>): Fact<never> {
  const [first] = missing;
  return first === undefined ? unavailable('not requested') : unavailable(first.reason, first.action);
}

export function map<T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U> {
  return fact.status === 'collected' ? collected(change(fact.value)) : fact;
}

/** All of them, or the first that could not be had. */
export function all<T>(facts: readonly Fact<T>[]): Fact<readonly T[]> {
  const values: T[] = [];
  for (const fact of facts) {
    if (fact.status === 'unavailable') return fact;
    values.push(fact.value);
  }
  return collected(values);
}

/** What could be seen of a list: where only what is there matters, and nothing is said of what is not. */
export function listed<T>(fact: Fact<readonly T[]>): readonly T[] {
  return fact.status === 'collected' ? fact.value : [];
}
