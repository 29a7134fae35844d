import type { Fix, FixStep } from '../../src/model/index.ts';
import { plain, plainLines } from '../neutralise.ts';
import { commandLines } from './command.ts';
import { wrap } from './layout.ts';
import type { Page } from './page.ts';

/** The title, then every step: a command that can be copied as it stands, a diff, or words. */
export function fixLines(fix: Fix, gutter: number, page: Page): readonly string[] {
  const indent = ' '.repeat(gutter + 2);
  const title = wrap(`${fix.title}${badge(fix)}`, page.width - gutter - 9);
  return [
    ...title.map((line, index) =>
      index === 0
        ? `${indent}${page.theme.faint('=')} ${page.theme.strong('fix')}: ${line}`
        : `${indent}       ${line}`,
    ),
    ...fix.steps
      .flatMap((step) => stepLines(step, fix, page.width - gutter - 4, page))
      .map((line) => `${indent}  ${line}`.trimEnd()),
  ];
}

function badge(fix: Fix): string {
  const safety = fix.steps.find((step) => step.kind === 'diff')?.safety;
  if (safety === undefined) return '';
  return safety === 'safe' ? ' (--fix writes it)' : ' (--fix-unsafe writes it)';
}

/** Nothing stands before a command but blanks: a line that is copied runs. */
function stepLines(step: FixStep, fix: Fix, room: number, { theme }: Page): readonly string[] {
  const lines = plainLines(step.content.trimEnd());
  switch (step.kind) {
    case 'text':
      return plain(step.content) === plain(fix.title) ? [] : lines.flatMap((line) => textLines(line, room));
    case 'aws-cli':
      return lines.flatMap((line) => commandLines(line, room)).map((line) => theme.command(line));
    case 'diff':
      return lines.map((line) => paintDiff(line, theme));
    case 'terraform':
      return lines.length === 1 ? wrap(step.content, room) : lines;
  }
}

/** A sentence is wrapped, a command is broken where a shell lets it be, and code is left as it is. */
function textLines(line: string, room: number): readonly string[] {
  if (isProse(line)) return wrap(line, room);
  return /^aws [a-z]/.test(line) ? commandLines(line, room) : [line];
}

/** Begins as a sentence does, or ends as one and has words in a row. */
function isProse(line: string): boolean {
  return /^[A-Z][a-z'’]*,? \S/.test(line) || (line.endsWith('.') && /[a-z]+,? [a-z]+ [a-z]+/.test(line));
}

function paintDiff(line: string, theme: Page['theme']): string {
  if (line.startsWith('+')) return theme.added(line);
  if (line.startsWith('-')) return theme.removed(line);
  return line.startsWith('@@') ? theme.place(line) : theme.faint(line);
}
