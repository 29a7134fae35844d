/** Variables that stand for each other twice make texts that nobody wrote: what grows beyond this stays as it is written. */
const MAX_LENGTH = 50_000;

/** What a variable stands for; undefined when nothing gives it a value. */
export type Lookup = (name: string) => string | undefined;

/**
 * `$NAME`, `${NAME}`, `${NAME:-word}`, `${NAME-word}`, `${NAME:+word}` as a shell, Docker and compose expand them. What has
 * no value and no default stays as it is written. `$$` stays too.
 */
export function expand(text: string, lookup: Lookup, depth = 0): string {
  if (!text.includes('$') || depth > 8) return text;
  let result = '';
  let at = 0;
  while (at < text.length) {
    const next = text[at] === '$' ? expansionAt(text, at, lookup, depth) : undefined;
    if (next === undefined) {
      result += text[at] ?? '';
      at += 1;
    } else {
      result += next.value;
      at = next.end;
    }
    if (result.length > MAX_LENGTH + text.length) return text;
  }
  return result;
}

interface Expansion {
  readonly value: string;
  readonly end: number;
}

function expansionAt(text: string, at: number, lookup: Lookup, depth: number): Expansion | undefined {
  if (text[at + 1] === '$') return { value: '$$', end: at + 2 };
  if (text[at + 1] === '{') return bracedAt(text, at, lookup, depth);
  const name = /^[A-Za-z_]\w*/.exec(text.slice(at + 1, at + 100))?.[0];
  if (name === undefined) return undefined;
  const end = at + 1 + name.length;
  return { value: lookup(name) ?? text.slice(at, end), end };
}

function bracedAt(text: string, at: number, lookup: Lookup, depth: number): Expansion | undefined {
  const close = closingBrace(text, at + 1);
  if (close === undefined) return undefined;
  const end = close + 1;
  const [, name = '', operator, word = ''] =
    /^([A-Za-z_]\w*)(?:(:?[-+?=])([\s\S]*))?$/.exec(text.slice(at + 2, close)) ?? [];
  if (name === '') return { value: text.slice(at, end), end };
  const value = lookup(name);
  const isSet = value !== undefined && (value !== '' || operator?.startsWith(':') !== true);
  if (operator?.endsWith('+') === true) return { value: isSet ? expand(word, lookup, depth + 1) : '', end };
  if (isSet) return { value, end };
  if (operator?.endsWith('-') === true || operator?.endsWith('=') === true)
    return { value: expand(word, lookup, depth + 1), end };
  return { value: text.slice(at, end), end };
}

function closingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length && at < open + 2_000; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}
