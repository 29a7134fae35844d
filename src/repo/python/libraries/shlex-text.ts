export interface ShlexOptions {
  /** Characters that separate words. */
  readonly whitespace: string;
  /** Characters that start a comment, to the end of the line. */
  readonly commenters: string;
}

export class ShlexError extends Error {}

/** The words of a text as Python's `shlex` splits them in POSIX mode with `whitespace_split`. */
export function shlexWords(text: string, { whitespace, commenters }: ShlexOptions): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  const finish = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  while (at < text.length) {
    const char = text.charAt(at);
    if (whitespace.includes(char)) {
      finish();
      at += 1;
    } else if (commenters.includes(char)) {
      finish();
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length : newline + 1;
    } else if (char === '\\') {
      if (at + 1 >= text.length) throw new ShlexError('No escaped character');
      word = (word ?? '') + text.charAt(at + 1);
      at += 2;
    } else if (char === '"' || char === "'") {
      const [inside, end] = quotedFrom(text, at);
      word = (word ?? '') + inside;
      at = end;
    } else {
      word = (word ?? '') + char;
      at += 1;
    }
  }
  finish();
  return words;
}

/** What stands in the quotes that open at an offset, and the offset after them. */
function quotedFrom(text: string, start: number): readonly [string, number] {
  const quote = text.charAt(start);
  let inside = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === quote) return [inside, at + 1];
    if (char !== '\\' || quote === "'") {
      inside += char;
      continue;
    }
    at += 1;
    if (at >= text.length) throw new ShlexError('No escaped character');
    const next = text.charAt(at);
    inside += next === '\\' || next === quote ? next : `\\${next}`;
  }
  throw new ShlexError('No closing quotation');
}
