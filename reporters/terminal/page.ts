import type { ReporterOptions } from '../../src/model/index.ts';
import { type AgeOf, agesIn } from '../age.ts';
import { columns } from '../columns.ts';
import { wrap } from './layout.ts';
import { type Theme, themeOf } from './theme.ts';

/** What every part of the report is drawn with. */
export interface Page {
  readonly theme: Theme;
  /** Columns; text wider than `WIDEST` is hard to read. */
  readonly width: number;
  readonly verbose: boolean;
  /** How long a finding has been there, where earlier reports are known. */
  readonly age: AgeOf;
}

const NARROWEST = 40;
const WIDEST = 110;

export function pageOf(options: ReporterOptions): Page {
  return {
    theme: themeOf(options),
    width: Math.min(Math.max(options.width, NARROWEST), WIDEST),
    verbose: options.verbose,
    age: agesIn(options.history),
  };
}

type Paint = (text: string) => string;

/** "TITLE ──────── right" over the whole width; the right below the title where both do not fit. */
export function heading(
  title: string,
  right: string,
  { theme, width }: Page,
  paint: Paint = (text) => text,
): readonly string[] {
  const room = width - columns(title) - columns(right) - 2;
  if (room >= 3) return [`${theme.strong(title)} ${theme.faint('─'.repeat(room))} ${paint(right)}`];
  return [
    ...wrap(title, width).map((line) => theme.strong(line)),
    ...wrap(right, width - 2).map((line) => `  ${paint(line)}`),
  ];
}

/** `Label     text`, with the text in as many lines as it needs under itself. */
export function labelled(
  label: string,
  text: string,
  { theme, width }: Page,
  paint: Paint = (line) => line,
): readonly string[] {
  return wrap(text, width - LABEL - 3).map(
    (line, index) => ` ${theme.strong((index === 0 ? label : '').padEnd(LABEL))}  ${paint(line)}`,
  );
}

const LABEL = 10;
