import type { DependencyFormat } from '../../model/repository/index.ts';
import { documentOf } from '../data/documents.ts';
import { parseToml } from '../data/toml.ts';
import { folderOf, nameOf } from '../paths.ts';
import { loadPython } from '../python/parse.ts';
import type { Repository } from '../repository.ts';
import { readPipfile, readPyproject } from './declared.ts';
import { readPipfileLock, readTomlLock } from './locks.ts';
import { type ReadFile, readRequirements } from './requirements.ts';
import { readSetupCfg, readSetupPy } from './setup-files.ts';

const LOCK_LIMIT = 8 * 1024 * 1024;
const LOCKS: Readonly<Record<string, DependencyFormat>> = {
  'poetry.lock': 'poetry.lock',
  'uv.lock': 'uv.lock',
  'pdm.lock': 'pdm.lock',
};
const REQUIREMENTS =
  /(^|\/)[\w.-]*(requirements|constraints)[\w.-]*\.(txt|in|pip)$|(^|\/)(requirements|requires|reqs)\/[\w./-]+\.(txt|in)$/i;

/** Every file that names Python packages, parsed. */
export async function readDependencyFiles(repository: Repository): Promise<readonly ReadFile[]> {
  await loadPython();
  const declared = repository.files.flatMap(({ path }) => readDeclaration(repository, path) ?? []);
  const locks = repository.files.flatMap(({ path }) => readLock(repository, path, declared) ?? []);
  return [...declared, ...locks].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readDeclaration(repository: Repository, path: string): ReadFile | undefined {
  const name = nameOf(path);
  if (name === 'pyproject.toml') {
    const text = repository.text(path);
    if (text === undefined || /\{\{|\{%/.test(text)) return undefined;
    const { document, errors } = parseToml(path, text);
    for (const { message, location } of errors) repository.notes.add(path, `line ${location.line}: ${message}`);
    return readPyproject(path, document);
  }
  if (name === 'Pipfile') return readPipfile(path, documentOf(repository, path));
  if (REQUIREMENTS.test(path)) return withText(repository, path, (text) => readRequirements(path, text));
  if (name === 'setup.cfg') return withText(repository, path, (text) => readSetupCfg(path, text));
  return name === 'setup.py' ? withText(repository, path, (text) => readSetupPy(path, text)) : undefined;
}

function readLock(repository: Repository, path: string, declared: readonly ReadFile[]): ReadFile | undefined {
  const name = nameOf(path);
  const format = LOCKS[name] ?? (/^pylock(\.[\w-]+)?\.toml$/.test(name) ? 'pylock.toml' : undefined);
  if (format === undefined && name !== 'Pipfile.lock') return undefined;
  const text = repository.text(path, LOCK_LIMIT);
  if (text === undefined) return undefined;
  if (format === undefined) return readPipfileLock(path, text);
  const beside = declared.find((file) => file.format === 'pyproject' && folderOf(file.path) === folderOf(path));
  const mains = (beside?.requirements ?? []).filter(({ group }) => group === 'main').map((one) => one.name);
  return readTomlLock(path, text, format, mains);
}

function withText<T>(repository: Repository, path: string, read: (text: string) => T | undefined): T | undefined {
  const text = repository.text(path);
  return text === undefined ? undefined : read(text);
}
