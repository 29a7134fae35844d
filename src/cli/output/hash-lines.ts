import type { Location } from '../../model/index.ts';
import { lineHashes } from './line-hash.ts';

/** GitHub's hash of a line of the repository; each file is hashed once. */
export function hashLines(
  text: ((path: string) => string | undefined) | undefined,
): (location: Location) => string | undefined {
  const files = new Map<string, readonly string[]>();
  return ({ path, line }) => {
    const known = files.get(path) ?? lineHashes(text?.(path) ?? '');
    files.set(path, known);
    return text?.(path) === undefined ? undefined : known[line - 1];
  };
}
