/** What could not be read and why, for `coverage.notes`. One note for a path and message, however often it is said. */
export interface Note {
  readonly path: string;
  readonly message: string;
}

/** A repository that is wrong everywhere must not fill the report: after this many, the rest is counted. */
const LIMIT = 200;

export class Notes {
  readonly #notes = new Map<string, Note>();
  #left = 0;

  add(path: string, message: string): void {
    const key = `${path}\0${message}`;
    if (this.#notes.has(key)) return;
    if (this.#notes.size >= LIMIT) this.#left += 1;
    else this.#notes.set(key, { path, message });
  }

  /** Sorted by path, then message. */
  all(): readonly Note[] {
    const sorted = [...this.#notes.values()].sort((a, b) => compare(a.path, b.path) || compare(a.message, b.message));
    return this.#left === 0 ? sorted : [...sorted, { path: '', message: `${this.#left} more notes left out` }];
  }
}

/** Code unit order: the same on every machine, unlike a locale's. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
