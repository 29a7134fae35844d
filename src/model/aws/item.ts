import type { Subject } from '../subject.ts';

/**
 * An AWS object as the SDK types it, with the members `Always` that AWS always sends, and its name for the report.
 * `ref.id` is the ARN. What a second call tells about the same object (attributes, health, a policy) is a fact of its own,
 * because it can be denied by itself; its items carry the object's own `ref`, so that `ref.id` joins them.
 */
export type Item<T, Always extends keyof T = never> = Omit<T, Always> & {
  readonly [K in Always]-?: NonNullable<T[K]>;
} & Subject;

/** The items of a fact that are about `subject`: the listeners' rules, an environment's settings. */
export function about<T extends Subject>(items: readonly T[], subject: Subject): readonly T[] {
  return items.filter((item) => item.ref.id === subject.ref.id);
}
