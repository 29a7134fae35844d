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
  /** What is asked of which variable, when it is one: so that answers that exclude each other are known to. */
  readonly variable?: string;
  readonly test?: 'set' | 'nonempty' | 'equals';
  /** The text that `equals` compares with. */
  readonly text?: string;
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
    whenFalse: `${variable} is empty`,
    variable,
    test: 'nonempty',
  };
}

export function equals(variable: string, text: string): Atom {
  return {
    key: `equals ${variable} ${text}`,
    whenTrue: `${variable} is ${JSON.stringify(text)}`,
    whenFalse: `${variable} is not ${JSON.stringify(text)}`,
    variable,
    test: 'equals',
    text,
  };
}

/** A truth that nothing is known about: `key` names the evaluation that gave it. */
export function holds(key: string, description: string): Atom {
  return { key: `holds ${key}`, whenTrue: `${description} is true`, whenFalse: `${description} is false` };
}
