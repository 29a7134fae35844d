import { columns } from '../columns.ts';

const INDENT = '  ';
const CONTINUES = ' \\';

/**
 * A command of a POSIX shell in lines of at most `width` columns, so that it is read and copied as one: broken before an
 * option, else before a word, never inside of quotes, each line but the last ending in a backslash. A word that is wider
 * stays whole, as does a command whose quotes do not tell where its words end.
 */
export function commandLines(command: string, width: number): readonly string[] {
  const words = columns(command) <= width || command.includes('#') ? undefined : wordsOf(command);
  if (words === undefined) return [command];
  const lines: string[] = [];
  let line = '';
  const add = (text: string): void => {
    const longer = line === '' ? text : `${line} ${text}`;
    if (line === '' || fits(longer, lines.length, width)) line = longer;
    else {
      lines.push(line);
      line = text;
    }
  };
  for (const group of groupsOf(words)) {
    const whole = group.join(' ');
    if (fits(whole, lines.length + 1, width)) add(whole);
    else for (const word of group) add(word);
  }
  return [...lines, line].map(
    (text, index) => `${index === 0 ? '' : INDENT}${text}${index === lines.length ? '' : CONTINUES}`,
  );
}

function fits(text: string, index: number, width: number): boolean {
  return columns(text) + (index === 0 ? 0 : INDENT.length) + CONTINUES.length <= width;
}

/** The command itself, then each option with its values. */
function groupsOf(words: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [[]];
  for (const word of words) {
    if (word.startsWith('--')) groups.push([word]);
    else groups.at(-1)?.push(word);
  }
  return groups;
}

/** Split at single blanks outside of quotes; undefined where a quote is left open or a blank is doubled. */
function wordsOf(command: string): readonly string[] | undefined {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (const character of command) {
    if (quote === '' && character === ' ') {
      if (word === '') return undefined;
      words.push(word);
      word = '';
      continue;
    }
    if (character === '\\') return undefined;
    if (quote === '' && (character === "'" || character === '"')) quote = character;
    else if (character === quote) quote = '';
    word += character;
  }
  return quote === '' && word !== '' ? [...words, word] : undefined;
}
