import { describe, expect, it } from 'vitest';
import { Breaker, Bucket, Lane } from '../../src/aws/scheduler.ts';

const never = () => new AbortController().signal;
const quick = () => new Bucket({ perSecond: 1000, burst: 1000 });
const throttled = () => Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });

describe('a bucket', () => {
  it('lets its burst through at once, and then keeps the rate', async () => {
    const bucket = new Bucket({ perSecond: 100, burst: 10 });
    const started = performance.now();
    for (let sent = 0; sent < 10; sent += 1) await bucket.take(never());
    expect(performance.now() - started).toBeLessThan(60);
    await Promise.all(Array.from({ length: 20 }, () => bucket.take(never())));
    expect(performance.now() - started).toBeGreaterThan(150);
  });

  it('does not outlast the scan', async () => {
    const bucket = new Bucket({ perSecond: 0.01, burst: 1 });
    const stop = new AbortController();
    await bucket.take(stop.signal);
    const waiting = bucket.take(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });
});

describe('a lane', () => {
  it('has so many under way and no more', async () => {
    const lane = new Lane(3);
    let now = 0;
    let most = 0;
    const send = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 2));
      now -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => lane.run(quick(), send, never())));
    expect(most).toBe(3);
  });

  it('sends again what is throttled, and slows down', async () => {
    const lane = new Lane(1);
    let attempts = 0;
    const send = async () => {
      attempts += 1;
      if (attempts < 4) throw throttled();
      return await Promise.resolve('here');
    };
    expect(await lane.run(quick(), send, never())).toBe('here');
    expect(attempts).toBe(4);
  });

  it('asks once more after an answer that broke off, and not for ever', async () => {
    const lane = new Lane(1);
    let attempts = 0;
    const send = () => {
      attempts += 1;
      return Promise.reject(new SyntaxError('Unexpected end of JSON input'));
    };
    await expect(lane.run(quick(), send, never())).rejects.toThrow('Unexpected end');
    expect(attempts).toBe(2);
  });

  it('does not repeat what was denied', async () => {
    const lane = new Lane(1);
    let attempts = 0;
    const send = () => {
      attempts += 1;
      return Promise.reject(Object.assign(new Error('no'), { name: 'AccessDenied' }));
    };
    await expect(lane.run(quick(), send, never())).rejects.toThrow('no');
    expect(attempts).toBe(1);
  });
});

describe('a breaker', () => {
  it('gives up after time-outs in a row, not after scattered ones', () => {
    const breaker = new Breaker();
    breaker.timedOut();
    breaker.answered();
    breaker.timedOut();
    expect(breaker.signal.aborted).toBe(false);
    breaker.timedOut();
    expect(breaker.signal.reason).toMatchObject({ name: 'GivenUp', message: 'timed out' });
  });
});
