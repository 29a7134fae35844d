import { collected, type Fact, type Pool, pool, type ScopedFact, type Subject, unavailable } from '../model/index.ts';

/**
 * The items of a list fact that satisfy `wanted`. Unavailable when none does and a part of the account could not be read, and
 * when single items could not: one of them may be wanted too. Where all that is wanted was asked of one `owner`, only what
 * that one lacks counts.
 */
export function pick<T>(
  scoped: readonly ScopedFact<readonly T[]>[],
  wanted: (item: T) => boolean,
  owner?: Subject,
): Fact<readonly T[]> {
  const { items, missing: everywhere } = pool(scoped);
  const missing = everywhere.filter(({ subject }) => owner === undefined || (subject ?? owner.ref).id === owner.ref.id);
  const found = items.filter(wanted);
  const single = missing.filter(({ subject }) => subject !== undefined);
  if (single.length > 0) return gap({ items, missing: single });
  return found.length > 0 || missing.length === 0 ? collected(found) : gap({ items, missing });
}

/** The one item that is about `subject`. */
export function aboutOne<T extends Subject>(scoped: readonly ScopedFact<readonly T[]>[], subject: Subject): Fact<T> {
  const { items, missing } = pool(scoped);
  const found = items.find((item) => item.ref.id === subject.ref.id);
  if (found !== undefined) return collected(found);
  return missing.length > 0
    ? gapAbout({ items, missing }, subject.ref.id)
    : unavailable(`${subject.ref.id} was not described`);
}

/** Why this one is missing: for its own reason, else for the first that there is. */
export function gapAbout<T>({ items, missing }: Pool<T>, id: string): Fact<never> {
  const own = missing.filter(({ subject }) => subject?.id === id);
  return gap({ items, missing: own.length > 0 ? own : missing });
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
