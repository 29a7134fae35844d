import { join, sep } from 'node:path';
import type { FileIndex, RepositoryFile } from '../model/repository/index.ts';
import type { Boundary } from './files/boundary.ts';
import { compare, type Notes } from './files/notes.ts';
import { parseGitConfig } from './git/config-file.ts';
import { readHead } from './git/head.ts';
import { type IndexEntry, parseIndex } from './git/index-file.ts';
import type { WorkTree } from './git/locate.ts';
import { readMetadata, readMetadataBytes } from './git/metadata.ts';
import { roleOf } from './roles.ts';
import { type WalkedFile, walk } from './walk.ts';

/** Narrows what is looked at; patterns are those of .gitignore, from the scanned folder. */
export type Keep = (path: string) => boolean;

/** The disk and git's index, joined. A file that is only in the index was deleted and is not listed. */
export function buildIndex(root: string, tree: WorkTree, boundary: Boundary, notes: Notes, keep: Keep): FileIndex {
  if (tree.refused !== undefined) notes.add('.git', tree.refused);
  const walked = walk(root, tree.root, boundary, notes);
  const tracked = tree.gitDir === undefined ? undefined : trackedFiles(root, tree, tree.gitDir, notes);
  const files = new Map(
    walked.files.map((file) => [file.path, fileOf(file, tracked?.get(file.path), tracked !== undefined)]),
  );
  for (const entry of tracked?.values() ?? []) if (!files.has(entry.path)) addUnwalked(files, entry, root, boundary);
  const submodules = [...(tracked?.values() ?? [])].flatMap(({ path, mode }) => (mode === '160000' ? [path] : []));
  return {
    files: [...files.values()].filter(({ path }) => keep(path)).sort((a, b) => compare(a.path, b.path)),
    ...(tree.gitDir === undefined ? {} : { git: readHead(tree.gitDir, tree.commonDir ?? tree.gitDir) }),
    ignoresDotEnv: walked.ignoresDotEnv,
    submodules: [...new Set([...walked.submodules, ...submodules])].sort(compare),
  };
}

function trackedFiles(
  root: string,
  tree: WorkTree,
  gitDir: string,
  notes: Notes,
): ReadonlyMap<string, IndexEntry> | undefined {
  const bytes = readMetadataBytes(join(gitDir, 'index'));
  if (bytes === undefined) return new Map();
  try {
    const config = parseGitConfig(readMetadata(join(tree.commonDir ?? gitDir, 'config')) ?? '');
    const entries = parseIndex(bytes, config.get('extensions.objectformat') === 'sha256' ? 32 : 20);
    if (bytes.includes('link', bytes.length - 200, 'latin1') && entries.length === 0)
      notes.add('.git/index', 'is a split index: tracked files could not be told from others');
    return new Map(within(root, tree.root, entries).map((entry) => [entry.path, entry]));
  } catch (error) {
    notes.add('.git/index', `could not be read (${String(error)}): every file counts as tracked`);
    return undefined;
  }
}

/** The scanned folder from the work tree's root, with slashes; undefined where they are the same. */
export function folderIn(workTree: string, root: string): string | undefined {
  if (root === workTree) return undefined;
  return root
    .slice(workTree.length + 1)
    .split(sep)
    .join('/');
}

/** Entries below the scanned folder, with paths from there. */
function within(root: string, workTree: string, entries: readonly IndexEntry[]): readonly IndexEntry[] {
  const folder = folderIn(workTree, root);
  if (folder === undefined) return entries.filter(({ path }) => isPlain(path));
  const prefix = `${folder}/`;
  return entries.flatMap((entry) =>
    entry.path.startsWith(prefix) && isPlain(entry.path) ? [{ ...entry, path: entry.path.slice(prefix.length) }] : [],
  );
}

/** Git writes no such path; a hostile index may. */
function isPlain(path: string): boolean {
  return !path.startsWith('/') && !path.split('/').some((part) => part === '..' || part === '.' || part === '');
}

function fileOf(file: WalkedFile, entry: IndexEntry | undefined, hasGit: boolean): RepositoryFile {
  return {
    ref: { kind: 'file', id: file.path },
    path: file.path,
    role: roleOf(file.path),
    tracked: entry !== undefined || !hasGit,
    ignored: file.ignored,
    mode: entry?.mode ?? file.mode,
    size: file.size,
  };
}

/** Tracked, but in a folder that the walk left out because git ignores it or a tool owns it. */
function addUnwalked(files: Map<string, RepositoryFile>, entry: IndexEntry, root: string, boundary: Boundary): void {
  if (entry.mode === '160000' || typeof boundary.resolve(root, entry.path) === 'string') return;
  files.set(entry.path, fileOf({ ...entry, ignored: true }, entry, true));
}
