import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { FileMode } from '../model/repository/index.ts';
import type { Boundary } from './files/boundary.ts';
import { decode } from './files/decode.ts';
import { type IgnoreStack, isIgnored, withIgnoreFile } from './files/gitignore.ts';
import type { Notes } from './files/notes.ts';

/** What stands on the disk; paths are relative to the scanned folder, with `/`. */
export interface WalkedFile {
  readonly path: string;
  readonly mode: FileMode;
  readonly size: number;
  readonly ignored: boolean;
}

export interface Walk {
  readonly files: readonly WalkedFile[];
  /** Folders with a repository of their own. */
  readonly submodules: readonly string[];
  /** A `.env` at the scanned folder would be ignored. */
  readonly ignoresDotEnv: boolean;
}

interface Walker {
  readonly root: string;
  readonly boundary: Boundary;
  readonly notes: Notes;
  /** Folders of the work tree above the scanned one: patterns count from the top. */
  readonly above: readonly string[];
  readonly files: WalkedFile[];
  readonly submodules: string[];
}

/** More files than any project has: what is behind them is not looked at. */
const MAX_FILES = 400_000;
const MAX_DEPTH = 100;
const IGNORE_FILE_LIMIT = 1024 * 1024;
/** Ignored files are listed only where a rule asks for them: secrets that must not be committed, and state. */
const KEPT_WHEN_IGNORED = /(^|\/)(\.env[^/]*|[^/]*\.env|[^/]*\.(pem|key|p12|pfx|tfstate)|id_rsa|credentials\.json)$/;
/** What tools put beside the code, ignored or not; never the project's own. */
const TOOL_FOLDERS = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '__pycache__',
  '.tox',
  '.nox',
  '.venv',
  '.terraform',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  'site-packages',
  '.eggs',
  'bower_components',
  '.serverless',
  '.aws-sam',
]);

/**
 * Lists the files below `root` that git would list (`git ls-files -co --exclude-standard`), and ignored ones of names that
 * matter. Links are listed and never followed, so that circles cannot hold it; what is no file, folder or link is left out.
 */
export function walk(root: string, workTree: string, boundary: Boundary, notes: Notes): Walk {
  const above = root === workTree ? [] : root.slice(workTree.length + 1).split(sep);
  const walker: Walker = { root, boundary, notes, above, files: [], submodules: [] };
  let stack: IgnoreStack = [];
  for (let depth = 0; depth < above.length; depth += 1)
    stack = withFile(walker, workTree, above.slice(0, depth).join('/'), depth, stack);
  const own = withFile(walker, root, '', above.length, stack);
  walkFolder(walker, [], stack);
  return {
    files: walker.files,
    submodules: walker.submodules,
    ignoresDotEnv: isIgnored(own, [...above, '.env'], false),
  };
}

function walkFolder(walker: Walker, folder: readonly string[], above: IgnoreStack): void {
  const entries = list(walker, folder.join('/'));
  const names = new Set(entries.map(({ name }) => name));
  if (folder.length > 0 && names.has('.git')) return void walker.submodules.push(folder.join('/'));
  if (names.has('pyvenv.cfg')) return undefined;
  const stack = names.has('.gitignore')
    ? withFile(walker, walker.root, folder.join('/'), walker.above.length + folder.length, above)
    : above;
  for (const entry of entries) {
    if (walker.files.length >= MAX_FILES)
      return walker.notes.add('', `only the first ${MAX_FILES} files were looked at`);
    if (entry.name === '.git') continue;
    const path = [...folder, entry.name];
    if (entry.isDirectory()) enter(walker, path, stack);
    else addFile(walker, entry, path, stack);
  }
}

function enter(walker: Walker, path: readonly string[], stack: IgnoreStack): void {
  const name = path.at(-1) ?? '';
  const joined = path.join('/');
  if (TOOL_FOLDERS.has(name) || isIgnored(stack, [...walker.above, ...path], true)) return;
  if (path.length > MAX_DEPTH) return walker.notes.add(joined, `folders deeper than ${MAX_DEPTH} are not read`);
  walkFolder(walker, path, stack);
}

function addFile(walker: Walker, entry: Dirent, path: readonly string[], stack: IgnoreStack): void {
  const joined = path.join('/');
  if (!entry.isFile() && !entry.isSymbolicLink())
    return walker.notes.add(joined, 'is no file, folder or link: not read');
  const ignored = isIgnored(stack, [...walker.above, ...path], false);
  if (ignored && !KEPT_WHEN_IGNORED.test(joined)) return undefined;
  walker.files.push({ path: joined, ignored, ...stat(walker, joined, entry) });
}

function stat(walker: Walker, path: string, entry: Dirent): Pick<WalkedFile, 'mode' | 'size'> {
  if (entry.isSymbolicLink()) return { mode: '120000', size: 0 };
  const found = lstatSync(join(walker.root, path), { throwIfNoEntry: false });
  return { mode: ((found?.mode ?? 0) & 0o100) === 0 ? '100644' : '100755', size: found?.size ?? 0 };
}

function list(walker: Walker, folder: string): readonly Dirent[] {
  try {
    const entries = readdirSync(join(walker.root, folder), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    walker.notes.add(folder, 'cannot be listed');
    return [];
  }
}

function withFile(walker: Walker, base: string, folder: string, depth: number, stack: IgnoreStack): IgnoreStack {
  const read = walker.boundary.read(base, folder === '' ? '.gitignore' : `${folder}/.gitignore`, IGNORE_FILE_LIMIT);
  if (typeof read === 'string') return stack;
  const decoded = decode(read.bytes);
  return decoded === undefined ? stack : withIgnoreFile(stack, depth, decoded.text);
}
