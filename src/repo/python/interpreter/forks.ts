import type { Atom } from '../condition.ts';
import { latestSerial } from '../values.ts';
import type { Effects } from './heap.ts';
import type { Interpreter } from './interpreter.ts';
import { Fork, type ForkLevel, Raised, Undetermined } from './signals.ts';

const DEEPEST = 12;
const MOST = 6000;

type Outcome<T> = { readonly value: T } | { readonly raised: Raised };
interface Branch<T> {
  readonly outcome: Outcome<T>;
  readonly effects: Effects;
}

/** Runs both ways and joins, and numbers evaluations so that a repeated run gives the same numbers. */
export class Forks {
  /** Forks that are being followed at the moment. */
  depth = 0;
  private count = 0;
  private nextId = 0;
  private readonly jumps: { readonly at: number; readonly to: number }[] = [];

  freshId(): number {
    for (const { at, to } of this.jumps) if (this.nextId === at) this.nextId = to;
    this.nextId += 1;
    return this.nextId - 1;
  }

  run<T>(it: Interpreter, run: () => T, join: (atom: Atom, yes: T, no: T) => T, levels: readonly ForkLevel[]): T {
    const mark = it.heap.mark();
    const assumptions = it.path.length;
    const firstId = this.nextId;
    try {
      return run();
    } catch (signal) {
      if (!(signal instanceof Fork) || !levels.includes(signal.level)) throw signal;
      const reached = this.nextId;
      it.heap.rollback(mark);
      it.path.truncate(assumptions);
      this.nextId = firstId;
      this.count += 1;
      if (this.depth >= DEEPEST || this.count > MOST)
        throw new Undetermined('it depends on too many conditions at once');
      return this.split(it, signal.atom, reached, () => this.run(it, run, join, levels), join);
    }
  }

  private split<T>(
    it: Interpreter,
    atom: Atom,
    reached: number,
    run: () => T,
    join: (atom: Atom, yes: T, no: T) => T,
  ): T {
    const serial = latestSerial();
    const firstId = this.nextId;
    const yes = this.branch(it, atom, true, run);
    const afterYes = this.nextId;
    this.nextId = firstId;
    const jumps = this.jumps.length;
    if (reached < afterYes) this.jumps.push({ at: reached, to: afterYes });
    let no: Branch<T>;
    try {
      no = this.branch(it, atom, false, run);
    } finally {
      this.jumps.length = jumps;
    }
    this.nextId = Math.max(this.nextId, afterYes);
    return this.joined(it, atom, yes, no, join, serial);
  }

  private joined<T>(
    it: Interpreter,
    atom: Atom,
    yes: Branch<T>,
    no: Branch<T>,
    join: (atom: Atom, yes: T, no: T) => T,
    serial: number,
  ): T {
    if ('value' in yes.outcome && 'value' in no.outcome) {
      const value = join(atom, yes.outcome.value, no.outcome.value);
      it.heap.join(atom, yes.effects, no.effects, serial);
      return value;
    }
    if (it.tryDepth > 0) throw new Fork(atom, 'try');
    // nothing catches it: the settings load only on the other branch
    if ('value' in yes.outcome) return this.narrow(it, atom, true, yes.outcome.value, yes.effects);
    if ('value' in no.outcome) return this.narrow(it, atom, false, no.outcome.value, no.effects);
    throw yes.outcome.raised;
  }

  private narrow<T>(it: Interpreter, atom: Atom, holds: boolean, value: T, effects: Effects): T {
    it.path.assume(atom, holds);
    it.heap.apply(effects);
    return value;
  }

  private branch<T>(it: Interpreter, atom: Atom, holds: boolean, run: () => T): Branch<T> {
    const mark = it.heap.mark();
    const assumptions = it.path.length;
    it.path.assume(atom, holds);
    this.depth += 1;
    try {
      const outcome = outcomeOf(run);
      return { outcome, effects: it.heap.effects(mark) };
    } finally {
      this.depth -= 1;
      it.heap.rollback(mark);
      it.path.truncate(assumptions);
    }
  }
}

function outcomeOf<T>(run: () => T): Outcome<T> {
  try {
    return { value: run() };
  } catch (signal) {
    if (signal instanceof Raised) return { raised: signal };
    throw signal;
  }
}
