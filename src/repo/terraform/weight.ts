import type { Json } from '../../model/value.ts';
import { isUnknown } from './json.ts';

interface Measure {
  readonly weight: number;
  readonly open: boolean;
}

const measures = new WeakMap<object, Measure>();

/** Characters and values of a value when it is written out; parts that are shared count each time. */
export function weightOf(value: Json): number {
  return measure(value).weight;
}

/** Whether anything in a value is not known. */
export function isOpen(value: Json): boolean {
  return measure(value).open;
}

/** Measured once for each part: values that share their parts can be far larger than the memory that they take. */
function measure(value: Json): Measure {
  if (typeof value === 'string') return { weight: value.length, open: false };
  if (value === null || typeof value !== 'object') return { weight: 1, open: false };
  const known = measures.get(value);
  if (known !== undefined) return known;
  const parts = (Array.isArray(value) ? (value as readonly Json[]) : Object.values(value)).map(measure);
  const made = {
    weight: parts.reduce((sum, { weight }) => sum + weight, 1),
    open: isUnknown(value) || parts.some(({ open }) => open),
  };
  measures.set(value, made);
  return made;
}
