import { wrap } from '../../../reporters/terminal/layout.ts';
import type { Theme } from '../../../reporters/terminal/theme.ts';

const WIDEST = 100;
const FENCE = '```';
const RULER = /^\| -/;

/**
 * A rule's page as a terminal shows it: the same words, with headings that stand out, code without its fences, and
 * sentences wrapped.
 * @param page Markdown as `rulePage` writes it
 */
export function onScreen(page: string, columns: number, theme: Theme): string {
  const width = Math.min(columns, WIDEST);
  const source = page.split('\n');
  let inCode = false;
  const lines = source.flatMap((line, index) => {
    if (line.startsWith(FENCE)) {
      inCode = !inCode;
      return [];
    }
    if (inCode) return [theme.command(`  ${line}`.trimEnd())];
    return RULER.test(line) || RULER.test(source[index + 1] ?? '') ? [] : textLines(line, width, theme);
  });
  return lines.join('\n');
}

function textLines(line: string, width: number, theme: Theme): readonly string[] {
  if (line === '') return [''];
  const [, title] = /^#+ (.*)$/.exec(line) ?? [];
  if (title !== undefined) return [theme.strong(title)];
  const [, cells] = /^\| (.*) \|$/.exec(line) ?? [];
  if (cells !== undefined) return wrap(cells.replaceAll(' | ', ' · '), width).map((text) => theme.faint(text));
  const [, item] = /^- (.*)$/.exec(line) ?? [];
  if (item === undefined) return wrap(line, width).map((text) => inline(text, theme));
  return wrap(item, width - 4).map((text, index) => `${index === 0 ? '  - ' : '    '}${inline(text, theme)}`);
}

/** Code in its colour, addresses without their brackets, what is strong without its stars. */
function inline(text: string, theme: Theme): string {
  return text
    .replaceAll(/`[^`]+`/g, (code) => theme.place(code))
    .replaceAll(/<(https:[^>]*)>/g, '$1')
    .replaceAll(/\*\*([^*]+)\*\*/g, (_, strong: string) => theme.strong(strong));
}
