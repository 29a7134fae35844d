/** A text, whole or in pieces of which none is kept. */
export type Pieces = string | Iterable<string>;

/** Characters that are written at a time. */
const BLOCK = 65_536;

/** Many small pieces as few large ones. */
export function* inBlocks(text: Pieces): Generator<string> {
  let block = '';
  for (const piece of typeof text === 'string' ? [text] : text) {
    block += piece;
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  yield block;
}
