import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { isBroken, isThrottling } from './errors.ts';
import type { Rate } from './rates.ts';

/** Milliseconds without a single answer after which a throttled lane gives up. */
const THROTTLED_OUT = 60_000;

/** Requests to one service in one account and region, at the rates that AWS bears. */
export class Lane {
  readonly #limit: ReturnType<typeof pLimit>;
  #lastAnswer = 0;

  /** @param concurrent requests under way at a time */
  constructor(concurrent: number) {
    this.#limit = pLimit(concurrent);
  }

  /**
   * Sends when the bucket has a token and a place is free. What is throttled although the SDK has tried again is sent later,
   * as long as the lane gets answers at all: nothing is lost to throttling that time can mend. An answer that broke off is
   * asked for once more.
   */
  async run<T>(bucket: Bucket, send: () => Promise<T>, signal: AbortSignal): Promise<T> {
    let firstThrottle: number | undefined;
    for (let broken = 0; ; ) {
      await bucket.take(signal);
      try {
        return await this.#limit(async () => await this.#send(send, signal));
      } catch (error) {
        const now = performance.now();
        firstThrottle ??= now;
        if (isBroken(error) && broken === 0) broken += 1;
        else if (!isThrottling(error) || now - Math.max(this.#lastAnswer, firstThrottle) > THROTTLED_OUT) throw error;
        else bucket.slowDown();
      }
    }
  }

  async #send<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const answer = await send();
    this.#lastAnswer = performance.now();
    return answer;
  }
}

/** A token bucket that holds no tokens but the time at which the next request may go (GCRA). */
export class Bucket {
  #interval: number;
  readonly #burst: number;
  #theoretical = 0;

  constructor({ perSecond, burst }: Rate) {
    this.#interval = 1000 / perSecond;
    this.#burst = burst;
  }

  async take(signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#theoretical - (this.#burst - 1) * this.#interval);
    this.#theoretical = Math.max(now, this.#theoretical) + this.#interval;
    if (at > now) await sleep(at - now, undefined, { signal });
  }

  /** The account has other callers too: half as fast from now on, never slower than one in two seconds. */
  slowDown(): void {
    this.#interval = Math.min(this.#interval * 2, 2000);
  }
}

/** Time-outs in a row after which a service is not asked any more. */
const TIME_OUTS = 2;

/** A service in one region that does not answer is given up, so that it cannot hold up the rest. */
export class Breaker {
  readonly #controller = new AbortController();
  #timeOuts = 0;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  answered(): void {
    this.#timeOuts = 0;
  }

  timedOut(): void {
    this.#timeOuts += 1;
    if (this.#timeOuts >= TIME_OUTS) this.#controller.abort(new GivenUp('timed out'));
  }
}

/** Why something was not asked to the end. The message is the reason in the report. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
}
