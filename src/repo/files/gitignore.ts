import { compileGlob, type Glob, matcher, matchGlob } from './glob.ts';

/** The .gitignore files that govern one folder, the outermost first. Rules: gitignore(5). */
export type IgnoreStack = readonly IgnoreLayer[];

interface IgnoreLayer {
  /** How many folders deep the file lies. */
  readonly depth: number;
  /** The last one first: it wins. */
  readonly patterns: readonly IgnorePattern[];
}

interface IgnorePattern {
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  readonly matches: (below: readonly string[], name: string) => boolean;
}

export function withIgnoreFile(stack: IgnoreStack, depth: number, text: string): IgnoreStack {
  const patterns = text.split('\n').flatMap((line) => compileLine(line) ?? []);
  return patterns.length === 0 ? stack : [...stack, { depth, patterns: patterns.reverse() }];
}

/** Whether git would ignore it, the folders above it not being ignored. */
export function isIgnored(stack: IgnoreStack, path: readonly string[], folder: boolean): boolean {
  const name = path.at(-1) ?? '';
  for (let at = stack.length - 1; at >= 0; at -= 1) {
    const layer = stack[at];
    const below = layer === undefined ? [] : path.slice(layer.depth);
    const rule = layer?.patterns.find((one) => (folder || !one.foldersOnly) && one.matches(below, name));
    if (rule !== undefined) return !rule.negated;
  }
  return false;
}

function compileLine(line: string): IgnorePattern | undefined {
  let text = line.replace(/\r$/, '');
  if (text.startsWith('#')) return undefined;
  text = withoutTrailingBlanks(text);
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const foldersOnly = text.endsWith('/');
  if (foldersOnly) text = text.slice(0, -1);
  if (text === '') return undefined;
  return { negated, foldersOnly, matches: compilePattern(text) };
}

/** Blanks at the end count only behind a backslash. */
function withoutTrailingBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === ' ' && text[end - 2] !== '\\') end -= 1;
  return text.slice(0, end);
}

/** Without a slash the name is compared in every folder below, else the path from the file's own folder. */
function compilePattern(text: string): IgnorePattern['matches'] {
  if (!text.includes('/')) {
    const byName = matcher(text);
    return (_below, name) => byName(name);
  }
  const rooted = text.startsWith('/') ? text.slice(1) : text;
  const glob: Glob = compileGlob(rooted.endsWith('/**') ? `${rooted}/*` : rooted);
  return (below) => matchGlob(glob, below);
}
