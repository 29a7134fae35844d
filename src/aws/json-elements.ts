const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 91, 93, 123, 125];

/**
 * Reads a JSON object piece by piece: the elements of one list of its top level are parsed one after the other, and the text
 * is never there as a whole.
 * @param member the list's name; its elements are objects
 * @returns the object, in which that list is empty
 * @throws SyntaxError when it is no JSON
 */
export async function parseElements(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  member: string,
  onElement: (element: unknown) => void,
): Promise<unknown> {
  const cutter = new Cutter(new RegExp(`"${member}"\\s*:\\s*$`), onElement);
  for await (const chunk of chunks) cutter.take(chunk);
  return JSON.parse(cutter.rest());
}

/** A list's name is looked for in so many characters before it. */
const TAIL = 200;

/** Follows strings and brackets, and looks at nothing else. */
class Cutter {
  readonly #list: RegExp;
  readonly #onElement: (element: unknown) => void;
  readonly #rest: Buffer[] = [];
  readonly #element: Buffer[] = [];
  /** The end of what was kept of the rest: it says whose list begins. */
  #tail = '';
  #depth = 0;
  #within = false;
  #quoted = false;
  #escaped = false;

  constructor(list: RegExp, onElement: (element: unknown) => void) {
    this.#list = list;
    this.#onElement = onElement;
  }

  /** The chunk may be used again afterwards. */
  take(bytes: Uint8Array): void {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (this.#quoted) this.#inString(byte);
      else if (byte === QUOTE) this.#quoted = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) from = this.#open(chunk, from, at);
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) from = this.#close(chunk, from, at);
    }
    this.#keep(chunk.subarray(from));
  }

  rest(): string {
    return Buffer.concat(this.#rest).toString('utf8');
  }

  #inString(byte: number | undefined): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#quoted = false;
  }

  #open(chunk: Buffer, from: number, at: number): number {
    this.#depth += 1;
    if (this.#within && this.#depth === 3) return at;
    if (this.#within || this.#depth !== 2 || chunk[at] !== OPEN_LIST) return from;
    this.#keep(chunk.subarray(from, at));
    if (!this.#list.test(this.#tail)) return at;
    this.#rest.push(Buffer.from('['));
    this.#within = true;
    return at + 1;
  }

  #close(chunk: Buffer, from: number, at: number): number {
    this.#depth -= 1;
    if (!this.#within) return from;
    if (this.#depth === 1) {
      this.#within = false;
      return at;
    }
    if (this.#depth !== 2) return from;
    this.#onElement(
      JSON.parse(Buffer.concat([...this.#element.splice(0), chunk.subarray(from, at + 1)]).toString('utf8')),
    );
    return at + 1;
  }

  /** Copies: what stands between elements is a comma. */
  #keep(part: Buffer): void {
    if (!this.#within) {
      this.#rest.push(Buffer.from(part));
      this.#tail = (this.#tail + part.subarray(-TAIL).toString('latin1')).slice(-TAIL);
    } else if (this.#depth > 2) this.#element.push(Buffer.from(part));
  }
}
