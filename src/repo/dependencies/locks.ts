import type { DependencyFile, DependencyFormat, Requirement } from '../../model/repository/index.ts';
import { item, startOf, UniqueNames } from '../item.ts';
import { placeOfFile } from '../place.ts';
import { normalized } from './requirement.ts';

/** The tables of the TOML locks are written by tools, one field a line: name, version, and what belongs to it. */
const PACKAGE =
  /^\[\[package(?:s)?\]\]\r?\n(?<body>(?:(?!^\[\[package)[\s\S])*?)(?=^\[\[package|^\[metadata|(?![\s\S]))/gm;

/** poetry.lock, uv.lock, pdm.lock and pylock.toml. */
export function readTomlLock(path: string, text: string, format: DependencyFormat): DependencyFile {
  const place = placeOfFile(path, text);
  const names = new UniqueNames();
  const requirements = [...text.matchAll(PACKAGE)].flatMap((match): readonly Requirement[] => {
    const body = match.groups?.['body'] ?? '';
    const rawName = /^name = "([^"]+)"/m.exec(body)?.[1];
    const version = /^version = "([^"]+)"/m.exec(body)?.[1];
    // The project itself stands in uv.lock, as an editable or virtual source.
    if (rawName === undefined || version === undefined || /^source = \{ (editable|virtual) =/m.test(body)) return [];
    const group = /^(?:groups|category) = (?:\[)?"(\w+)"/m.exec(body)?.[1] ?? 'main';
    const hashes = [...body.matchAll(/hash(?:es)?\s*=\s*|sha256[:=]/g)].length;
    return [locked(rawName, version, place(match.index), names, group === 'default' ? 'main' : group, hashes)];
  });
  return { ...item(startOf(path)), format, kind: 'lock', production: false, requirements, includes: [], indexes: [] };
}

/** Pipfile.lock: `default` is what production installs, `develop` the rest. */
export function readPipfileLock(path: string, text: string): DependencyFile {
  const names = new UniqueNames();
  const found: unknown = JSON.parse(text);
  const section = (name: string, group: string): readonly Requirement[] => {
    const packages = isRecord(found) && isRecord(found[name]) ? found[name] : {};
    return Object.entries(packages).flatMap(([rawName, details]) => {
      const version = isRecord(details) && typeof details['version'] === 'string' ? details['version'] : undefined;
      const at = placeOfFile(path, text)(Math.max(0, text.indexOf(`"${rawName}"`)));
      return version === undefined ? [] : [locked(rawName, version.replace(/^==/, ''), at, names, group, 1)];
    });
  };
  const requirements = [...section('default', 'main'), ...section('develop', 'dev')];
  return {
    ...item(startOf(path)),
    format: 'Pipfile.lock',
    kind: 'lock',
    production: false,
    requirements,
    includes: [],
    indexes: [],
  };
}

function locked(
  rawName: string,
  version: string,
  location: Requirement['location'],
  names: UniqueNames,
  group: string,
  hashes: number,
): Requirement {
  const name = normalized(rawName);
  return {
    ...item(location, names.take(name)),
    name,
    rawName,
    extras: [],
    specifier: `==${version}`,
    pinned: version,
    hashes,
    editable: false,
    group,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
