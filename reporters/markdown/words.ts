import type { Severity } from '../../src/model/index.ts';
import { markdownCode, withoutCommands } from '../neutralise.ts';

export const SEVERITY_SIGNS: Readonly<Record<Severity, string>> = {
  critical: '🟥',
  high: '🟧',
  medium: '🟨',
  low: '🟦',
  info: '⬜',
};

/** Characters: what people read of a name or a value, and of a sentence. */
export const NAME = 200;
export const SENTENCE = 800;

/** A table; each cell is Markdown. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Code in a cell: a bar would end the cell there too. */
export function codeCell(text: string): string {
  return markdownCode(text, NAME).replaceAll('|', '\\|');
}

/** Of a block with the blank line behind it, and with what withoutCommands adds. */
export function length(block: string): number {
  return withoutCommands(block).length + 2;
}
