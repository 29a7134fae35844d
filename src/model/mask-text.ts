import { isHarmless, isSecretName, withoutForms, withoutParameters } from './secret.ts';

/** What stands in the place of a secret. */
export const MARK = '***';

/** How the text that is masked is written. */
export interface Writing {
  /** A language in which a bare word is a name, never a text: there only what is quoted can be a secret. */
  readonly code?: boolean;
  /** What stands in the place of a secret, `***` unless it is said. */
  readonly mark?: string;
}

/**
 * A text with every secret in it replaced by a mark: private keys, tokens of known forms, passwords of URLs and of well-known
 * commands, and what is given to the name of a secret, as `NAME=value`, `name: value`, `--name value`, `== "value"`.
 */
export function maskText(text: string, writing: Writing = {}): string {
  const { mark = MARK } = writing;
  const keyless = text.includes('-----BEGIN') ? text.replace(PRIVATE_KEY, (key) => marks(key, mark)) : text;
  return maskCommands(maskAssignments(maskOptions(withoutForms(maskUrls(keyless, mark), mark), mark), writing), mark);
}

/** A key whose end is not there reaches as far as its letters do. */
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,60}PRIVATE KEY(?:[^-]?-----)?(?:(?:(?!-----BEGIN)[\s\S]){0,8000}?-----END [A-Z ]{0,60}PRIVATE KEY-----|[\sA-Za-z0-9+/=\\:,-]{0,8000})/g;

/** One mark on each line, so that what follows stays where it is. */
function marks(text: string, mark: string): string {
  return text.replace(/[^\n]+/g, mark);
}

