/** Words of a Dockerfile's argument, with their places in the text. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits at blanks and continuation lines; quotes group and are taken off, a backslash keeps the next character. */
export function splitWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = /^(?:\s|\\[ \t]*\r?\n)+/.exec(text.slice(at, at + 10_000));
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const word = readWord(text, at);
    words.push(word);
    at = word.end;
  }
  return words;
}

function readWord(text: string, start: number): Word {
  let quote = '';
  let result = '';
  let at = start;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\' && quote !== "'") {
      const next = text[at + 1] ?? '';
      if (next === '\n' || (next === '\r' && text[at + 2] === '\n')) {
        if (quote === '') break;
      } else result += quote === '"' && !'"\\$`'.includes(next) ? character + next : next;
      at += 1;
    } else if (quote !== '') {
      if (character === quote) quote = '';
      else result += character;
    } else if (character === '"' || character === "'") quote = character;
    else if (/\s/.test(character)) break;
    else result += character;
  }
  return { text: result, start, end: Math.max(at, start + 1) };
}
