import type { GuardedText, GuardedVariable, RedactedText } from '../model/aws/redacted.ts';
import { isKnownSecret, isSecretName, isSwitch, looksSecret } from './classifier.ts';

/** What stands where a text was taken out of the middle of another. */
const MASK = '[redacted]';

/**
 * A text that stands under a name (a variable, an option, a header): kept when neither the name, nor the look, nor an
 * assignment within says that it is a secret, else replaced by what may be said of it.
 */
export function guard(name: string, value: string): GuardedText {
  return isSecret(name, value) ? { redacted: redact(value) } : { value };
}

function isSecret(name: string, value: string): boolean {
  if (isSecretName(name) && !isSwitch(value)) return true;
  return looksSecret(value) || maskText(value) !== value;
}

export function guardVariable(variable: {
  readonly name?: string | undefined;
  readonly value?: string | undefined;
}): GuardedVariable {
  const name = variable.name ?? '';
  return { name, ...guard(name, variable.value ?? '') };
}

export function guardRecord(record: Readonly<Record<string, string>>): Readonly<Record<string, GuardedText>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, guard(name, value)]));
}

/** An argument list: an option names the argument after it, `--password x`, and `NAME=x` names its own part. */
export function guardArguments(words: readonly string[]): readonly GuardedText[] {
  return words.map((word, at) => {
    const before = words[at - 1] ?? '';
    if (/^--?\w[\w-]*$/.test(before) && isSecretName(before.replaceAll('-', '_')) && !word.startsWith('-')) {
      return { redacted: redact(word) };
    }
    return { value: maskText(word) };
  });
}

/** A script or a document: its lines, with the secrets in them masked. */
export function guardText(text: string): GuardedText {
  return { value: maskText(text) };
}

/** `NAME=value`, `--name=value`, `"name": "value"`. */
const ASSIGNMENT = /((?:--?)?[\w.-]*\w)("?'?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s"',;]+)/g;
const PEM = /-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g;

function maskText(text: string): string {
  return text
    .replace(PEM, MASK)
    .replace(ASSIGNMENT, (whole, name: string, sign: string, value: string) => {
      const harmless = isSwitch(value.replaceAll(/["']/g, '')) || isReference(value);
      return isSecretName(name) && !harmless ? `${name}${sign}${MASK}` : whole;
    })
    .split(/(\s+)/)
    .map((word) => (looksSecret(word) ? MASK : word))
    .join('');
}

/** `$NAME`, `${NAME}`, `$(command)`: the text names where a secret comes from. */
function isReference(value: string): boolean {
  return /^["']?\$[\w({]/.test(value);
}

/** The parts of a secret that are none; texts that are no URL and no list of `key=value` leave only their length. */
export function redact(text: string): RedactedText {
  return { ...(partsOfUrl(text) ?? partsOfPairs(text)), length: lengthClass(text.length) };
}

const URL_TEXT =
  /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#]*@)?(\[[0-9a-f:.]+\]|[\w.-]*)(?::(\d{1,5}))?(?:\/([^?#]*))?(?:\?([^#]*))?/i;
/** Schemes whose path is the name of a database or virtual host; elsewhere a path can be the secret itself. */
const NAMED_PATH =
  /^(postgres(ql)?|postgis|pgsql|psql|mysql2?|mariadb|mssql|oracle|cockroach(db)?|timescale|redis|rediss|valkeys?|amqps?|mongodb(\+srv)?|sqlite3?|spatialite)\b/;
/** Parameters of connection URLs that say how, never who. */
const QUERY =
  /^(ssl[\w-]*|tls|conn_max_age|conn_health_checks|pool|max_connections|charset|schema|search_path|timeout|connect_timeout|statement_timeout|db|engine|ssl_cert_reqs|target_session_attrs|application_name)$/i;

function partsOfUrl(text: string): Omit<RedactedText, 'length'> | undefined {
  const match = URL_TEXT.exec(text);
  if (match === null) return undefined;
  const [, scheme = '', host = '', port, path = '', query = ''] = match;
  return compact({
    scheme: scheme.toLowerCase(),
    host,
    port,
    path: NAMED_PATH.test(scheme.toLowerCase()) && !looksSecret(path) ? path : undefined,
    query: harmless(new URLSearchParams(query)),
  });
}

/** libpq's own notation: `host=db port=5432 dbname=shop user=… password=…`. */
function partsOfPairs(text: string): Omit<RedactedText, 'length'> | undefined {
  const pairs = [...text.matchAll(/(\w+)\s*=\s*('[^']*'|\S+)/g)].map(
    ([, key = '', value = '']) => [key, value] as const,
  );
  const found = new Map(pairs);
  const host = found.get('host');
  if (host === undefined || !/^[\w.-]+$/.test(host)) return undefined;
  return compact({ host, port: found.get('port'), path: found.get('dbname'), query: harmless(pairs) });
}

function harmless(pairs: Iterable<readonly [string, string]>): Readonly<Record<string, string>> | undefined {
  const kept = [...pairs].filter(([key, value]) => QUERY.test(key) && !looksSecret(value));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

type Parts = { readonly [K in keyof RedactedText]?: RedactedText[K] | undefined };

function compact(parts: Parts): Omit<RedactedText, 'length'> {
  const given = Object.entries(parts).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(given);
}

function lengthClass(length: number): RedactedText['length'] {
  if (length === 0) return 'empty';
  if (length < 8) return '1-7';
  if (length < 16) return '8-15';
  if (length < 32) return '16-31';
  return length < 64 ? '32-63' : '64+';
}

/**
 * Everything that a collector yields passes here last: what is known for a secret by its look is masked wherever it
 * stands, in a tag, a description, a label.
 */
export function scrub<T>(value: T): T {
  if (typeof value === 'string') return (MAYBE.test(value) && isKnownSecret(value) ? MASK : value) as T; // a text for a text
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  for (const [key, member] of Object.entries(value)) {
    const clean: unknown = scrub(member);
    if (clean !== member) (value as Record<string, unknown>)[key] = clean; // the answer is ours alone
  }
  return value;
}

/** Every known look has one of these: a quick no for almost every text. */
const MAYBE = /@|-----BEGIN|_|\.|-|A[KS]IA|AIza/;
