import { readdirSync, statSync } from 'node:fs';
import { Boundary } from '../files/boundary.ts';
import { decode } from '../files/decode.ts';
import { locateWorkTree } from '../git/locate.ts';
import type { Repository } from '../repository.ts';
import type { ProjectFiles } from './project-files.ts';

const LARGEST = 4 * 1024 * 1024;

/** The files of the work tree that holds a folder (absolute and without links); without git, those of the folder. Each is read once. */
export function workTreeFiles(folder: string): ProjectFiles {
  const { root } = locateWorkTree(folder);
  const boundary = new Boundary(root);
  const covers = (path: string): boolean => path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`);
  const inside = (path: string): string | undefined => {
    if (!covers(path) || isOfGit(path.slice(root.length))) return undefined;
    const resolved = boundary.resolve('/', path);
    return typeof resolved === 'string' ? undefined : resolved.real;
  };
  const stat = (path: string) => {
    const real = inside(path);
    return real === undefined ? undefined : statSync(real, { throwIfNoEntry: false });
  };
  const texts = new Map<string, string | undefined>();
  const readText = (path: string): string | undefined => {
    if (inside(path) === undefined) return undefined;
    const read = boundary.read('/', path, LARGEST);
    return typeof read === 'string' ? undefined : decode(read.bytes)?.text;
  };
  return {
    covers,
    readText: (path) => {
      if (!texts.has(path)) texts.set(path, readText(path));
      return texts.get(path);
    },
    isFile: (path) => stat(path)?.isFile() ?? false,
    isDir: (path) => stat(path)?.isDirectory() ?? false,
    listdir: (path) => listed(stat(path)?.isDirectory() === true ? inside(path) : undefined),
  };
}

/** The same for a repository that is being read: one view for all evaluations of its settings. */
export function projectFiles(repository: Repository): ProjectFiles {
  return repository.once('work tree files', () => workTreeFiles(repository.root));
}

function isOfGit(path: string): boolean {
  return path === '/.git' || path.startsWith('/.git/');
}

function listed(folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
