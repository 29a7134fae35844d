import type { App, Project, PythonModule, SettingsModuleMention } from '../../model/repository/index.ts';
import { item, startOf } from '../item.ts';
import { NotAvailable } from '../not-available.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';
import { settingsModuleMentions } from './mentions.ts';

/** The Django project that production runs: the folder of its manage.py, what it imports from, and its settings. */
export function readProject(repository: Repository): Project {
  const candidates = managePys(repository);
  const [managePy, ...others] = candidates;
  const wsgi = entryPoints(repository, 'wsgi.py');
  if (managePy === undefined && wsgi.length === 0 && repository.options.settings === undefined) {
    throw new NotAvailable('there is no Django project: no manage.py and no wsgi.py that names settings');
  }
  const root = managePy === undefined ? parent(parent(wsgi[0] ?? '')) : parent(managePy);
  const known = rootsOf(repository, root);
  const fileIn = (roots: readonly string[]) => (module: string) => moduleFile(repository, roots, module);
  const first = settingsModuleMentions(repository, fileIn(known));
  const missing = first.some(isUsable) ? undefined : first.find(({ source }) => source !== 'pytest');
  const another = missing === undefined ? undefined : rootByModule(repository, missing.module);
  const importRoots = another === undefined ? known : [another, ...known];
  const settingsModules = another === undefined ? first : settingsModuleMentions(repository, fileIn(importRoots));
  const ambiguity = ambiguityOf(settingsModules);
  return {
    ...item(startOf(managePy ?? wsgi[0] ?? ''), undefined, 'production'),
    root,
    ...(managePy === undefined ? {} : { managePy }),
    importRoots,
    wsgi: modules(wsgi, importRoots),
    asgi: modules(entryPoints(repository, 'asgi.py'), importRoots),
    celery: modules(entryPoints(repository, 'celery.py'), importRoots),
    apps: appsOf(repository),
    others: others.map(parent),
    settingsModules,
    ...(ambiguity === undefined ? {} : { ambiguity }),
  };
}

/** A module that production can use: in the repository, and not named by the configuration of tests alone. */
export function isUsable({ file, source }: SettingsModuleMention): boolean {
  return file !== undefined && source !== 'pytest';
}

/** Those that start Django, what production runs first, then the least deep. */
function managePys(repository: Repository): readonly string[] {
  return repository.files
    .map(({ path }) => path)
    .filter(
      (path) => /(^|\/)manage\.py$/.test(path) && /DJANGO_SETTINGS_MODULE|django/i.test(repository.text(path) ?? ''),
    )
    .toSorted((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
}

function order(path: string): number {
  return (roleOf(path) === 'production' ? 0 : 100) + path.split('/').length;
}

function entryPoints(repository: Repository, name: string): readonly string[] {
  return repository.files
    .map(({ path }) => path)
    .filter((path) => (path === name || path.endsWith(`/${name}`)) && roleOf(path) === 'production')
    .filter((path) => /DJANGO_SETTINGS_MODULE|get_\w+_application|Celery\(/.test(repository.text(path) ?? ''))
    .toSorted((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
}

/** The project's folder first, as `manage.py` has it; then the scanned folder and what `PYTHONPATH` adds. */
function rootsOf(repository: Repository, root: string): readonly string[] {
  const given = (repository.options.importRoots ?? []).filter((path) => !path.startsWith('/'));
  const python = ['src', 'python', 'app'].filter((folder) =>
    repository.files.some(({ path }) => path.startsWith(`${folder}/`)),
  );
  return [...new Set([root, ...given, '', ...python, ...packageFolders(repository)])];
}

const MOST_PACKAGES = 20;

/** Folders that are installed as packages of their own: what they hold is imported by its name. */
function packageFolders(repository: Repository): readonly string[] {
  return repository.files
    .filter(({ path, role }) => role === 'production' && /\/(setup\.py|setup\.cfg|pyproject\.toml)$/.test(path))
    .flatMap(({ path }) => [parent(path), `${parent(path)}/src`])
    .filter((folder) => repository.files.some(({ path }) => path.startsWith(`${folder}/`) && path.endsWith('.py')))
    .slice(0, MOST_PACKAGES);
}

function moduleFile(repository: Repository, roots: readonly string[], module: string): string | undefined {
  const relative = module.replaceAll('.', '/');
  const endings = [`${relative}.py`, `${relative}/__init__.py`];
  return roots
    .flatMap((root) => endings.map((ending) => join(root, ending)))
    .find((path) => repository.file(path) !== undefined && !isBare(repository, path));
}

/** A package whose `__init__.py` says nothing has no settings: it is a stale name for a module that stood there once. */
function isBare(repository: Repository, path: string): boolean {
  if (!path.endsWith('/__init__.py')) return false;
  const text = repository.text(path) ?? '';
  return !/^\s*(from|import|[A-Z_]+\s*[+|]?=|class|exec|include|for|with|try|if)\b/m.test(
    text.replace(/^\s*("{3}|'{3})[\s\S]*?\1/, ''),
  );
}

/** Where a module lies that no known root has: the folder above it, when there is only one such file of production. */
function rootByModule(repository: Repository, module: string): string | undefined {
  const relative = module.replaceAll('.', '/');
  const endings = [`/${relative}.py`, `/${relative}/__init__.py`];
  const found = repository.files.flatMap(({ path, role }) => {
    const ending = role === 'production' ? endings.find((one) => path.endsWith(one)) : undefined;
    return ending === undefined ? [] : [path.slice(0, -ending.length)];
  });
  return found.length === 1 ? found[0] : undefined;
}

function modules(paths: readonly string[], roots: readonly string[]): readonly PythonModule[] {
  return paths.map((path) => ({ path, name: dotted(path, roots) }));
}

function dotted(path: string, roots: readonly string[]): string {
  const root =
    roots.filter((one) => one === '' || path.startsWith(`${one}/`)).toSorted((a, b) => b.length - a.length)[0] ?? '';
  const inside = root === '' ? path : path.slice(root.length + 1);
  return inside.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
}

function appsOf(repository: Repository): readonly App[] {
  const found = new Map<string, number>();
  for (const { path } of repository.files) {
    const migration = /^(.*)\/migrations\/(?!__init__)\w+\.py$/.exec(path)?.[1];
    if (migration !== undefined) found.set(migration, (found.get(migration) ?? 0) + 1);
    const app = /^(.*)\/apps\.py$/.exec(path)?.[1];
    if (app !== undefined) found.set(app, found.get(app) ?? 0);
  }
  return [...found]
    .map(([path, migrations]) => ({ label: path.split('/').at(-1) ?? path, path, migrations }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Two places of equal weight that name different modules. */
function ambiguityOf(mentions: readonly SettingsModuleMention[]): string | undefined {
  const [first, ...rest] = mentions;
  const rival = rest.find(
    ({ source, module, role, file }) =>
      source === first?.source &&
      role === first.role &&
      module !== first.module &&
      file !== undefined &&
      roleOf(file) === 'production',
  );
  if (first === undefined || rival === undefined) return undefined;
  return `${first.path}:${first.location.line} names ${first.module}, ${rival.path}:${rival.location.line} names ${rival.module}`;
}

function parent(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function join(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}
