import { MARK, maskText } from '../model/mask-text.ts';
import { withoutForms } from '../model/secret.ts';
import type { Note } from './files/notes.ts';

/**
 * The last thing that happens to a fact: secrets that are known by their form are taken out wherever they stand, in a label,
 * a path of a URL, the name of a file. Readers take out those that only their place gives away.
 */
export function scrub<T>(value: T): T {
  if (typeof value === 'string') return withoutForms(value, MARK) as T & string;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return scrubItems(value) as T & unknown[];
  return scrubMembers(value);
}

/** What has nothing to hide stays the same object. */
function scrubItems(items: readonly unknown[]): readonly unknown[] {
  const clean = items.map(scrub);
  return clean.some((one, at) => one !== items[at]) ? clean : items;
}

function scrubMembers<T extends object>(value: T): T {
  const entries = Object.entries(value);
  const clean = entries.map(([key, member]) => [withoutForms(key, MARK), scrub(member) as unknown] as const);
  const same = clean.every(([key, member], at) => key === entries[at]?.[0] && member === entries[at]?.[1]);
  return same ? value : (Object.fromEntries(clean) as T); // the same members, texts for texts
}

/** Parsers quote the line that they stumbled over. */
export function scrubNote({ path, message }: Note): Note {
  return { path: withoutForms(path, MARK), message: maskText(message) };
}
