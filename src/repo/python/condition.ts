import { secretVariable } from './secrets.ts';

/**
 * A question about the outside that the project's text does not answer: "is REDIS_URL set". Both answers are followed, and
 * what differs between them is a `PyChoice` on the atom.
 */
export interface Atom {
  /** Equal questions have equal keys. */
  readonly key: string;
  /** For people: "REDIS_URL is set", "REDIS_URL is not set". */
  readonly whenTrue: string;
  readonly whenFalse: string;
  /** The same of a variable that is set: "LOCALHOST is set to something false" for "… is not set to something true". */
  readonly whenSetAndFalse?: string;
  /** What is asked of which variable, when it is one: so that answers that exclude each other are known to. */
  readonly variable?: string;
  readonly test?: 'set' | 'nonempty' | 'equals' | 'truth';
  /** The text that `equals` compares with. */
  readonly text?: string;
  /** How `truth` reads the text: `bool`, `int`. */
  readonly cast?: string;
  /** The variable whose text it asks something that was not followed: whether it is set, or equal to a text, does not follow. */
  readonly about?: string;
}

export function isSet(variable: string): Atom {
  return {
    key: `set ${variable}`,
    whenTrue: `${variable} is set`,
    whenFalse: `${variable} is not set`,
    variable,
    test: 'set',
  };
}

export function isNonempty(variable: string): Atom {
  return {
    key: `nonempty ${variable}`,
    whenTrue: `${variable} is not empty`,
    whenFalse: `${variable} is empty or not set`,
    whenSetAndFalse: `${variable} is empty`,
    variable,
    test: 'nonempty',
  };
}

export function equals(variable: string, text: string): Atom {
  const shown = JSON.stringify(secretVariable(variable, text) ? '***' : text);
  return {
    key: `equals ${variable} ${text}`,
    whenTrue: `${variable} is ${shown}`,
    whenFalse: `${variable} is not ${shown}`,
    whenSetAndFalse: `${variable} is set to something other than ${shown}`,
    variable,
    test: 'equals',
    text,
  };
}

/** The truth of what a cast makes of a variable's text, which is not known: `key` names the evaluation that gave it. */
export function truthOfCast(key: string, variable: string, cast: string): Atom {
  const [yes, no] = TRUTHS[cast] ?? ['to something that counts as true', 'to something that counts as false'];
  return {
    key: `holds ${key}`,
    whenTrue: `${variable} is set ${yes}`,
    whenFalse: `${variable} is not set ${yes}`,
    whenSetAndFalse: `${variable} is set ${no}`,
    variable,
    test: 'truth',
    cast,
  };
}

const TRUTHS: Readonly<Record<string, readonly [string, string]>> = {
  bool: ['to something true', 'to something false'],
  int: ['to a number other than 0', 'to 0'],
  float: ['to a number other than 0', 'to 0'],
  list: ['to a list that is not empty', 'to an empty list'],
  tuple: ['to a list that is not empty', 'to an empty list'],
};

/** A truth that nothing is known about: `key` names the evaluation that gave it. */
export function holds(key: string, description: string): Atom {
  return eitherWay(`holds ${key}`, `${description} is true`, `${description} is false`);
}

/** A question of no variable, with both answers in words. */
export function eitherWay(key: string, whenTrue: string, whenFalse: string): Atom {
  return { key, whenTrue, whenFalse };
}

/** An answer to a question. */
export interface Literal {
  readonly atom: Atom;
  readonly holds: boolean;
}
