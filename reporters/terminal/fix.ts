import type { Fix, FixStep } from '../../src/model/index.ts';
import { plain, plainLines } from '../neutralise.ts';
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
    ...fix.steps.flatMap((step) => stepLines(step, fix, page)).map((line) => `${indent}  ${line}`.trimEnd()),
  ];
}

function badge(fix: Fix): string {
  const safety = fix.steps.find((step) => step.kind === 'diff')?.safety;
  if (safety === undefined) return '';
  return safety === 'safe' ? ' (--fix writes it)' : ' (--fix-unsafe writes it)';
}

function stepLines(step: FixStep, fix: Fix, page: Page): readonly string[] {
  const { theme, width } = page;
  switch (step.kind) {
    case 'text':
      return plain(step.content) === plain(fix.title) ? [] : textLines(step.content, width - 10);
    case 'aws-cli':
      return plainLines(step.content).map((line, index) => theme.command(`${index === 0 ? '$ ' : '  '}${line}`));
    case 'diff':
      return plainLines(step.content).map((line) => paintDiff(line, page));
    case 'terraform':
      return plainLines(step.content).map((line) => theme.command(line));
  }
}

/** Code that stands on lines of its own keeps them; a sentence is wrapped. */
function textLines(content: string, width: number): readonly string[] {
  const lines = plainLines(content.trimEnd());
  return lines.length > 1 ? lines : wrap(content, width);
}

function paintDiff(line: string, { theme }: Page): string {
  if (line.startsWith('+')) return theme.added(line);
  if (line.startsWith('-')) return theme.removed(line);
  return line.startsWith('@@') ? theme.place(line) : theme.faint(line);
}
