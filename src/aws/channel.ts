/**
 * What a collector yields, kept for everybody who reads it: each reader sees every batch from the first on, at its own
 * pace, and the error after the last batch when there was one.
 */
export class Channel<T> {
  readonly #batches: (readonly T[])[] = [];
  #end: { readonly error?: unknown } | undefined;
  #waiting: (() => void)[] = [];

  push(batch: readonly T[]): void {
    if (batch.length === 0) return;
    this.#batches.push(batch);
    this.#notify();
  }

  close(): void {
    this.#end = {};
    this.#notify();
  }

  fail(error: unknown): void {
    this.#end = { error };
    this.#notify();
  }

  /** All that was pushed. */
  items(): T[] {
    return this.#batches.flat();
  }

  async *read(): AsyncGenerator<readonly T[]> {
    for (let at = 0; ; at += 1) {
      while (at >= this.#batches.length) {
        if (this.#end !== undefined) {
          if ('error' in this.#end) throw this.#end.error;
          return;
        }
        await new Promise<void>((wake) => this.#waiting.push(wake));
      }
      yield this.#batches[at] ?? [];
    }
  }

  #notify(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
