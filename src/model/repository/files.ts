import type { Subject } from '../subject.ts';
import type { Role } from './item.ts';

/** Git's file modes: regular, executable, symbolic link, submodule. */
export type FileMode = '100644' | '100755' | '120000' | '160000';

export interface RepositoryFile extends Subject {
  readonly path: string;
  readonly role: Role;
  /** In git's index. Without git, every file counts as tracked (`git` of the index says so). */
  readonly tracked: boolean;
  /** Matched by a .gitignore. A file can be both, and is then in every clone. */
  readonly ignored: boolean;
  /** From git's index when it is tracked (that is what a deployment gets), else from the disk. */
  readonly mode: FileMode;
  /** In bytes; 0 for links and submodules. */
  readonly size: number;
}

/** What the head of the work tree is, read from `.git` without running git. */
export interface GitHead {
  /** 40 (or 64) hexadecimal digits. */
  readonly commit?: string;
  /** Absent when the head is detached. */
  readonly branch?: string;
  /** Committer's time of the commit, ISO 8601 UTC, when its object could be read. */
  readonly committedAt?: string;
}

/** The commits that led to the head. */
export interface GitHistory {
  /** The newest that could be read, the head first. */
  readonly ancestors: readonly string[];
  /** Committer's time by commit, ISO 8601 UTC, of those whose object could be read. */
  readonly committedAt: Readonly<Record<string, string>>;
  /** True when they reach the root: a commit that is not among them is then no ancestor. */
  readonly complete: boolean;
}

/** What is deployed now, as the user names it. */
export interface GitBase {
  /** Absent when nothing names a base. */
  readonly named?: {
    /** As `--base-ref` has it: `origin/main`. */
    readonly ref: string;
    readonly commit: string;
    /** Python files of folders named `migrations` in the commit's tree, paths from the scanned folder, sorted. */
    readonly migrations: readonly string[];
  };
}

export interface FileIndex {
  /** Sorted by path. */
  readonly files: readonly RepositoryFile[];
  /** Absent without git. */
  readonly git?: GitHead;
  /** True when a `.env` at the root (and beside manage.py) would be ignored by git. */
  readonly ignoresDotEnv: boolean;
  /** Folders that hold another repository: not read. */
  readonly submodules: readonly string[];
}
