import type { Runtime } from '../native.ts';
import { PyDict, PyList, PyOpaque, PyUnknown, type PyValue, SecretText } from '../values.ts';

/** A text and, when it must not be shown, where it comes from. */
export interface Text {
  readonly text: string;
  readonly source: string | undefined;
}

/** The text of a value that is one; undefined for others. For functions that say themselves what of a secret may be shown. */
export function opened(it: Runtime, value: PyValue): Text | undefined {
  const known = it.choose(value);
  if (known instanceof SecretText) return { text: known.text, source: known.source };
  if (typeof known === 'string') return { text: known, source: undefined };
  const base = known instanceof Object && 'base' in known ? known.base : undefined;
  return base === undefined ? undefined : opened(it, base);
}

export function sealed(it: Runtime, text: string, source: string | undefined): PyValue {
  return source === undefined || text === '' ? text : it.secret(text, source);
}

export function isKnown(value: PyValue): boolean {
  return !(value instanceof PyUnknown) && !(value instanceof PyOpaque);
}

export function dictOf(entries: Readonly<Record<string, PyValue>>): PyDict {
  return PyDict.of(Object.entries(entries));
}

export function listOf(items: Iterable<PyValue>): PyList {
  return new PyList([...items]);
}