function maskUrls(text: string, mark: string): string {
  if (!text.includes('://')) return withoutParameters(text, mark);
  const masked = text
    .replace(
      /([a-z][\w+.-]{0,30}:\/\/)([^\s/@:"'$<>{}]{0,200}):(?!\d{1,5}[/?#])((?:(?!,[a-z][\w+.-]{0,30}:\/\/)[^\s"'<>]){1,500})@/gi,
      (whole, scheme: string, user: string, password: string) =>
        isReference(password) ? whole : `${scheme}${user}:${mark}@`,
    )
    .replace(/([a-z][\w+.-]{0,30}:\/\/)([A-Za-z0-9_-]{16,500})@/gi, `$1${mark}@`);
  return withoutParameters(masked, mark);
}

const OPTION =
  /((?:^|[\s"'`(])--?)([A-Za-z][\w-]{2,60})([ \t]+|=)("[^"\n]{1,2000}"|'[^'\n]{1,2000}'|[^\s"'&|;]{1,2000})/g;

/** `--name value`, `--name=value`, `-name value`. */
function maskOptions(text: string, mark: string): string {
  if (!text.includes('-')) return text;
  return text.replace(OPTION, (whole, dashes: string, name: string, gap: string, value: string) =>
    !isSecretName(name) || value.startsWith('-') || isOpen(unquoted(value)) || value.includes('://')
      ? whole
      : `${dashes}${name}${gap}${mark}`,
  );
}

/** A name and what gives it a value or compares it with one. */
const NAMED = /([A-Za-z_][\w.-]{1,80})(["'\]})]{0,3}[ \t]*(?:[=!]==?|:=|=>|=|:)[ \t]*)/g;
/** `proxy_set_header X-Api-Key value`, `ENV NAME value`: nothing stands between the name and the value. */
const UNSIGNED =
  /\b(proxy_set_header|add_header|RequestHeader\s+set|header_up|fastcgi_param|uwsgi_param|ENV|SetEnv)(\s+)([\w-]{2,80})([ \t]+)(?=[^=\s])/g;
const QUOTE = /[fbruFBRU]{0,2}("""|'''|\\?["'`])/y;
/** A quoted text that is longer ends with its line. */
const LONGEST = 8_000;
const SCHEME = /(?:Bearer|Basic|Token|token|Digest|ApiKey)[ \t]+/y;

function maskAssignments(text: string, writing: Writing): string {
  if (!/[=:]|_header|_param|ENV|SetEnv|header_up|RequestHeader/.test(text)) return text;
  const headers = writing.code === true ? text : maskAfter(text, UNSIGNED, (match) => match[3] ?? '', writing);
  return maskAfter(headers, NAMED, (match) => match[1] ?? '', writing);
}

/** Masks the value behind each match that names a secret. What stands behind any other match is looked at as well. */
function maskAfter(
  text: string,
  pattern: RegExp,
  nameOf: (match: RegExpExecArray) => string,
  writing: Writing,
): string {
  let masked = '';
  let from = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (!isSecretName(nameOf(match)) || text.charAt(match.index - 1) === ':') continue; // a part of an ARN
    const at = match.index + match[0].length;
    const value = valueAt(text, at, inQuery(text, match.index), writing);
    if (value === undefined) continue;
    masked += text.slice(from, value.start) + marks(text.slice(value.start, value.end), writing.mark ?? MARK);
    from = value.end;
    pattern.lastIndex = value.end;
  }
  return masked + text.slice(from);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The secret that begins at a place; undefined where there is none. */
function valueAt(text: string, at: number, query: boolean, { code = false }: Writing): Span | undefined {
  QUOTE.lastIndex = at;
  const opened = QUOTE.exec(text);
  if (opened !== null) return quotedAt(text, at + opened[0].length, opened[1] ?? '');
  if (code) return undefined;
  SCHEME.lastIndex = at;
  const start = at + (SCHEME.exec(text)?.[0].length ?? 0);
  const bare = (query ? /[^\s"'&#]{1,2000}/y : /[^\s"'`]{1,2000}/y) as RegExp;
  bare.lastIndex = start;
  const value = (bare.exec(text)?.[0] ?? '').replace(/[;,)}\]>\\]+$/, '');
  const inner = value.replace(/^-/, ''); // `${NAME:-default}`
  if (inner === '' || isOpen(inner) || isUrl(inner) || /^(?:[?+[{(<]|\$\(|\$\{\{|[|>][+-]?$)/.test(inner))
    return undefined;
  return { start: start + value.length - inner.length, end: start + value.length };
}

function quotedAt(text: string, start: number, quote: string): Span | undefined {
  const rest = text.slice(start, start + LONGEST);
  let close = rest.indexOf(quote);
  while (close > 0 && quote.length !== 2 && rest.charAt(close - 1) === '\\') close = rest.indexOf(quote, close + 1);
  const inner = close === -1 ? (/^[^\n]*/.exec(rest)?.[0] ?? '') : rest.slice(0, close);
  return inner.trim() === '' || isOpen(inner) || isUrl(inner) ? undefined : { start, end: start + inner.length };
}

function inQuery(text: string, at: number): boolean {
  return /[?&]/.test(text.charAt(at - 1));
}

/** Expressions of Terraform, which stand unquoted. */
const HCL =
  /^(?:(?:var|local|data|module|each|self|random_[a-z_]+|aws_[a-z_]+)\.[\w.[\]*]+|(?:file|jsonencode|format|join|lookup|sensitive|coalesce|tostring|base64encode|templatefile|try|merge)\(.*)$/;

/** Nothing that has to be hidden: a reference, a number, a permission's word, a mark. */
function isOpen(value: string): boolean {
  return (
    /^\*+$|^\[redacted\]$/.test(value) ||
    isReference(value) ||
    HCL.test(value) ||
    isHarmless(value) ||
    /^(?:read|write|inherit|always|required)$/.test(value)
  );
}

/** The password of a URL has been masked in it; the rest says where it leads. */
function isUrl(value: string): boolean {
  return /^[a-z][\w+.-]*:\/\//i.test(value);
}

function unquoted(value: string): string {
  return value.replace(/^["']|["']$/g, '');
}

/** Programs that take a password in an option of one letter. */
const COMMANDS: readonly RegExp[] = [
  /(\b(?:curl|http|https|wget)\b[^\n|;&]{0,400}?\s(?:-u|--user|--proxy-user)[ =]?["']?[^\s:"'$]{0,100}:)([^\s"']{1,500})/g,
  /(\b(?:docker|podman|helm|az|npm|buildah|skopeo)\s[^\n|;&]{0,40}?\blogin\b[^\n|;&]{0,120}?\s-p[ =]?["']?)([^\s"'-][^\s"']{0,500})/g,
  /(\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|;&]{0,400}?\s-p["']?)([^\s"']{1,500})/g,
  /(\b(?:sshpass\s+-p|redis-cli\b[^\n|;&]{0,400}?\s-a)[ =]?["']?)([^\s"'-][^\s"']{0,500})/g,
];

function maskCommands(text: string, mark: string): string {
  if (!/\s-(?:[upa]|-user|-proxy-user)/.test(text)) return text;
  return COMMANDS.reduce(
    (rest, pattern) =>
      rest.replace(pattern, (whole, before: string, value: string) => (isOpen(value) ? whole : before + mark)),
    text,
  );
}

/** The words of a command: the word behind a secret's option is a secret too. */
export function maskWords(words: readonly string[], mark = MARK): readonly string[] {
  return words.map((word, at) => {
    const before = words[at - 1] ?? '';
    const named = /^--?([A-Za-z][\w-]+)$/.exec(before)?.[1];
    const isValue = named !== undefined && isSecretName(named) && !word.startsWith('-');
    if (isValue) return isOpen(word) || isUrl(word) ? maskText(word, { mark }) : mark;
    const [assigned, name = '', value = ''] = /^((?:--?)?[A-Za-z_][\w.-]*)=([^]*)$/.exec(word) ?? [];
    if (assigned !== undefined && isSecretName(name) && !isOpen(unquoted(value)) && !isUrl(value) && value !== '')
      return `${name}=${mark}`;
    return maskWord(words.slice(Math.max(0, at - 8), at), word, mark);
  });
}

/** A word masked as the end of its command, so that `curl -u` is seen before `user:password`. */
function maskWord(before: readonly string[], word: string, mark: string): string {
  const masked = maskText(word, { mark });
  if (masked !== word || /\s/.test(word)) return masked;
  const lead = `${before.join(' ')} `;
  const whole = maskCommands(lead + word, mark);
  return whole.startsWith(lead) ? whole.slice(lead.length) : masked;
}

/** The value comes from somewhere else: a variable, an expression, an intrinsic function. */
export function isReference(value: string): boolean {
  const text = value.trim();
  return /^(?:\$\{\{[\s\S]*\}\}|\$\{[^}]*\}|\$[A-Za-z_]\w*|\$\([\s\S]*\)|\{\{[\s\S]*\}\}|\{%[\s\S]*%\}|%\([\w-]+\)s|arn:aws[\w-]*:(?:secretsmanager|ssm):\S*|`[\s\S]*`|<%[\s\S]*%>)$/.test(
    text,
  );
}
