import { compileGlob, type Glob, matchGlob } from '../files/glob.ts';

/** One line of a .dockerignore. */
export interface DockerPattern {
  readonly pattern: string;
  readonly negated: boolean;
  readonly line: number;
  readonly column: number;
  /** Where its text stands, in UTF-16 code units from the start of the file; `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly glob: Glob;
}

/**
 * Patterns as moby's patternmatcher reads them: from the context's root, cleaned of `./` and slashes around them, `**` for
 * any number of folders, no search by name in deeper folders as .gitignore does.
 */
export function parseDockerignore(text: string): readonly DockerPattern[] {
  let next = 0;
  return text.split('\n').flatMap((raw, index) => {
    const at = next;
    next += raw.length + 1;
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return [];
    const negated = line.startsWith('!');
    const pattern = clean(negated ? line.slice(1).trim() : line);
    if (pattern === '') return [];
    const start = at + raw.indexOf(line);
    const place = { line: index + 1, column: start - at + 1, start, end: start + line.length };
    return [{ pattern, negated, ...place, glob: compileGlob(pattern) }];
  });
}

/** The last matching line decides; a line that matches a folder matches what is in it. */
export function isDockerIgnored(patterns: readonly DockerPattern[], path: string): boolean {
  const parts = path.split('/');
  const prefixes = parts.map((_, at) => parts.slice(0, at + 1));
  const last = patterns.findLast(({ glob }) => prefixes.some((prefix) => matchGlob(glob, prefix)));
  return last !== undefined && !last.negated;
}

/** In Go's classes only `^` negates: a `!` is one of the characters. */
function withoutNegation(part: string): string {
  return part.replace(/\[!([^\]]+)\]/g, '[$1!]');
}

function clean(pattern: string): string {
  const parts: string[] = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(withoutNegation(part));
  }
  return parts.join('/');
}
