/** A line of a dotenv file: null for a name without `=`. */
export type DotenvBinding = readonly [name: string, value: string | null];

/** A dotenv file as python-dotenv reads it, without the filling-in of `${NAME}`. Lines that it cannot read are left out. */
export function parseDotenvFile(given: string): readonly DotenvBinding[] {
  const text = given.replace(/^\uFEFF/, '');
  const bindings: DotenvBinding[] = [];
  let at = 0;
  while (at < text.length) {
    const [binding, next] = readBinding(text, at);
    if (binding !== null) bindings.push(binding);
    at = Math.max(next, at + 1);
  }
  return bindings;
}

/** Matches at an offset only. */
function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const BLANK = /\s*/y;
const SPACE = /[^\S\r\n]*/y;
const EXPORT = /(?:export[^\S\r\n]+)?/y;
const QUOTED_KEY = /'([^']+)'/y;
const KEY = /([^=#\s]+)/y;
const EQUALS = /=[^\S\r\n]*/y;
const SINGLE = /'((?:\\[^]|[^'\\])*)'/y;
const DOUBLE = /"((?:\\[^]|[^"\\])*)"/y;
const UNQUOTED = /[^\r\n]*/y;
const END = /(?:[^\S\r\n]*#[^\r\n]*)?[^\S\r\n]*(?:\r\n|\n|\r|$)/y;
const REST = /[^\r\n]*(?:\r\n|\r|\n)?/y;

function readBinding(text: string, start: number): readonly [DotenvBinding | null, number] {
  let at = start + (match(BLANK, text, start)?.[0].length ?? 0);
  if (at >= text.length) return [null, at];
  const failed = (): readonly [null, number] => [null, at + (match(REST, text, at)?.[0].length ?? 0)];
  at += match(EXPORT, text, at)?.[0].length ?? 0;
  let key: string | null = null;
  if (text.charAt(at) !== '#') {
    const found = match(text.charAt(at) === "'" ? QUOTED_KEY : KEY, text, at);
    if (found?.[1] === undefined) return failed();
    key = found[1];
    at += found[0].length;
  }
  at += match(SPACE, text, at)?.[0].length ?? 0;
  let value: string | null = null;
  const equals = match(EQUALS, text, at);
  if (equals !== null) {
    at += equals[0].length;
    const read = equals[0].length > 1 && text.charAt(at) === '#' ? (['', at] as const) : readValue(text, at);
    if (read === null) return failed();
    [value, at] = read;
  }
  const end = match(END, text, at);
  if (end === null) return failed();
  return [key === null ? null : [key, value], at + end[0].length];
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function readValue(text: string, at: number): readonly [string, number] | null {
  const char = text.charAt(at);
  if (char === "'") {
    const found = match(SINGLE, text, at);
    return found === null ? null : [(found[1] ?? '').replace(/\\([\\'])/g, '$1'), at + found[0].length];
  }
  if (char === '"') {
    const found = match(DOUBLE, text, at);
    if (found === null) return null;
    const value = (found[1] ?? '').replace(/\\([\\'"abfnrtv])/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
    return [value, at + found[0].length];
  }
  const found = match(UNQUOTED, text, at)?.[0] ?? '';
  return [found.replace(/\s+#.*/g, '').trimEnd(), at + found.length];
}

/** Fills `${NAME}` and `${NAME:-default}` in; `look` knows the values that were read before, and the environment. */
export function interpolated(value: string, look: (name: string) => string | undefined): string {
  return value.replace(
    /\$\{([^}:]*)(?::-([^}]*))?\}/g,
    (_, name: string, fallback: string | undefined) => look(name) ?? fallback ?? '',
  );
}
