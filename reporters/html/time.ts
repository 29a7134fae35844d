import { type Markup, markup } from './markup.ts';

/** A time as people write it, to the minute, in UTC: "2026-11-25 10:00 UTC". */
export function time(iso: string): Markup {
  return markup`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
