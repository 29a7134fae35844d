import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { readMetadata } from './metadata.ts';

/** The work tree that contains a folder, and where its metadata lies. */
export interface WorkTree {
  /** Absolute, without links. */
  readonly root: string;
  /** `.git`, or the worktree's or submodule's own folder; absent when there is no git or it may not be followed. */
  readonly gitDir?: string;
  /** Where refs and objects lie: the same folder, but for a linked worktree. */
  readonly commonDir?: string;
  /** Why the metadata is not read. */
  readonly refused?: string;
}

/** @param folder absolute and without links. */
export function locateWorkTree(folder: string): WorkTree {
  for (let root = folder; ; root = dirname(root)) {
    const found = at(root);
    if (found !== undefined) return found;
    if (dirname(root) === root) return { root: folder };
  }
}

function at(root: string): WorkTree | undefined {
  const dotGit = join(root, '.git');
  const stat = lstatSync(dotGit, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (stat.isDirectory()) {
    return readMetadata(join(dotGit, 'HEAD')) === undefined ? undefined : { root, gitDir: dotGit, commonDir: dotGit };
  }
  if (stat.isFile()) return linked(root, dotGit);
  return { root, refused: '.git is neither a folder nor a file: git is left out' };
}

/**
 * A `.git` file points to the metadata of a linked worktree or a submodule. A repository could point anywhere with it, so it
 * is followed only where the other end points back.
 */
function linked(root: string, dotGit: string): WorkTree {
  const refused = { root, refused: '.git names a folder that does not point back: git is left out' };
  const target = /^gitdir: (.+)$/m.exec(readMetadata(dotGit) ?? '')?.[1];
  if (target === undefined) return refused;
  const gitDir = real(resolve(root, target));
  if (gitDir === undefined) return refused;
  if (gitDir.includes(`${sep}.git${sep}worktrees${sep}`)) {
    if (real(readMetadata(join(gitDir, 'gitdir'))?.trim() ?? '') !== real(dotGit)) return refused;
    return { root, gitDir, commonDir: resolve(gitDir, '../..') }; // what `commondir` says, where nobody wrote it by hand
  }
  const worktree = /^\s*worktree\s*=\s*(.+)$/m.exec(readMetadata(join(gitDir, 'config')) ?? '')?.[1];
  const pointsBack =
    gitDir.includes(`${sep}.git${sep}modules${sep}`) &&
    worktree !== undefined &&
    real(resolve(gitDir, worktree)) === root;
  return pointsBack ? { root, gitDir, commonDir: gitDir } : refused;
}

function real(path: string): string | undefined {
  try {
    return path === '' ? undefined : realpathSync(path);
  } catch {
    return undefined;
  }
}
