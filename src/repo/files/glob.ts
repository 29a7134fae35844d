import { compileWildcard, isLiteral, matchWildcard } from './wildcard.ts';

/** A path pattern with `**` for any number of folders. */
export type Glob = readonly Segment[];

type Segment = '**' | { readonly match: (name: string) => boolean };

export function compileGlob(pattern: string): Glob {
  const segments = pattern.split('/').map((text): Segment => (text === '**' ? '**' : { match: matcher(text) }));
  return segments.filter((segment, at) => segment !== '**' || segments[at - 1] !== '**');
}

/** A test for one name, the cheapest that does: most patterns of real ignore files are a name or an ending. */
export function matcher(text: string): (name: string) => boolean {
  if (isLiteral(text)) return (name) => name === text;
  const ending = /^\*([^*?[\\]+)$/.exec(text)?.[1];
  if (ending !== undefined) return (name) => name.endsWith(ending);
  const wildcard = compileWildcard(text);
  return (name) => matchWildcard(wildcard, name);
}

/** Whether the whole path matches. Each pair of positions is tried once. */
export function matchGlob(glob: Glob, path: readonly string[]): boolean {
  let reachable = new Set([0]);
  for (const name of path) {
    reachable = step(glob, closure(glob, reachable), name);
    if (reachable.size === 0) return false;
  }
  return closure(glob, reachable).has(glob.length);
}

/** `**` may also match nothing. */
function closure(glob: Glob, positions: ReadonlySet<number>): Set<number> {
  const all = new Set(positions);
  for (const at of all) if (glob[at] === '**') all.add(at + 1);
  return all;
}

function step(glob: Glob, positions: ReadonlySet<number>, name: string): Set<number> {
  const next = new Set<number>();
  for (const at of positions) {
    const segment = glob[at];
    if (segment === '**') next.add(at);
    else if (segment?.match(name) === true) next.add(at + 1);
  }
  return next;
}
