import type { ReporterOptions } from '../../src/model/index.ts';
import { type AgeOf, agesIn } from '../age.ts';
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

/** "TITLE ──────── right" over the whole width. */
export function heading(title: string, right: string, { theme, width }: Page, rightWidth: number): string {
  const line = '─'.repeat(Math.max(3, width - title.length - rightWidth - 2));
  return `${theme.strong(title)} ${theme.faint(line)} ${right}`.trimEnd();
}
