/** Statements at the top of a module begin in the first column; a closing bracket or a comment there begins none. */
const BEGINS = /^[^\s#)\]}]/;

/**
 * The text with every class and function blanked at the top of which nothing of `wanted` stands; lines and columns stay.
 * Undefined where that cannot be told from the lines: a match that is in neither, because a text over several lines has
 * something in the first column.
 */
export function withClassesOf(text: string, wanted: RegExp): string | undefined {
  const parts = partsOf(text.split('\n'));
  const isDefinition = ([first = '']: readonly string[]): boolean =>
    /^(?:class\s+\w+\s*[(:]|(?:async\s+)?def\s+\w+\s*\(|@\w)/.test(first);
  if (parts.some((part) => !isDefinition(part) && part.some((line) => wanted.test(line)))) return undefined;
  return parts
    .flatMap((part) => (isDefinition(part) && !part.some((line) => wanted.test(line)) ? part.map(() => '') : part))
    .join('\n');
}

/** Lines of one statement of the top each. */
function partsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (BEGINS.test(line)) parts.push([line]);
    else parts.at(-1)?.push(line);
  }
  return parts;
}
