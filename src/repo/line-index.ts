/** Where lines start, to turn offsets (UTF-16 units from 0) into lines and columns (from 1). */
export class LineIndex {
  readonly #starts: number[] = [0];
  #last = 0;

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  /** The line of an offset, from 1. */
  lineOf(offset: number): number {
    const hint = this.#last;
    if (offset >= this.#startOf(hint) && offset < this.#startOf(hint + 1)) return hint + 1;
    this.#last = this.#search(offset);
    return this.#last + 1;
  }

  /** The column of an offset in that line, from 1. */
  columnIn(line: number, offset: number): number {
    return offset - this.#startOf(line - 1) + 1;
  }

  #startOf(index: number): number {
    return this.#starts[index] ?? Number.POSITIVE_INFINITY;
  }

  #search(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#startOf(middle) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}
