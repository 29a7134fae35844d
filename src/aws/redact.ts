import type { GuardedText, GuardedVariable, RedactedText } from '../model/aws/redacted.ts';
import { maskText as maskSharedText, maskWords } from '../model/mask-text.ts';
import { isKnownSecret, isSecretName, isSwitch, looksSecret } from './classifier.ts';

/** What stands where a text was taken out of the middle of another. */
export const MASK = '[redacted]';

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
  const masked = maskWords(words, MASK);
  return words.map((word, at) => {
    const shown = maskText(masked[at] ?? '');
    return shown === MASK ? { redacted: redact(word) } : { value: shown };
  });
}

/** A script or a document: its lines, with the secrets in them masked. */
export function guardText(text: string): GuardedText {
  return { value: maskText(text) };
}

/** What leaves an account can never be called back: every word that nobody would type goes, too. */
function maskText(text: string): string {
  return maskSharedText(text.replace(PEM, MASK), { mark: MASK })
    .split(/(\s+)/)
    .map((word) => (looksSecret(word) ? MASK : word))
    .join('');
}

const PEM = /-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g;

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
 * stands, in a tag, a description, a label; and what a tag's key, an assignment or a parameter says is one.
 */
export function scrub<T>(value: T): T {
  return scrubMember('', value) as T; // a text for a text, the same object for an object
}

function scrubMember(name: string, value: unknown): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const entries = value as Record<string, unknown>; // the answer is ours alone
  const named = nameOfPair(entries);
  for (const [key, member] of Object.entries(entries)) {
    const called = /^value$/i.test(key) ? named : RECORDS.test(name) || key === 'ClientSecret' ? key : undefined;
    const secret = called !== undefined && typeof member === 'string' && isNamedSecret(called, member);
    const clean = secret ? MASK : scrubMember(key, member);
    if (clean !== member) entries[key] = clean;
  }
  return value;
}

/** Members that are records of the owner's own names. */
const RECORDS = /^(tags|labels|options|AuthenticationRequestExtraParams)$/i;

/** `{Key, Value}`, `{key, value}`, `{Name, Value}`. */
function nameOfPair(pair: Readonly<Record<string, unknown>>): string | undefined {
  const name = pair['Key'] ?? pair['key'] ?? pair['Name'] ?? pair['name'];
  return typeof name === 'string' ? name : undefined;
}

function isNamedSecret(name: string, value: string): boolean {
  return isSecretName(name) && !isSwitch(value) && !value.startsWith('arn:');
}

/** Prose, for the most part: an assignment within is taken out alone. */
function scrubText(text: string): string {
  if (MAYBE.test(text) && isKnownSecret(text)) return MASK;
  return ASSIGNED.test(text) ? maskSharedText(text, { mark: MASK }) : text;
}

/** Every known look has one of these: a quick no for almost every text. */
const MAYBE = /@|-----BEGIN|_|\.|-|A[KS]IA|AIza|Bearer|Basic/;
/** A text in which a secret may have a name has a word like these. */
const ASSIGNED =
  /(?:secret|passw|passphrase|pwd|token|key|credential|dsn|private|authorization|verify)[\w.-]*["']?\s*[=:]|\s--?\w/i;
