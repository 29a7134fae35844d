import type { Literal } from './condition.ts';

/** Answers that hold together, in words; what follows from another one is left out. */
export function conjunction(literals: readonly Literal[]): string {
  const said = literals.filter((one) => !literals.some((other) => other !== one && implies(other, one)));
  const isSet = (variable: string | undefined) =>
    literals.some((one) => isPresence(one) && one.atom.variable === variable);
  const needless = (one: Literal) =>
    isPresence(one) && said.some((other) => !other.holds && saysPresence(other) && sameVariable(one, other));
  return [...new Set(said.filter((one) => !needless(one)).map((one) => phrase(one, isSet(one.atom.variable))))].join(
    ' and ',
  );
}

/** Cases, one of which holds, in words: as short as the same meaning allows. */
export function disjunction(cases: readonly (readonly Literal[])[]): string {
  return simplified(cases).map(conjunction).join(', or ');
}

function phrase({ atom, holds }: Literal, isSet: boolean): string {
  if (holds) return atom.whenTrue;
  return isSet ? (atom.whenSetAndFalse ?? atom.whenFalse) : atom.whenFalse;
}

function isPresence({ atom, holds }: Literal): boolean {
  return holds && atom.variable !== undefined && atom.test === 'set';
}

function saysPresence({ atom }: Literal): boolean {
  return atom.whenSetAndFalse !== undefined;
}

function sameVariable(a: Literal, b: Literal): boolean {
  return a.atom.variable !== undefined && a.atom.variable === b.atom.variable;
}

/** Does one answer about a variable give the other? A variable that is not set is neither true nor equal to anything. */
function implies(known: Literal, asked: Literal): boolean {
  if (!sameVariable(known, asked) || known.atom.key === asked.atom.key) return false;
  if (known.atom.test === 'set') return !known.holds && !asked.holds;
  if (!known.holds) return false;
  if (asked.atom.test === 'set') return asked.holds;
  if (known.atom.test !== 'equals') return false;
  return asked.atom.test === 'equals'
    ? !asked.holds
    : asked.atom.test === 'nonempty' && asked.holds === (known.atom.text !== '');
}

/** By what is asked, in words: one reading of a variable says what another one says. */
type Case = ReadonlyMap<string, Literal>;

/**
 * Fewer and shorter cases that mean the same: an answer goes where another case covers what the opposite answer would leave
 * out, and a case goes that another one covers.
 */
function simplified(given: readonly (readonly Literal[])[]): Literal[][] {
  const all = given.flat();
  const cases: Map<string, Literal>[] = given.map((literals) => completed(literals, all));
  while (cases.some((one) => shorten(one, cases))) {
    // until nothing can go
  }
  const kept = cases.filter((one, index) => !cases.some((other, at) => covers(other, one, at < index) && at !== index));
  return kept.map((one) => [...one.values()]);
}

/** What is asked: two texts that must not be shown are still two. */
function asked({ test, key, whenTrue }: Literal['atom']): string {
  return test === 'equals' ? key : whenTrue;
}

/** What a variable that is not set is not is said; that it is set goes where more is said. */
function completed(literals: readonly Literal[], all: readonly Literal[]): Map<string, Literal> {
  const own = new Map(literals.map((one) => [asked(one.atom), one]));
  for (const { atom } of all) {
    const said: Literal = { atom, holds: false };
    if (!own.has(asked(atom)) && literals.some((one) => !one.holds && implies(one, said))) own.set(asked(atom), said);
  }
  for (const [key, one] of own) {
    if (isPresence(one) && literals.some((other) => implies(other, one))) own.delete(key);
  }
  return own;
}

/** Takes one answer out of a case, when that changes nothing. */
function shorten(one: Map<string, Literal>, cases: readonly Case[]): boolean {
  for (const [key, { holds }] of one) {
    const rest = new Map([...one].filter(([other]) => other !== key));
    const opposite = cases.find((other) => other.get(key)?.holds === !holds && without(other, key, rest));
    if (opposite !== undefined) return one.delete(key);
  }
  return false;
}

/** Are all answers of a case but one among others? */
function without(one: Case, key: string, rest: Case): boolean {
  return [...one].every(([other, { holds }]) => other === key || rest.get(other)?.holds === holds);
}

function covers(wide: Case, narrow: Case, first: boolean): boolean {
  if (![...wide].every(([key, { holds }]) => narrow.get(key)?.holds === holds)) return false;
  return wide.size < narrow.size || first;
}
