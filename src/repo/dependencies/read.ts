import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import type {
  Dependencies,
  DependencyFile,
  DependencyFormat,
  Requirement,
  ResolvedPackage,
} from '../../model/repository/index.ts';
import type { Json } from '../../model/value.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { readPipfileLock, readTomlLock } from './locks.ts';
import { readPyproject } from './pyproject.ts';
import { readRequirementsTxt } from './requirements-txt.ts';

const LOCK_LIMIT = 16 * 1024 * 1024;
const LOCKS: Readonly<Record<string, DependencyFormat>> = {
  'poetry.lock': 'poetry.lock',
  'uv.lock': 'uv.lock',
  'pdm.lock': 'pdm.lock',
  'pylock.toml': 'pylock.toml',
};
const REQUIREMENTS = /(^|\/)(requirements|constraints)[\w.-]*\.(txt|in)$|(^|\/)requirements\/[\w./-]+\.(txt|in)$/i;

/** Every file that names Python packages, and what production installs of each package. */
export function readDependencies(repository: Repository): Dependencies {
  const found = repository.files.flatMap(({ path }) => contained(repository, path) ?? []);
  const files = found.map((file) => ({ ...file, production: isProduction(file, found) }));
  return { files, installs: [], resolved: resolve(files) };
}

/** A file that cannot be read is a note, and no reason to lose the others. */
function contained(repository: Repository, path: string): DependencyFile | undefined {
  const name = path.split('/').at(-1) ?? path;
  const format = LOCKS[name];
  const wanted =
    format !== undefined || name === 'Pipfile.lock' || name === 'pyproject.toml' || REQUIREMENTS.test(path);
  const text = wanted ? repository.text(path, LOCK_LIMIT) : undefined;
  if (text === undefined) return undefined;
  try {
    if (format !== undefined) return readTomlLock(path, text, format);
    if (name === 'Pipfile.lock') return readPipfileLock(path, text);
    if (name !== 'pyproject.toml') return readRequirementsTxt(path, text);
    return readPyproject(path, text, getStaticTOMLValue(parseTOML(text)) as { readonly [key: string]: Json });
  } catch (error) {
    repository.notes.add(
      path,
      `could not be read: ${error instanceof Error ? error.message.slice(0, 120) : 'not its format'}`,
    );
    return undefined;
  }
}

/** By its role; a development file that a production one includes belongs to production. */
function isProduction({ path, role }: DependencyFile, all: readonly DependencyFile[]): boolean {
  if (role === 'production') return true;
  return all.some((other) => other.role === 'production' && other.includes.some((include) => include.path === path));
}

const FROM = { lock: 0, pin: 1, range: 2, source: 3 } as const;

function resolve(files: readonly DependencyFile[]): Dependencies['resolved'] {
  const found = new Map<string, ResolvedPackage>();
  for (const file of files) {
    for (const requirement of file.requirements) {
      const candidate = resolved(file, requirement);
      const known = found.get(candidate.name);
      if (known === undefined || rank(candidate) < rank(known)) found.set(candidate.name, candidate);
    }
  }
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function rank({ role, from, location }: ResolvedPackage): number {
  return (role === 'production' ? 0 : 1000) + FROM[from] * 100 + location.path.split('/').length;
}

function resolved(file: DependencyFile, one: Requirement): ResolvedPackage {
  const from =
    one.source !== undefined ? 'source' : file.kind === 'lock' ? 'lock' : one.pinned === undefined ? 'range' : 'pin';
  const aside = !file.production || /^(dev|develop|development|test|tests|testing|lint|docs|local)$/.test(one.group);
  return {
    name: one.name,
    ...(one.pinned === undefined ? {} : { version: one.pinned }),
    specifier: one.specifier,
    extras: one.extras,
    hashes: one.hashes,
    from,
    location: one.location,
    role: aside ? (file.production ? 'development' : roleOf(file.path)) : 'production',
  };
}
