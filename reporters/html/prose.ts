import { type Markup, markup } from './markup.ts';

/** A sentence in which backticks fence code, as rules write it. */
export function prose(text: string): Markup {
  const parts = text.split(/`([^`]+)`/);
  return markup`${parts.map((part, index) => {
    if (index % 2 === 1) return markup`<code>${part}</code>`;
    return edged(part);
  })}`;
}

/** The blanks next to code stay: escaping takes those at the ends of a text. */
function edged(text: string): Markup {
  const before = /^\s/.test(text) ? ' ' : '';
  const after = /\S\s$/.test(text) ? ' ' : '';
  return { markup: `${before}${markup`${text}`.markup}${after}` };
}
