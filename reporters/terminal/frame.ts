import type { CodeFrame, Location } from '../../src/model/index.ts';
import { columns, cut, padLeft } from '../columns.ts';
import { frameLines as shown } from '../frame.ts';
import { plainLines } from '../neutralise.ts';
import type { Page } from './page.ts';

/** The lines around a place, with a gutter of line numbers and the place underlined. */
export function frameLines(frame: CodeFrame, at: Location, gutter: number, page: Page): readonly string[] {
  const last = at.endLine ?? at.line;
  return shown(frame, at).flatMap(({ number, text, inside }) => {
    const code = cut(plainLines(text).join(' '), page.width - gutter - 4);
    const edge = page.theme.faint('│');
    const numbered = padLeft(String(number), gutter);
    const line = inside
      ? ` ${page.theme.strong(numbered)} ${edge} ${code}`
      : ` ${page.theme.faint(numbered)} ${edge} ${page.theme.faint(code)}`;
    if (!inside || last !== at.line) return [line.trimEnd()];
    return [line.trimEnd(), ` ${' '.repeat(gutter)} ${edge} ${page.theme.mark(underline(text, code, at))}`];
  });
}

/** Carets under the columns, or under the whole statement where no columns are known. */
function underline(source: string, shown: string, { column, endColumn }: Location): string {
  const indent = source.length - source.trimStart().length;
  const from = column === undefined ? indent : column - 1;
  const to = column === undefined || endColumn === undefined ? source.trimEnd().length : endColumn - 1;
  const width = columns(shown);
  const left = Math.min(columns(expanded(source.slice(0, from))), Math.max(0, width - 1));
  const length = Math.max(1, Math.min(columns(expanded(source.slice(from, to))), width - left));
  return ' '.repeat(left) + '^'.repeat(length);
}

function expanded(text: string): string {
  return text.replaceAll('\t', '  ');
}
