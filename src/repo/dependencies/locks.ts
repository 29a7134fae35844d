import type { Location } from '../../model/location.ts';
import type { DependencyFormat, PackageSource, Requirement } from '../../model/repository/index.ts';
import { item } from '../item.ts';
import { normalise } from './names.ts';
import { sourceOf } from './pep508.ts';
import type { ReadFile } from './requirements.ts';

/** Extras of the project itself that are for people at work on it. */
const ASIDE = /^(dev|develop|development|tests?|testing|lint|linting|docs?|local|typing|ci)$/;

/** A package of a lock, while its block is read. */
interface Locked {
  readonly location: Location;
  name: string;
  rawName: string;
  version: string;
  hashes: number;
  marker: string | undefined;
  groups: readonly string[] | undefined;
  source: PackageSource | undefined;
  isProject: boolean;
  readonly needs: Set<string>;
  readonly development: Set<string>;
}

/** Locks that poetry, uv, pdm and PEP 751 write have one form, a line for each thing: no TOML parser is needed for a megabyte. */
export function readTomlLock(path: string, text: string, format: DependencyFormat, mains: readonly string[]): ReadFile {
  const packages: Locked[] = [];
  let current: Locked | undefined;
  let section = '';
  let list = '';
  let python: { specifier: string; location: Location } | undefined;
  text.split('\n').forEach((line, index) => {
    const location = { path, line: index + 1, column: 1 };
    if (/^\[\[packages?\]\]/.test(line)) {
      current = emptyPackage(location);
      packages.push(current);
      section = '';
    } else if (line.startsWith('[')) {
      section = line.replace(/^\[+|\]+.*$/g, '');
      if (!/^packages?\b/.test(section)) current = undefined;
    }
    const [, key = '', value = ''] = /^([\w-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (current === undefined) {
      if (key === 'requires-python' || key === 'python-versions' || key === 'requires_python')
        python = { specifier: unquote(value), location };
      return;
    }
    list = key === '' ? (line.startsWith(']') ? '' : list) : value.trimEnd().endsWith('[') ? key : '';
    readLine(current, section, key === '' ? list : key, key === '' ? line.trim() : value, key !== '');
  });
  const roots = rootsOf(packages, mains);
  const requirements = packages
    .filter(({ isProject, name }) => !isProject && name !== '')
    .map((one) => requirementOf(one, roots));
  return {
    path,
    format,
    kind: 'lock',
    requirements,
    includes: [],
    indexes: [],
    ...(python === undefined ? {} : { python }),
  };
}

function emptyPackage(location: Location): Locked {
  return {
    location,
    name: '',
    rawName: '',
    version: '',
    hashes: 0,
    marker: undefined,
    groups: undefined,
    source: undefined,
    isProject: false,
    needs: new Set(),
    development: new Set(),
  };
}

function readLine(one: Locked, section: string, key: string, value: string, isKey: boolean): void {
  one.hashes += value.match(/(?:hash\s*=\s*"|hash = "|sha256\s*=\s*")/g)?.length ?? 0;
  if (section === '' && isKey) readField(one, key, value);
  const aside = one.isProject && /optional-dependencies$/.test(section) && ASIDE.test(key);
  const development =
    aside || /dev-dependencies|dependency-groups/.test(section) || (section === '' && key === 'dev-dependencies');
  if (development) for (const name of namesIn(value)) one.development.add(name);
  else if (key === 'dependencies' || /optional-dependencies$|extras$/.test(section))
    for (const name of namesIn(value)) one.needs.add(name);
  else if (/^packages?\.dependencies$/.test(section) && isKey) one.needs.add(normalise(key));
}

function readField(one: Locked, key: string, value: string): void {
  const text = unquote(value);
  if (key === 'name') [one.name, one.rawName] = [normalise(text), text];
  else if (key === 'version') one.version = text;
  else if (key === 'marker' || key === 'markers') one.marker = text;
  else if (key === 'category') one.groups = [text];
  else if (key === 'groups') one.groups = [...value.matchAll(/"([\w.-]+)"/g)].map((match) => match[1] ?? '');
  else if (key === 'source' || key === 'vcs' || key === 'git') readSource(one, value);
}

function readSource(one: Locked, value: string): void {
  one.isProject = /\b(?:virtual|editable)\s*=\s*"\.?"/.test(value);
  const git = /git\s*=\s*"([^"]+)"/.exec(value)?.[1];
  const path = /(?:path|directory|editable|virtual)\s*=\s*"([^"]+)"/.exec(value)?.[1];
  if (git !== undefined) one.source = sourceOf(`git+${git.replace(/\?rev=[^#]*/, '').replace('#', '@')}`);
  else if (path !== undefined && !one.isProject) one.source = { kind: 'path', path };
}

