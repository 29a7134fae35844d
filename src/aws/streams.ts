/** How many calls of one collector wait or run at a time; the scheduler decides which of them run. */
const IN_FLIGHT = 32;

/**
 * Asks about every item as soon as it is known, several at a time, and yields each answer when it is there; an item whose
 * answer is undefined is left out. After a failure nothing more is begun.
 */
export async function* each<T, R>(
  source: AsyncIterable<readonly T[]>,
  ask: (item: T) => Promise<R | undefined>,
): AsyncGenerator<readonly R[]> {
  const running = new Set<Promise<{ readonly self: () => void; readonly answer: R | undefined }>>();
  const begin = (item: T) => {
    const task = ask(item).then((answer) => ({ self: () => running.delete(task), answer }));
    running.add(awaitedLater(task));
  };
  const settle = async function* () {
    const { self, answer } = await Promise.race(running);
    self();
    if (answer !== undefined) yield [answer];
  };
  for await (const batch of source) {
    for (const item of batch) {
      begin(item);
      while (running.size >= IN_FLIGHT) yield* settle();
    }
  }
  while (running.size > 0) yield* settle();
}

/** A list as a source: one batch. */
export async function* once<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
  yield items;
}

/** The lists of a source, one after the other. */
export async function* flat<T>(source: AsyncIterable<readonly (readonly T[])[]>): AsyncGenerator<readonly T[]> {
  for await (const lists of source) yield lists.flat();
}

/** The source cut into lists of `size`, for operations that take many names; each list as soon as it is full. */
export async function* chunks<T>(source: AsyncIterable<readonly T[]>, size: number): AsyncGenerator<readonly T[][]> {
  let held: T[] = [];
  for await (const batch of source) {
    held.push(...batch);
    while (held.length >= size) yield [held.splice(0, size)];
  }
  if (held.length > 0) yield [held];
}

/** Each distinct value that `keys` finds in the items, once. */
export async function* distinct<T>(
  source: AsyncIterable<readonly T[]>,
  keys: (item: T) => readonly (string | undefined)[],
): AsyncGenerator<readonly string[]> {
  const seen = new Set<string>();
  for await (const batch of source) {
    const fresh = batch.flatMap(keys).filter((key): key is string => key !== undefined && !seen.has(key));
    const once = [...new Set(fresh)];
    for (const key of once) seen.add(key);
    if (once.length > 0) yield once;
  }
}

/** Several sources as one, in the order in which their batches arrive. The first failure of one ends the whole. */
export async function* merge<T>(...sources: readonly AsyncIterable<readonly T[]>[]): AsyncGenerator<readonly T[]> {
  const pulls = new Map(sources.map((source) => [source, pull(source, source[Symbol.asyncIterator]())]));
  while (pulls.size > 0) {
    const { source, iterator, result } = await Promise.race(pulls.values());
    if (result.done === true) pulls.delete(source);
    else {
      pulls.set(source, pull(source, iterator));
      yield result.value;
    }
  }
}

function pull<T>(source: AsyncIterable<readonly T[]>, iterator: AsyncIterator<readonly T[]>) {
  return awaitedLater(iterator.next().then((result) => ({ source, iterator, result })));
}

/** A promise that is awaited later: until then its failure is nobody's, and must not end the process. */
export function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
