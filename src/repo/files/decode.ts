/** Text of a file, with what is odd about its encoding; undefined for a binary file. */
export interface Decoded {
  readonly text: string;
  readonly note?: string;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const LENIENT = new TextDecoder('utf-8');

/** UTF-8 with or without a mark, UTF-16 with one. A mark is not part of the text. */
export function decode(bytes: Buffer): Decoded | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), note: 'is UTF-16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), note: 'is UTF-16' };
  if (bytes.includes(0)) return undefined;
  try {
    return { text: UTF8.decode(bytes) };
  } catch {
    return { text: LENIENT.decode(bytes), note: 'is not valid UTF-8: the bytes that are none were replaced' };
  }
}
