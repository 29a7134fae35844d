import type { Json } from '../../model/value.ts';
import { isUnknown, UNKNOWN } from './json.ts';

type Implementation = (...args: readonly Json[]) => Json;

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
const map = (value: Json | undefined): Readonly<Record<string, Json>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, Json>) : {};
const text = (value: Json | undefined): string => (typeof value === 'object' ? '' : String(value));
const numbers = (values: readonly Json[]): readonly number[] => values.map(Number);

/** Functions of Terraform whose result follows from values alone. Their arguments are never unknown as a whole. */
const FUNCTIONS: Readonly<Record<string, Implementation>> = {
  merge: (...maps) => Object.assign({}, ...maps.map(map)) as Json,
  concat: (...lists) => lists.flatMap(list),
  flatten: (value) => flat(list(value), 0),
  distinct: (value) =>
    [...new Set(list(value).map((one) => JSON.stringify(one)))].map((one) => JSON.parse(one) as Json),
  compact: (value) => list(value).filter((one) => one !== '' && one !== null),
  tolist: (value) => list(value),
  toset: (value) => list(value),
  tomap: (value) => map(value),
  tostring: (value) => (typeof value === 'object' ? UNKNOWN('tostring of a container') : String(value)),
  tonumber: (value) => (Number.isNaN(Number(value)) ? UNKNOWN('no number') : Number(value)),
  tobool: (value) => text(value) === 'true',
  sensitive: (value) => value ?? null,
  nonsensitive: (value) => value ?? null,
  join: (separator, value) => list(value).map(text).join(text(separator)),
  split: (separator, value) => text(value).split(text(separator)),
  lower: (value) => text(value).toLowerCase(),
  upper: (value) => text(value).toUpperCase(),
  trimspace: (value) => text(value).trim(),
  replace: (value, from, to) =>
    /^\/.*\/$/.test(text(from))
      ? UNKNOWN('replace with a regular expression')
      : text(value).replaceAll(text(from), text(to)),
  format: (pattern, ...args) => format(text(pattern), args),
  length: (value) =>
    typeof value === 'string' ? value.length : Array.isArray(value) ? value.length : Object.keys(map(value)).length,
  lookup: (value, key, fallback) => map(value)[text(key)] ?? fallback ?? UNKNOWN('no such key'),
  element: (value, index) => list(value)[Number(index) % Math.max(1, list(value).length)] ?? UNKNOWN('no such element'),
  contains: (value, wanted) => list(value).some((one) => one === wanted),
  keys: (value) => Object.keys(map(value)).sort(),
  values: (value) =>
    Object.entries(map(value))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => one),
  coalesce: (...values) => values.find((one) => one !== null && one !== '') ?? null,
  coalescelist: (...values) => values.find((one) => list(one).length > 0) ?? [],
  max: (...values) => Math.max(...numbers(values)),
  min: (...values) => Math.min(...numbers(values)),
  jsonencode: (value) => JSON.stringify(value ?? null),
  abs: (value) => Math.abs(Number(value)),
  ceil: (value) => Math.ceil(Number(value)),
  floor: (value) => Math.floor(Number(value)),
};

export function callFunction(name: string, args: readonly Json[]): Json {
  if (name === 'try' || name === 'coalesce') {
    const found = args.find((one) => !isUnknown(one) && (name === 'try' || (one !== null && one !== '')));
    const first = args[0];
    if (first !== undefined && isUnknown(first)) return first;
    return found ?? UNKNOWN(`${name} of what could not be computed`);
  }
  const unknown = args.find(isUnknown);
  if (unknown !== undefined) return unknown;
  const implementation = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return implementation === undefined ? UNKNOWN(`the function ${name} is not computed`) : implementation(...args);
}

function flat(values: readonly Json[], depth: number): readonly Json[] {
  return depth > 8
    ? values
    : values.flatMap((one) => (Array.isArray(one) ? flat(one as readonly Json[], depth + 1) : [one]));
}

function format(pattern: string, args: readonly Json[]): Json {
  let at = 0;
  const result = pattern.replace(/%(?:%|[sdvq])/g, (verb) => (verb === '%%' ? '%' : text(args[at++])));
  return /%[^%\s]/.test(result.replaceAll('%%', '')) && at < args.length ? UNKNOWN('format') : result;
}
