import type { Literal } from './condition.ts';
import type { Machine } from './interpreter/machine.ts';
import { Fork } from './interpreter/signals.ts';
import { type Presumptions, presumedAnswer } from './presumed.ts';
import type { PyChoice } from './values.ts';

export interface Case<T> {
  readonly conditions: readonly Literal[];
  readonly value: T;
}

const MOST = 24;

/** What a computation gives under each answer that it asks for; undefined when there are too many. */
export function casesOf<T>(machine: Machine, run: () => T): readonly Case<T>[] | undefined {
  const cases: Case<T>[] = [];
  const explore = (conditions: Case<T>['conditions']): boolean => {
    const mark = machine.heap.mark();
    try {
      cases.push({ conditions, value: run() });
      return cases.length <= MOST;
    } catch (signal) {
      if (!(signal instanceof Fork)) throw signal;
      machine.heap.rollback(mark);
      return [true, false].every((holds) => {
        const length = machine.path.length;
        machine.path.assume(signal.atom, holds);
        const fine = explore([...conditions, { atom: signal.atom, holds }]);
        machine.path.truncate(length);
        return fine;
      });
    }
  };
  return explore([]) ? cases : undefined;
}

const NONE: Presumptions = new Map();

/** Is it the case when production's files set these variables and nobody sets another one? */
export function holdsByDefault({ conditions }: Case<unknown>, presumptions: Presumptions = NONE): boolean {
  return conditions.every(({ atom, holds }) => presumedAnswer(atom, presumptions) === holds);
}

export function choiceReason({ atom }: PyChoice): string {
  return `it depends on whether ${atom.whenTrue}`;
}
