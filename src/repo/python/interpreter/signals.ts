import type { Atom } from '../condition.ts';
import type { PyInstance, UnknownTraits } from '../values.ts';

/** A Python exception on its way to its handler. */
export class Raised {
  readonly exception: PyInstance;
  constructor(exception: PyInstance) {
    this.exception = exception;
  }
}

/** Who runs again under both answers: the innermost node of that kind. */
export type ForkLevel = 'node' | 'loop' | 'function' | 'try';

/** An answer is needed that only the outside has: whoever catches it runs both ways and joins. */
export class Fork {
  readonly atom: Atom;
  readonly level: ForkLevel;
  constructor(atom: Atom, level: ForkLevel = 'node') {
    this.atom = atom;
    this.level = level;
  }
}

/** What is being computed cannot be: its value is unknown for this reason. */
export class Undetermined {
  readonly reason: string;
  readonly traits: UnknownTraits;
  constructor(reason: string, traits: UnknownTraits = {}) {
    this.reason = reason;
    this.traits = traits;
  }
}
