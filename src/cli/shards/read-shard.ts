import type { Shard } from '../../model/account.ts';
import { UserError } from '../../model/index.ts';

/** `--shard i/n`: the first of three is `1/3`. */
export function readShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new UserError(`--shard cannot be "${text}"`, 'Write the part and how many there are: 1/3, 2/3, 3/3');
}
