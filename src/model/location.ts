/** A place in the repository. Lines and columns count from 1; the path is relative to the scanned folder, with `/`. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}
