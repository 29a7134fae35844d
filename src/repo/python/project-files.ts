/**
 * What the interpreter may see of the file system. Paths are absolute with `/`; nothing outside the git work tree (without
 * git: outside the scanned folder) exists, symlinks that leave it included.
 */
export interface ProjectFiles {
  /** The text of a file in UTF-8, or undefined when there is none (or it is no text, or too large). */
  readText(path: string): string | undefined;
  /** Is the path inside of what may be seen? Of what is outside it is not known whether it exists. */
  covers(path: string): boolean;
  isFile(path: string): boolean;
  isDir(path: string): boolean;
  /** The names in a folder, sorted; empty when there is none. */
  listdir(path: string): readonly string[];
}
