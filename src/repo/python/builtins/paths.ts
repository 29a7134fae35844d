import type { Runtime } from '../native.ts';

/** `os.path.normpath`. */
export function normalize(path: string): string {
  if (path === '') return '.';
  const lead = path.startsWith('//') && !path.startsWith('///') ? '//' : path.startsWith('/') ? '/' : '';
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (lead === '' && (parts.length === 0 || parts.at(-1) === '..'))) parts.push(part);
    else parts.pop();
  }
  return lead + parts.join('/') || '.';
}

/** `os.path.abspath`. */
export function absolutePath(it: Runtime, path: string): string {
  return normalize(path.startsWith('/') ? path : `${it.cwd}/${path}`);
}

/** `os.path.join`. */
export function joinPaths(parts: readonly string[]): string {
  let path = parts[0] ?? '';
  for (const part of parts.slice(1)) {
    if (part.startsWith('/')) path = part;
    else path += path === '' || path.endsWith('/') ? part : `/${part}`;
  }
  return path;
}

/** `os.path.split`. */
export function splitPath(path: string): readonly [head: string, tail: string] {
  const cut = path.lastIndexOf('/') + 1;
  const head = path.slice(0, cut);
  return [/^\/*$/.test(head) ? head : head.replace(/\/+$/, ''), path.slice(cut)];
}

/** `os.path.splitext`. */
export function splitExtension(path: string): readonly [root: string, extension: string] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || /^\.+$/.test(name.slice(0, dot))) return [path, ''];
  return [path.slice(0, path.length - name.length + dot), name.slice(dot)];
}

/** Does it exist? Of a path outside of the repository both are followed. */
export function exists(it: Runtime, path: string, test: 'isFile' | 'isDir' | 'any'): boolean {
  const full = absolutePath(it, path);
  const found = test === 'any' ? it.files.isFile(full) || it.files.isDir(full) : it.files[test](full);
  if (found || it.files.covers(full)) return found;
  return it.decide({ key: `exists ${test} ${full}`, whenTrue: `${path} exists`, whenFalse: `${path} does not exist` });
}
