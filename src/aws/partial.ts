import type { Gap } from '../model/fact.ts';
import type { SubjectRef } from '../model/subject.ts';
import { isOfOneItem, reasonOf } from './errors.ts';
import { each } from './streams.ts';

/** Failures in a row, none of the items answered, after which nobody asks about the rest: what is denied stays denied. */
const HOPELESS = 10;

/**
 * Asks about every item as soon as it is known, and yields each answer when it is there. An item whose question fails is
 * told to `missed`, and the others are answered all the same; what would fail for each of them (credentials that expired, a
 * service that hangs) is not asked again and again.
 */
export function eachAnswered<T, R>(
  source: AsyncIterable<readonly T[]>,
  ask: (item: T) => Promise<R | undefined>,
  missed: (item: T, error: unknown) => void,
): AsyncGenerator<readonly R[]> {
  let answered = false;
  let failed = 0;
  let over: { readonly error: unknown } | undefined;
  return each(source, async (item) => {
    if (over !== undefined) return void missed(item, over.error);
    try {
      const answer = await ask(item);
      answered ||= answer !== undefined;
      return answer;
    } catch (error) {
      missed(item, error);
      failed += 1;
      if (!isOfOneItem(error) || (!answered && failed >= HOPELESS)) over = { error };
      return undefined;
    }
  });
}

/** What of one item could not be seen, and why. */
export function gapOf(subject: SubjectRef, error: unknown): Gap {
  return { ...reasonOf(error), subject };
}

/** What a fact lacks because the fact that it is read from lacks it. */
export function inherited(fact: string, gaps: readonly Gap[]): readonly Gap[] {
  return gaps.filter(({ held }) => held !== true).map((gap) => ({ ...gap, reason: needing(fact, gap.reason) }));
}

/** One step is told, not the whole way down. */
function needing(fact: string, reason: string): string {
  return reason.startsWith('needs ') ? reason : `needs ${fact}: ${reason}`;
}

/** Sorted, each subject and reason once: the same in every run. */
export function inOrder(gaps: readonly Gap[]): readonly Gap[] {
  const distinct = new Map(gaps.map((gap) => [`${gap.subject?.id ?? ''}\0${gap.reason}`, gap]));
  return [...distinct].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, gap]) => gap);
}
