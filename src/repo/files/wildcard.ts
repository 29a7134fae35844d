/** One segment of a glob pattern: what may stand between two slashes. Matching takes at most length × length steps. */
export type Wildcard = readonly Token[];

type Token =
  | { readonly kind: 'literal'; readonly character: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] };

/** `*`, `?`, `[a-z]`, `[!x]`, and a backslash before a character that stands for itself. */
export function compileWildcard(segment: string): Wildcard {
  const tokens: Token[] = [];
  const characters = [...segment];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    if (character === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (character === '?') tokens.push({ kind: 'any' });
    else if (character === '\\' && at + 1 < characters.length) {
      at += 1;
      tokens.push({ kind: 'literal', character: characters[at] ?? '' });
    } else if (character === '[') {
      const end = closing(characters, at);
      if (end === undefined) tokens.push({ kind: 'literal', character });
      else {
        tokens.push(characterClass(characters.slice(at + 1, end)));
        at = end;
      }
    } else tokens.push({ kind: 'literal', character });
  }
  return tokens;
}

/** True when the segment is plain text: a comparison is enough. */
export function isLiteral(segment: string): boolean {
  return !/[*?[\\]/.test(segment);
}

function closing(characters: readonly string[], open: number): number | undefined {
  const first = characters[open + 1] === '!' || characters[open + 1] === '^' ? open + 2 : open + 1;
  const end = characters.indexOf(']', first + 1);
  return end === -1 ? undefined : end;
}

function characterClass(inside: readonly string[]): Token {
  const negated = inside[0] === '!' || inside[0] === '^';
  const members = negated ? inside.slice(1) : inside;
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < members.length; at += 1) {
    const from = members[at] ?? '';
    const to = members[at + 2];
    if (members[at + 1] === '-' && to !== undefined) {
      ranges.push([from, to]);
      at += 2;
    } else ranges.push([from, from]);
  }
  return { kind: 'class', negated, ranges };
}

/** Goes back to the last star only: what stood before it never has to be tried again. */
export function matchWildcard(pattern: Wildcard, text: string): boolean {
  const characters = [...text];
  let at = 0;
  let token = 0;
  let star = -1;
  let mark = 0;
  while (at < characters.length) {
    const current = pattern[token];
    if (current?.kind === 'star') {
      star = token;
      mark = at;
      token += 1;
    } else if (current !== undefined && accepts(current, characters[at] ?? '')) {
      at += 1;
      token += 1;
    } else if (star === -1) return false;
    else {
      token = star + 1;
      mark += 1;
      at = mark;
    }
  }
  return pattern.slice(token).every((rest) => rest.kind === 'star');
}

function accepts(token: Token, character: string): boolean {
  if (token.kind === 'literal') return token.character === character;
  if (token.kind === 'class')
    return token.ranges.some(([from, to]) => from <= character && character <= to) !== token.negated;
  return true;
}
