import { columns, headOf } from '../columns.ts';
import { plain } from '../neutralise.ts';

/** Plain text in lines of at most `width` columns, broken between words, and inside of one that is longer than a line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of plain(text)
    .split(' ')
    .flatMap((one) => chop(one, width))) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (columns(joined) <= width) line = joined;
    else {
      if (line !== '') lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function chop(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  while (columns(rest) > width) {
    const piece = headOf(rest, Math.max(1, width)) || [...rest].slice(0, 1).join('');
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}
