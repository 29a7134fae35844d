import type { Atom } from './condition.ts';

/** A variable that a file of production sets, for the question which of several values production has. */
export interface Presumed {
  /** Absent when it is set to something that is not known, or to a secret. */
  readonly text?: string;
  /** Who sets it: `Dockerfile:12`, `Elastic Beanstalk`. */
  readonly by: string;
}

export type Presumptions = ReadonlyMap<string, Presumed>;

/** The texts that are known; undefined when there are none. */
export function presumedTexts(presumptions: Presumptions = new Map()): ReadonlyMap<string, string> | undefined {
  const texts = [...presumptions].flatMap(([name, { text }]) => (text === undefined ? [] : [[name, text] as const]));
  return texts.length === 0 ? undefined : new Map(texts);
}

/** The answer of a question about variables where production's files set these and no others; undefined when they do not tell. */
export function presumedAnswer({ variable, test, text, cast }: Atom, presumptions: Presumptions): boolean | undefined {
  if (variable === undefined) return undefined;
  const presumed = presumptions.get(variable);
  if (presumed === undefined) return test === 'truth' ? undefined : false;
  if (test === 'set') return true;
  if (presumed.text === undefined) return test === 'nonempty' ? true : undefined;
  if (test === 'nonempty') return presumed.text !== '';
  return test === 'equals' ? presumed.text === text : truthOf(presumed.text, cast);
}

const TRUE = new Set(['true', 'on', 'ok', 'y', 'yes', '1', 't']);
const FALSE = new Set(['false', 'off', 'n', 'no', '0', 'f', '']);

/** As django-environ, environs and decouple read a boolean; undefined where they differ or refuse. */
function truthOf(text: string, cast: string | undefined): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (cast === 'bool') return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined;
  if (cast === 'int' || cast === 'float') return /^-?\d+(\.\d+)?$/.test(word) ? Number(word) !== 0 : undefined;
  return cast === 'list' || cast === 'tuple' ? word !== '' : undefined;
}

/** What a cast makes of the text, of the casts whose result every library agrees on. */
export function presumedValue({ text }: Presumed, cast: string): string | boolean | number | undefined {
  if (text === undefined) return undefined;
  if (cast === '' || cast === 'str') return text;
  if (cast === 'int') return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
  return cast === 'bool' ? truthOf(text, cast) : undefined;
}
