import type { Json } from '../../model/value.ts';
import { isUnknown, UNKNOWN } from './json.ts';
import { isOpen } from './weight.ts';

type Implementation = (...args: readonly Json[]) => Json;
type Mapping = Readonly<Record<string, Json>>;

/** Thrown where Terraform itself would refuse the arguments. */
class Refused extends Error {}

function list(value: Json | undefined): readonly Json[] {
  if (!Array.isArray(value)) throw new Refused('no list');
  return value as readonly Json[];
}

function map(value: Json | undefined): Mapping {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Refused('no map');
  return value as Mapping;
}

/** Numbers and truth values become texts, as everywhere in Terraform. */
function text(value: Json | undefined): string {
  if (value === undefined || value === null || typeof value === 'object') throw new Refused('no text');
  return String(value);
}

export function numberFrom(value: Json | undefined): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new Refused('no number');
  return number;
}

export function truthOf(value: Json | undefined): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new Refused('neither true nor false');
}

/** Functions that look at the kind of their arguments only, or pass their parts on: a part may be unknown. */
const SHALLOW: Readonly<Record<string, Implementation>> = {
  merge: (...maps) => Object.fromEntries(maps.flatMap((one) => (one === null ? [] : Object.entries(map(one))))),
  concat: (...lists) => lists.flatMap(list),
  sensitive: (value) => value ?? null,
  nonsensitive: (value) => value ?? null,
  length: (value) =>
    typeof value === 'string' ? graphemes(value) : Array.isArray(value) ? value.length : Object.keys(map(value)).length,
  lookup: (value, key, fallback) => {
    const found = map(value);
    const name = text(key);
    return Object.hasOwn(found, name) ? (found[name] ?? null) : (fallback ?? UNKNOWN('no such key'));
  },
  element: (value, index) => {
    const items = list(value);
    const at = numberFrom(index);
    if (items.length === 0 || at < 0) throw new Refused('no such element');
    return items[at % items.length] ?? null;
  },
  keys: (value) => Object.keys(map(value)).sort(),
  values: (value) =>
    Object.entries(map(value))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => one),
};

/** Functions that need every part of their arguments. */
const DEEP: Readonly<Record<string, Implementation>> = {
  flatten: (value) => flat(list(value), 0),
  distinct: (value) => distinct(list(value)),
  compact: (value) => list(value).filter((one) => one !== '' && one !== null),
  tolist: (value) => ofOneKind(list(value)) ?? UNKNOWN('tolist of several kinds'),
  tomap: (value) =>
    ofOneKind(Object.values(map(value))) === undefined ? UNKNOWN('tomap of several kinds') : map(value),
  toset: (value) => {
    const items = distinct(list(value));
    return items.every((one) => typeof one === 'string') ? [...items].sort() : UNKNOWN('toset of what are no texts');
  },
  tostring: (value) => (value === null ? null : text(value)),
  tonumber: (value) => (value === null ? null : numberFrom(value)),
  tobool: (value) => (value === null ? null : truthOf(value)),
  join: (separator, ...lists) => lists.flatMap(list).map(text).join(text(separator)),
  split: (separator, value) => (text(value) === '' ? [''] : text(value).split(text(separator))),
  lower: (value) => text(value).toLowerCase(),
  upper: (value) => {
    const upper = text(value).toUpperCase();
    return upper.length === text(value).length ? upper : UNKNOWN('upper of letters that grow');
  },
  trimspace: (value) => text(value).trim(),
  replace: (value, from, to) =>
    /^\/.*\/$/s.test(text(from))
      ? UNKNOWN('replace with a regular expression')
      : text(value).split(text(from)).join(text(to)),
  format: (pattern, ...args) => format(text(pattern), args),
  contains: (value, wanted) => list(value).some((one) => JSON.stringify(one) === JSON.stringify(wanted)),
  coalescelist: (...values) => values.find((one) => list(one).length > 0) ?? UNKNOWN('no list that is not empty'),
  max: (...values) => Math.max(...some(values).map(numberFrom)),
  min: (...values) => Math.min(...some(values).map(numberFrom)),
  jsonencode: (value) => encoded(value ?? null),
  abs: (value) => Math.abs(numberFrom(value)),
  ceil: (value) => Math.ceil(numberFrom(value)),
  floor: (value) => Math.floor(numberFrom(value)),
};

/** What a function of Terraform gives for these values, where that follows from the values alone. Never throws. */
export function callFunction(name: string, args: readonly Json[]): Json {
  if (name === 'try') return args.find((one) => !isOpen(one)) === args[0] ? (args[0] ?? null) : open(args);
  if (name === 'coalesce') return coalesce(args);
  if (Object.hasOwn(SHALLOW, name))
    return args.some(isUnknown) ? open(args) : attempt(() => SHALLOW[name]?.(...args), name);
  if (Object.hasOwn(DEEP, name)) return args.some(isOpen) ? open(args) : attempt(() => DEEP[name]?.(...args), name);
  return UNKNOWN(`the function ${name} is not computed`);
}

/** Runs what Terraform would refuse for some values: then the result is not known. */
export function attempt(compute: () => Json | undefined, what: string): Json {
  try {
    return compute() ?? null;
  } catch (error) {
    if (error instanceof Refused) return UNKNOWN(`${what} has ${error.message} to work with`);
    throw error;
  }
}

function open(args: readonly Json[]): Json {
  return args.find(isUnknown) ?? UNKNOWN('holds what is known when Terraform runs');
}

/** The first that is neither null nor empty; behind one that is not known nobody knows which it is. */
function coalesce(args: readonly Json[]): Json {
  const first = args.find((one) => one !== null && one !== '');
  return first ?? UNKNOWN('coalesce of nothing');
}

function some(values: readonly Json[]): readonly Json[] {
  if (values.length === 0) throw new Refused('no number');
  return values;
}

/** A list of Terraform holds values of one kind; others would be converted. */
function ofOneKind(values: readonly Json[]): readonly Json[] | undefined {
  return new Set(values.map((one) => typeof one)).size > 1 ? undefined : values;
}

function distinct(values: readonly Json[]): readonly Json[] {
  return [...new Map(values.map((one) => [JSON.stringify(one), one])).values()];
}

function flat(values: readonly Json[], depth: number): readonly Json[] {
  return depth > 100
    ? values
    : values.flatMap((one) => (Array.isArray(one) ? flat(one as readonly Json[], depth + 1) : [one]));
}

function graphemes(value: string): number {
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(value)].length;
}

/** Keys sorted, and what HTML could misread escaped, as Go's encoder does. */
function encoded(value: Json): string {
  const sorted = (one: Json): Json => {
    if (Array.isArray(one)) return (one as readonly Json[]).map(sorted);
    if (one === null || typeof one !== 'object') return one;
    return Object.fromEntries(
      Object.entries(one)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)]),
    );
  };
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `%s`, `%d`, `%v`, `%q` and `%%`; with a width or any other verb it is not computed. */
function format(pattern: string, args: readonly Json[]): Json {
  const rest = [...args];
  if (/%(?![sdvq%])/.test(pattern.replaceAll('%%', ''))) return UNKNOWN('format with this verb is not computed');
  const result = pattern.replace(/%[%sdvq]/g, (verb) => {
    if (verb === '%%') return '%';
    const value = rest.shift();
    if (verb === '%d') return String(Math.trunc(numberFrom(value)));
    if (verb === '%v' && (value === null || typeof value === 'object')) return encoded(value);
    return verb === '%q' ? JSON.stringify(text(value)) : text(value);
  });
  return rest.length === 0 ? result : UNKNOWN('format has more values than verbs');
}
