import stringWidth from 'fast-string-width';

/** Columns that a text takes in a terminal or a fixed-width font, colours aside. */
export function columns(text: string): number {
  return stringWidth(text);
}

export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

export function padLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - columns(text))) + text;
}

/** Cuts plain text to `width` columns. */
export function cut(text: string, width: number): string {
  return columns(text) <= width ? text : `${headOf(text, width - 1)}…`;
}

/** Cuts plain text to `width` columns and keeps both its ends: names often differ in their last part only. */
export function cutMiddle(text: string, width: number): string {
  if (columns(text) <= width) return text;
  const head = headOf(text, Math.floor((width - 1) / 2));
  const room = width - 1 - columns(head);
  const tail: string[] = [];
  let used = 0;
  for (const one of [...graphemes(text)].toReversed()) {
    used += columns(one);
    if (used > room) break;
    tail.unshift(one);
  }
  return `${head}…${tail.join('')}`;
}

/** As much of a text's beginning as `width` columns hold; what makes one picture together is not taken apart. */
export function headOf(text: string, width: number): string {
  let used = 0;
  let kept = '';
  for (const one of graphemes(text)) {
    used += columns(one);
    if (used > width) break;
    kept += one;
  }
  return kept;
}

/** A text in pieces of at most `width` columns, one character at least. */
export function pieces(text: string, width: number): readonly string[] {
  if (columns(text) <= width) return [text];
  const all: string[] = [];
  let piece = '';
  let used = 0;
  for (const one of graphemes(text)) {
    const wide = columns(one);
    if (used + wide > width && piece !== '') {
      all.push(piece);
      piece = '';
      used = 0;
    }
    piece += one;
    used += wide;
  }
  return [...all, piece];
}

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a reader takes for one character; most texts are ASCII, and of those each is one. */
function* graphemes(text: string): Iterable<string> {
  if (/^[ -~]*$/.test(text)) yield* text;
  else for (const { segment } of SEGMENTER.segment(text)) yield segment;
}
