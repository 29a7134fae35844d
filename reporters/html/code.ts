import { htmlLines } from '../neutralise.ts';
import { type Markup, markup } from './markup.ts';

/** Text that keeps its lines, to be copied: a command, a setting, a configuration. One click selects the whole of it. */
export function code(text: string, kind: 'command' | 'terraform' = 'command'): Markup {
  return markup`<pre class="${kind}"><code>${lines(text)}</code></pre>`;
}

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
