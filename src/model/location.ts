/** A place in the repository. Lines and columns count from 1; the path is relative to the scanned folder, with `/`. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** The same span in UTF-16 code units from the start of the file, `end` exclusive: what a file edit needs. */
  readonly start?: number;
  readonly end?: number;
}
