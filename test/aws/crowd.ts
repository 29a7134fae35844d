import type { Answers } from '../account/index.ts';
import { account, watching } from './crowd/account.ts';
import { beanstalk, compute } from './crowd/compute.ts';
import { containers } from './crowd/containers.ts';
import { databases, storage } from './crowd/databases.ts';
import { doors } from './crowd/doors.ts';

/** `n` of everything that an operation lists, joined as in a real account: nothing refers to what is not there. */
export function crowd(n: number): Answers {
  const each = <T>(make: (name: string, index: number) => T): T[] =>
    Array.from({ length: n }, (_, index) => make(`shop-${String(index).padStart(4, '0')}`, index));
  return {
    ...databases(each),
    ...compute(each),
    ...doors(each),
    ...containers(each),
    ...beanstalk(each),
    ...storage(each),
    ...account(each),
    ...watching(each),
  };
}
