import type { Atom, Literal } from '../condition.ts';
import { conjunction } from '../wording.ts';

/** What is assumed on the branch that is being followed: a conjunction, with what follows from it for a variable. */
export class PathCondition {
  private readonly literals: Literal[] = [];

  get length(): number {
    return this.literals.length;
  }

  assume(atom: Atom, holds: boolean): void {
    this.literals.push({ atom, holds });
  }

  all(): readonly Literal[] {
    return [...this.literals];
  }

  truncate(length: number): void {
    this.literals.length = length;
  }

  /** The assumptions after the first `from`, in words. */
  describe(from = 0): string {
    return conjunction(this.literals.slice(from));
  }

  /** The answer that the assumptions give; undefined when they give none. */
  decide(atom: Atom): boolean | undefined {
    for (const { atom: known, holds } of this.literals) {
      if (known.key === atom.key) return holds;
    }
    return atom.variable === undefined ? undefined : this.decideVariable(atom, atom.variable);
  }

  /** The text that a variable is assumed to have. */
  textOf(variable: string): string | undefined {
    for (const { atom, holds } of this.literals) {
      if (atom.variable !== variable) continue;
      if (holds && atom.test === 'equals') return atom.text;
      if (!holds && atom.test === 'nonempty' && this.decide({ ...atom, key: `set ${variable}`, test: 'set' }) === true)
        return '';
    }
    return undefined;
  }

  private decideVariable(atom: Atom, variable: string): boolean | undefined {
    for (const { atom: known, holds } of this.literals) {
      if (known.variable !== variable) continue;
      const answer = follows(known, holds, atom);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }
}

function follows(known: Atom, holds: boolean, asked: Atom): boolean | undefined {
  // what a cast makes of a text follows from nothing else; that the text is there follows from it
  if (asked.test === 'truth') return undefined;
  if (known.test === 'truth') return holds && asked.test === 'set' ? true : undefined;
  if (known.test === 'set') return holds ? undefined : false;
  if (known.test === 'nonempty') {
    if (asked.test === 'equals')
      return holds ? (asked.text === '' ? false : undefined) : asked.text === '' ? undefined : false;
    return holds ? true : undefined;
  }
  if (!holds) return undefined;
  if (asked.test === 'set') return true;
  return asked.test === 'nonempty' ? known.text !== '' : known.text === asked.text;
}
