import type { Evidence } from '../../src/model/index.ts';

/** What a verdict rests on, from an API answer. A member that AWS left out is said to be missing, never shown as empty. */
export function seen(label: string, value: unknown, source: string): Evidence {
  return { label, value: inWords(value), source };
}

function inWords(value: unknown): string {
  if (value === undefined || value === null) return '(not set)';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.map(inWords).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `a`, `a and b`, `a, b and c`; a long list is cut and the rest counted. */
export function list(items: readonly string[], longest = 6): string {
  if (items.length > longest) return `${items.slice(0, longest).join(', ')} and ${items.length - longest} more`;
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** `1 task`, `3 tasks`. */
export function count(number: number, thing: string, things = `${thing}s`): string {
  return `${number} ${number === 1 ? thing : things}`;
}
