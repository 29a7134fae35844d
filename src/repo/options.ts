/** What the command line and djaudit.yml say about reading the repository. */
export interface RepositoryOptions {
  /** `--settings`: the module, whatever the files say. */
  readonly settings?: string;
  /** `--env-file`: exactly these variables and no others. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Patterns as in .gitignore, from the scanned folder: only these are looked at (when any is given), but for `exclude`. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** `--base-ref`: a branch, tag or commit, what is deployed now. */
  readonly baseRef?: string;
  /** `PYTHONPATH`: absolute, or relative to the scanned folder. Outside of the work tree they are as good as empty. */
  readonly importRoots?: readonly string[];
}
