import type { FixStep, Location } from '../../src/model/index.ts';

/**
 * A replacement of the text at a place. Where the reader gave no offsets, or the span is longer than what is replaced, it is
 * told in words instead: an edit is never guessed.
 */
export function replace(location: Location, before: string, after: string, safety: 'safe' | 'unsafe'): FixStep {
  const { path, line, start, end } = location;
  const content = `${path}:${line}\n-${before}\n+${after}`;
  if (start === undefined || end === undefined || end - start !== before.length) return { kind: 'text', content };
  return { kind: 'diff', content, edit: { path, start, end, text: after }, safety };
}

/** New text right after a place. */
export function insertAfter(location: Location, text: string, safety: 'safe' | 'unsafe'): FixStep {
  const { path, line, end } = location;
  const content = `${path}:${line}\n+${text.trim()}`;
  if (end === undefined) return { kind: 'text', content };
  return { kind: 'diff', content, edit: { path, start: end, end, text }, safety };
}
