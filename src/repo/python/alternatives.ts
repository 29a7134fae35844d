import type { Atom } from './condition.ts';
import type { Machine } from './interpreter/machine.ts';
import { Fork } from './interpreter/signals.ts';
import type { PyChoice } from './values.ts';

export interface Case<T> {
  readonly conditions: readonly { readonly atom: Atom; readonly holds: boolean }[];
  readonly value: T;
}

const MOST = 10;

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

/** The conditions in words: what follows from another one is left out. */
export function describeCase({ conditions }: Case<unknown>): string {
  const said = conditions.filter(
    ({ atom, holds }) =>
      !(holds && atom.test === 'set' && conditions.some((other) => other.atom !== atom && saysMore(other, atom))),
  );
  return [...new Set(said.map(({ atom, holds }) => (holds ? atom.whenTrue : atom.whenFalse)))].join(' and ');
}

function saysMore({ atom, holds }: Case<unknown>['conditions'][number], set: Atom): boolean {
  return holds && atom.variable === set.variable && atom.test !== 'set';
}

/** Is it the case when none of the variables that it names is set? */
export function holdsByDefault({ conditions }: Case<unknown>): boolean {
  return conditions.every(({ atom, holds }) => !holds && atom.variable !== undefined);
}

export function choiceReason({ atom }: PyChoice): string {
  return `it depends on whether ${atom.whenTrue}`;
}