/** `{ name = "asgiref" }` of uv, `"asgiref>=3.6"` of pdm. */
function namesIn(value: string): readonly string[] {
  const tables = [...value.matchAll(/name\s*=\s*"([\w.-]+)"/g)].map((match) => normalise(match[1] ?? ''));
  if (tables.length > 0) return tables;
  return [...value.matchAll(/"([A-Za-z0-9][\w.-]*?)(?=[\s[<>=!~;"])/g)].map((match) => normalise(match[1] ?? ''));
}

/** Names that the project itself needs: of its own entry (uv), else those that the declaration names. */
function rootsOf(packages: readonly Locked[], mains: readonly string[]): ReadonlySet<string> | undefined {
  const project = packages.find(({ isProject }) => isProject);
  const starts = project === undefined ? mains : [...project.needs];
  if (starts.length === 0) return undefined;
  const byName = new Map(packages.map((one) => [one.name, one]));
  const reached = new Set(starts);
  for (const name of reached) for (const need of byName.get(name)?.needs ?? []) reached.add(need);
  return reached;
}

function requirementOf(one: Locked, roots: ReadonlySet<string> | undefined): Requirement {
  const { location, name, rawName, version, hashes, marker, groups, source } = one;
  const main =
    groups === undefined
      ? roots === undefined || roots.has(name)
      : groups.some((group) => group === 'main' || group === 'default');
  return {
    ...item(location, name),
    name,
    rawName,
    extras: [],
    specifier: version === '' ? '' : `==${version}`,
    ...(version === '' ? {} : { pinned: version }),
    hashes,
    ...(marker === undefined ? {} : { marker }),
    ...(source === undefined ? {} : { source }),
    editable: false,
    group: main ? 'main' : (groups?.[0] ?? 'dev'),
  };
}

/** `Pipfile.lock`: JSON that pipenv writes with one key a line. */
export function readPipfileLock(path: string, text: string): ReadFile {
  const requirements: Requirement[] = [];
  let group = '';
  let open: { rawName: string; line: number; hashes: number; version: string } | undefined;
  text.split('\n').forEach((line, index) => {
    const top = /^ {4}"(default|develop|_meta)": \{/.exec(line)?.[1];
    const name = /^ {8}"([^"]+)": \{/.exec(line)?.[1];
    if (top !== undefined) group = top;
    else if (name !== undefined && group !== '_meta') open = { rawName: name, line: index + 1, hashes: 0, version: '' };
    if (open === undefined) return;
    open.hashes += /^\s*"sha256:/.test(line) ? 1 : 0;
    open.version = /"version": "==([^"]+)"/.exec(line)?.[1] ?? open.version;
    if (!/^ {8}\}/.test(line)) return;
    const { rawName, version, hashes } = open;
    const location = { path, line: open.line, column: 9 };
    const main = group === 'default';
    requirements.push({
      ...item(location, main ? normalise(rawName) : `dev.${normalise(rawName)}`),
      name: normalise(rawName),
      rawName,
      extras: [],
      specifier: version === '' ? '' : `==${version}`,
      ...(version === '' ? {} : { pinned: version }),
      hashes,
      editable: false,
      group: main ? 'main' : 'dev',
    });
    open = undefined;
  });
  return { path, format: 'Pipfile.lock', kind: 'lock', requirements, includes: [], indexes: [] };
}

function unquote(value: string): string {
  return value.trim().replace(/^"([^"]*)".*$/, '$1');
}
