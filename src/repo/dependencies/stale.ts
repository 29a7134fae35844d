import { satisfies } from '@renovatebot/pep440';
import type { Requirement } from '../../model/repository/index.ts';
import { folderOf } from '../paths.ts';
import type { ReadFile } from './requirements.ts';

/** pip-compile leaves these out of what it writes. */
const UNSAFE = new Set(['pip', 'setuptools', 'wheel', 'distribute']);

/** Why a lock does not belong to its declaration any more: a name that it lacks, a version that the declaration does not admit. */
export function staleness(lock: ReadFile, files: readonly ReadFile[]): string | undefined {
  const locked = byName(lock);
  for (const source of sourcesOf(lock, files)) {
    for (const wanted of source.requirements) {
      if (
        UNSAFE.has(wanted.name) ||
        wanted.marker !== undefined ||
        wanted.group === 'optional' ||
        wanted.source !== undefined
      )
        continue;
      if (wanted.group !== 'main' && lock.format === 'requirements') continue;
      const entries = locked.get(wanted.name) ?? [];
      const [found] = entries;
      const place = `${source.path}:${wanted.location.line}`;
      if (found === undefined)
        return wanted.group === 'main'
          ? `${place} asks for ${wanted.rawName}, which ${lock.path} does not have`
          : undefined;
      const refused = entries.every(({ pinned }) => pinned !== undefined && !admits(wanted.specifier, pinned));
      if (wanted.specifier !== '' && refused)
        return `${place} asks for ${wanted.rawName}${wanted.specifier}, ${lock.path} has ${found.pinned ?? 'another'}`;
    }
  }
  return undefined;
}

function byName({ requirements }: ReadFile): ReadonlyMap<string, readonly Requirement[]> {
  const found = new Map<string, Requirement[]>();
  for (const one of requirements) {
    const entries = found.get(one.name) ?? [];
    entries.push(one);
    found.set(one.name, entries);
  }
  return found;
}

function sourcesOf(lock: ReadFile, files: readonly ReadFile[]): readonly ReadFile[] {
  const beside = files.filter((file) => file.kind === 'declaration' && folderOf(file.path) === folderOf(lock.path));
  if (lock.format === 'requirements') {
    if (lock.generatedBy === undefined) return [];
    const named = lock.generatedBy.sources.map((source) => source.split('/').at(-1));
    return beside.filter(
      ({ path, format }) =>
        format === 'requirements.in' &&
        (named.includes(path.split('/').at(-1)) || path === lock.path.replace(/\.txt$/, '.in')),
    );
  }
  return beside.filter(({ format }) => format === (lock.format === 'Pipfile.lock' ? 'pipfile' : 'pyproject'));
}

function admits(specifier: string, version: string): boolean {
  try {
    return satisfies(version, specifier, { prereleases: true });
  } catch {
    return true; // a form that pep440 does not know is not held against the lock
  }
}
