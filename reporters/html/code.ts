import { htmlLines } from '../neutralise.ts';
import { type Markup, markup } from './markup.ts';

/** Text that keeps its lines: a command, a setting, a configuration. One click selects the whole of a command. */
export function code(text: string, kind: 'command' | 'text' = 'text'): Markup {
  return markup`<pre${kind === 'command' ? COMMAND : undefined}><code>${lines(text)}</code></pre>`;
}

const COMMAND = markup` class="command"`;

/** A unified diff: what goes and what comes are marked by sign and by colour. */
export function diff(text: string): Markup {
  const marked = text.split('\n').map((line) => {
    if (line.startsWith('+')) return markup`<ins>${lines(line)}</ins>\n`;
    return line.startsWith('-') ? markup`<del>${lines(line)}</del>\n` : markup`${lines(line)}\n`;
  });
  return markup`<pre><code>${marked}</code></pre>`;
}

/** Escaped text in its lines. */
export function lines(text: string): Markup {
  return { markup: htmlLines(text) };
}
