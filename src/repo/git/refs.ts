import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isPlainFolder, readMetadata } from './metadata.ts';

/** Enough for every repository that people work in. */
const MAX_REFS = 20_000;
/** Of symbolic refs: `refs/remotes/origin/HEAD` names `refs/remotes/origin/main`. */
const MAX_HOPS = 5;
/** Where git looks for a short name, in its order; gitrevisions(7). */
const PLACES = ['', 'refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'];

/** The id that a whole ref (`refs/heads/main`) holds. Loose before packed, as git does. A name that climbs out of the folder is no ref. */
export function resolveRef(commonDir: string, ref: string, hops = MAX_HOPS): string | undefined {
  if (ref.split('/').some((part) => part === '..' || part === '.' || part === '')) return undefined;
  const loose = readMetadata(join(commonDir, ref))?.trim();
  const next = /^ref: (refs\/.+)$/.exec(loose ?? '')?.[1];
  if (next !== undefined) return hops === 0 ? undefined : resolveRef(commonDir, next, hops - 1);
  return loose ?? packedRefs(commonDir).get(ref);
}

/** What a short or whole name stands for: `main`, `origin/main`, `v1.2`, `refs/heads/main`, `HEAD`. */
export function resolveName(gitDir: string, commonDir: string, name: string): string | undefined {
  if (name === 'HEAD') return resolveHead(gitDir, commonDir);
  for (const place of PLACES) {
    const ref = `${place}${name}`;
    const id = ref.startsWith('refs/') ? resolveRef(commonDir, ref) : undefined;
    if (id !== undefined) return id;
  }
  return resolveRef(commonDir, `refs/remotes/${name}/HEAD`);
}

function resolveHead(gitDir: string, commonDir: string): string | undefined {
  const head = readMetadata(join(gitDir, 'HEAD'))?.trim();
  const ref = /^ref: (refs\/.+)$/.exec(head ?? '')?.[1];
  return ref === undefined ? head : resolveRef(commonDir, ref);
}

/** The short names of all branches, remote branches and tags. */
export function refNames(commonDir: string): readonly string[] {
  const loose = PLACES.slice(2).flatMap((place) => filesBelow(commonDir, place.slice(0, -1)));
  const names = [...packedRefs(commonDir).keys(), ...loose];
  return [...new Set(names.map((name) => name.replace(/^refs\/(tags|heads|remotes)\//, '')))];
}

function packedRefs(commonDir: string): ReadonlyMap<string, string> {
  const lines = readMetadata(join(commonDir, 'packed-refs'))?.split('\n') ?? [];
  return new Map(lines.flatMap((line) => (/^[0-9a-f]+ refs\//.test(line) ? [pairOf(line)] : [])));
}

function pairOf(line: string): readonly [ref: string, id: string] {
  const space = line.indexOf(' ');
  return [line.slice(space + 1).trim(), line.slice(0, space)];
}

function filesBelow(commonDir: string, folder: string): readonly string[] {
  const found: string[] = [];
  const folders = [folder];
  for (const each of folders) {
    if (folders.length + found.length > MAX_REFS) break;
    for (const entry of entriesOf(join(commonDir, each))) {
      if (entry.isDirectory()) folders.push(`${each}/${entry.name}`);
      else if (entry.isFile()) found.push(`${each}/${entry.name}`);
    }
  }
  return found;
}

function entriesOf(folder: string) {
  if (!isPlainFolder(folder)) return [];
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
