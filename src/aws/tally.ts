import type { AccountCollection, AccountProgress } from '../model/account.ts';
import type { Meter } from './client.ts';

/** What the whole collection has cost so far, told to whoever watches. */
export class Tally implements Meter {
  readonly #tell: ((progress: AccountProgress) => void) | undefined;
  readonly #start = performance.now();
  #services = 0;
  #servicesDone = 0;
  #requests = 0;
  #throttled = 0;
  #ended: number | undefined;

  constructor(tell: ((progress: AccountProgress) => void) | undefined) {
    this.#tell = tell;
  }

  sent(): void {
    this.#requests += 1;
    this.#say();
  }

  throttled(): void {
    this.#throttled += 1;
    this.#say();
  }

  expect(services: number): void {
    this.#services += services;
    this.#say();
  }

  serviceDone(): void {
    this.#servicesDone += 1;
    this.#say();
  }

  /** Requests that end later are not of this collection. */
  end(): void {
    this.#ended = performance.now() - this.#start;
  }

  totals(): Pick<AccountCollection, 'requests' | 'throttled' | 'durationMs'> {
    return { requests: this.#requests, throttled: this.#throttled, durationMs: Math.round(this.#elapsed()) };
  }

  #elapsed(): number {
    return this.#ended ?? performance.now() - this.#start;
  }

  #say(): void {
    this.#tell?.({
      servicesDone: this.#servicesDone,
      services: this.#services,
      requests: this.#requests,
      throttled: this.#throttled,
      elapsed: this.#elapsed(),
    });
  }
}
