import { MARK, maskText } from '../model/mask-text.ts';
import { isHarmless, isRandomLooking, isSecretName } from '../model/secret.ts';
import { isNameKey, isValueKey } from './pair.ts';

/** Languages in which only what is quoted is a text. */
const CODE = /\.(py|js|mjs|ts)$/;
/** So far back a line looks for what it belongs to. */
const FARTHEST = 60;
/** So far apart are the name and the value of one thing. */
const NEAR = 3;

/**
 * What a reader of the report may see of a source text, line by line; there are as many lines as before. The test is on
 * purpose wider than the readers': a line is masked for the name before it, for what it belongs to, and for its neighbours.
 */
export function maskSource(path: string, text: string): readonly string[] {
  const code = CODE.test(path);
  const before = text.split('\n');
  const lines = maskText(text, { code }).split('\n');
  const manifests = /^[ \t]*(?:- )?kind:[ \t]*["']?Secret\b/m.test(text) ? linesOfSecrets(before) : undefined;
  return lines.map((line, at) => {
    if (manifests?.has(at) === true) return line.replace(/^(\s*(?:[\w."'-]+:)?).*$/, `$1 ${MARK}`);
    const plain = withoutRandom(maskComment(line, code));
    const secret = belongsToSecret(before, at) || (holdsValue(before[at] ?? '') && nearSecretName(before, at));
    if (secret) return maskAll(plain, code);
    const named = namesSecret(before[at] ?? '') || OPEN_URL.test(before[at] ?? '');
    return named ? maskQuoted(maskPairs(plain)) : plain;
  });
}

/** A URL whose password stands in another text of the line: `'redis://:' + '…'`, `'mysql://root:%s@db' % '…'`. */
const OPEN_URL = /:\/\/[^\s@"'/]{0,200}:(?:["']|%s|%\(|\{)/;

/** Everything that a Secret of Kubernetes holds is one, whatever its keys are called. */
function linesOfSecrets(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let within: number | undefined;
  lines.forEach((line, at) => {
    if (within !== undefined && line.trim() !== '' && indentOf(line) <= within) within = undefined;
    if (/^\s*(?:stringData|data):/.test(line)) within = indentOf(line);
    if (within !== undefined && !/^\s*(?:stringData|data):\s*$/.test(line)) found.add(at);
  });
  return found;
}

/** A quoted text on the line of a secret's name goes, whatever it holds; the name of a variable or setting stays. */
function maskQuoted(line: string): string {
  return line.replace(/(["'])((?:(?!\1)[^\\]|\\.){1,2000})\1/g, (whole, quote: string, inner: string) =>
    isName(inner) || isHarmless(inner) ? whole : `${quote}${MARK}${quote}`,
  );
}

/** `{name: X-Token, value: abc}` on one line. */
function maskPairs(line: string): string {
  return line.replace(
    /([{,\s]["']?([A-Za-z_]\w{2,30})["']?[ \t]*[:=][ \t]*)([^\s"'${}[\],][^\s,}]{0,2000})/g,
    (whole, before: string, key: string) => (isValueKey(key) ? before + MARK : whole),
  );
}

function maskAll(line: string, code: boolean): string {
  const quoted = maskQuoted(line);
  if (code) return quoted;
  const [, lead = '', rest = ''] = /^(\s*(?:-\s+)?(?:["']?[\w.-]+["']?[ \t]*[:=][ \t]*)?)(.*)$/.exec(quoted) ?? [];
  return /^["'|>[{]?$/.test(rest.trim()) || /^["']/.test(rest) || /\$[{(]|\{\{/.test(rest) ? quoted : lead + MARK;
}

/** `if SENTRY_DSN:` opens a block and gives nothing to anything. */
const STATEMENT = /^\s*(?:if|elif|else|while|for|with|def|class|try|except|finally)\b/;

/** Does a line above, less indented, give a secret's name to what is below it: `SIGNING_KEY = (`, `password: |`? */
function belongsToSecret(lines: readonly string[], at: number): boolean {
  let indent = indentOf(lines[at] ?? '');
  for (let above = at - 1; above >= Math.max(0, at - FARTHEST) && indent > 0; above -= 1) {
    const line = lines[above] ?? '';
    const own = indentOf(line);
    if (line.trim() === '' || own >= indent) continue;
    indent = own;
    if (STATEMENT.test(line)) continue;
    const opened = /["']?([A-Za-z_][\w.-]*)["']?[ \t]*[:=][ \t]*(?:[[({|>][+-]?|["']{3}|\\)?[ \t]*$/.exec(
      line.slice(0, 400),
    )?.[1];
    if (opened !== undefined && isSecretName(opened) && !/secrets$/i.test(opened)) return true;
  }
  return false;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

const PAIR = /^[\s{-]*["']?([A-Za-z_]\w{1,30})["']?[ \t]*[:=][ \t]*["']?([\w.-]{0,80})/;

function holdsValue(line: string): boolean {
  return isValueKey(PAIR.exec(line.slice(0, 400))?.[1] ?? '');
}

function nearSecretName(lines: readonly string[], at: number): boolean {
  return lines.slice(Math.max(0, at - NEAR), at + NEAR + 1).some((line) => {
    const [, key = '', name = ''] = PAIR.exec(line.slice(0, 400)) ?? [];
    return isNameKey(key) && isSecretName(name);
  });
}

/** What is said about a secret in prose: the word with digits in it is the secret. */
function maskComment(line: string, code: boolean): string {
  const at = /(?:^|\s)(?:#|\/\/)/.exec(line)?.index;
  if (at === undefined) return line;
  const comment = code ? maskText(line.slice(at)) : line.slice(at);
  if (!names(comment).some((name) => isSecretName(name))) return line.slice(0, at) + comment;
  return (
    line.slice(0, at) +
    comment.replace(/[^\s"'`,;()]{6,}/g, (word) => (/[0-9]/.test(word) && /[A-Za-z]/.test(word) ? MARK : word))
  );
}

/** Digests and commits pin what is used, and are no secrets. */
function withoutRandom(line: string): string {
  return line.replace(
    /(^|[^\w@:/.$+-])([A-Za-z0-9+/_-]{20,2000}={0,2})(?![\w@])/g,
    (whole, before: string, word: string) =>
      isRandomLooking(word) && !/[/_-][a-z]{3,}[/_-]|^[A-Z_]+$/.test(word) ? before + MARK : whole,
  );
}

/** `private` is an access list more often than a key; and a line that only names something holds no value. */
function namesSecret(line: string): boolean {
  const alone = /^[\s{-]*["']?(\w+)["']?[ \t]*[:=][ \t]*["']?[\w.-]+["']?,?\s*$/.exec(line.slice(0, 400))?.[1];
  if (alone !== undefined && isNameKey(alone)) return false;
  return names(line).some((name) => name.toLowerCase() !== 'private' && isSecretName(name));
}

function names(text: string): readonly string[] {
  return text.match(/[A-Za-z_][\w-]{2,80}/g) ?? [];
}

/** The name of a variable or setting in quotes is what people need to see. */
function isName(text: string): boolean {
  return text === MARK || (/^[A-Z][A-Z0-9_]*$/.test(text) && text.includes('_') && !/\d{4,}/.test(text));
}
