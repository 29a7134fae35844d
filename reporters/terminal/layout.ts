import { columns, pieces } from '../columns.ts';
import { plain } from '../neutralise.ts';

/** Plain text in lines of at most `width` columns, broken between words, and inside of one that is longer than a line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of plain(text)
    .split(' ')
    .flatMap((one) => pieces(one, width))) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (columns(joined) <= width) line = joined;
    else {
      if (line !== '') lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}
