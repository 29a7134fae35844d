import { collected, type Fact, type Pool, pool, type ScopedFact, type Subject, unavailable } from '../model/index.ts';

/** The items of a list fact that satisfy `wanted`; unavailable when none does and a part of the account could not be read. */
export function pick<T>(scoped: readonly ScopedFact<readonly T[]>[], wanted: (item: T) => boolean): Fact<readonly T[]> {
  const { items, missing } = pool(scoped);
  const found = items.filter(wanted);
  if (found.length > 0 || missing.length === 0) return collected(found);
  return gap({ items, missing });
}

/** The one item that is about `subject`. */
export function aboutOne<T extends Subject>(scoped: readonly ScopedFact<readonly T[]>[], subject: Subject): Fact<T> {
  const { items, missing } = pool(scoped);
  const found = items.find((item) => item.ref.id === subject.ref.id);
  if (found !== undefined) return collected(found);
  return missing.length > 0 ? gap({ items, missing }) : unavailable(`${subject.ref.id} was not described`);
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
