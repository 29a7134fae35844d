import { describe, expect, it } from 'vitest';
import { Channel } from '../../src/aws/channel.ts';
import { chunks, distinct, each, merge } from '../../src/aws/streams.ts';

async function* from<T>(...batches: readonly (readonly T[])[]) {
  for (const batch of batches) yield await Promise.resolve(batch);
}

async function all<T>(source: AsyncIterable<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const batch of source) found.push(...batch);
  return found;
}

describe('each', () => {
  it('begins with the first item while the source still waits', async () => {
    const channel = new Channel<number>();
    const begun: number[] = [];
    const answers = each(channel.read(), async (item) => {
      begun.push(item);
      return await Promise.resolve(item * 10);
    });
    const reading = all(answers);
    channel.push([1]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(begun).toEqual([1]);
    channel.push([2, 3]);
    channel.close();
    expect((await reading).toSorted((a, b) => a - b)).toEqual([10, 20, 30]);
  });

  it('begins nothing more after a failure', async () => {
    let begun = 0;
    const items = Array.from({ length: 500 }, (_, index) => index);
    const answers = each(from(items), async () => {
      begun += 1;
      await Promise.resolve();
      throw new Error('denied');
    });
    await expect(all(answers)).rejects.toThrow('denied');
    expect(begun).toBeLessThanOrEqual(32);
  });

  it('leaves out what has no answer', async () => {
    const answers = each(from([1, 2, 3]), async (item) => await Promise.resolve(item === 2 ? undefined : item));
    expect(await all(answers)).toEqual([1, 3]);
  });
});

describe('a channel', () => {
  it('gives every reader everything, and the failure at the end', async () => {
    const channel = new Channel<number>();
    channel.push([1]);
    const early = all(channel.read());
    channel.push([2]);
    channel.fail(new Error('cut'));
    await expect(early).rejects.toThrow('cut');
    const seen: number[] = [];
    await expect(
      (async () => {
        for await (const batch of channel.read()) seen.push(...batch);
      })(),
    ).rejects.toThrow('cut');
    expect(seen).toEqual([1, 2]);
  });
});

describe('merge', () => {
  it('gives what is there, and ends with the first failure', async () => {
    const slow = new Channel<number>();
    const failing = new Channel<number>();
    const merged = merge(slow.read(), failing.read());
    failing.push([1]);
    expect((await merged.next()).value).toEqual([1]);
    failing.fail(new Error('denied'));
    await expect(merged.next()).rejects.toThrow('denied');
  });
});

describe('chunks and distinct', () => {
  it('cut and sift', async () => {
    expect(await all(chunks(from([1, 2, 3], [4, 5]), 2))).toEqual([[1, 2], [3, 4], [5]]);
    expect(await all(distinct(from(['a', 'b'], ['b', 'c']), (item) => [item, undefined]))).toEqual(['a', 'b', 'c']);
  });
});
