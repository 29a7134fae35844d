import type { CodeFrame, Location } from '../../src/model/index.ts';
import { frameLines } from '../frame.ts';
import { lines } from './code.ts';
import { type Markup, markup } from './markup.ts';

/** The lines around a place with their numbers; what the finding is about is marked. */
export function frameMarkup(frame: CodeFrame, at: Location): Markup {
  const shown = frameLines(frame, at);
  const width = String(shown.at(-1)?.number ?? 0).length;
  const rows = shown.map(({ number, text, inside }) => {
    const line = lines(`${String(number).padStart(width)}  ${text.replaceAll('\n', ' ')}`);
    return inside ? markup`<mark>${line}</mark>\n` : markup`${line}\n`;
  });
  return markup`<pre class="frame"><code>${rows}</code></pre>`;
}
