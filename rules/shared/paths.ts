/**
 * A POSIX path without `.`, `..` and doubled slashes, as `os.path.normpath` gives it. Relative ones keep the `..` that lead
 * out of their start; those in the repository's folder start in it.
 */
function normalised(path: string): string {
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !absolute) parts.push(part);
  }
  return `${absolute ? '/' : ''}${parts.join('/')}`;
}

/** Whether two paths are the same; undefined for a relative one and an absolute one, whose start is not known. */
export function samePath(a: string, b: string): boolean | undefined {
  return a.startsWith('/') === b.startsWith('/') ? normalised(a) === normalised(b) : undefined;
}

/** Whether one of two paths is the other or lies in it; undefined where `samePath` is. */
export function overlap(a: string, b: string): boolean | undefined {
  const same = samePath(a, b);
  if (same !== false) return same;
  const [one, other] = [normalised(a), normalised(b)];
  return inside(one, other) || inside(other, one);
}

function inside(path: string, folder: string): boolean {
  return path.startsWith(folder === '/' || folder === '' ? folder : `${folder}/`);
}
