/** URLs as Python's `urllib.parse` takes them apart and puts them together, which is not how the web's standard does. */
export interface SplitUrl {
  readonly scheme: string;
  readonly netloc: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

export interface ParsedUrl extends SplitUrl {
  readonly params: string;
}

/** What Python's ValueError says. */
export class UrlError extends Error {}

const USES_PARAMS = new Set(' ftp hdl prospero http https shttp rtsp rtsps rtspu sip sips mms sftp tel'.split(' '));
const USES_RELATIVE = new Set(
  ' ftp http gopher nntp imap wais file https shttp mms prospero rtsp rtsps rtspu sftp svn svn+ssh ws wss'.split(' '),
);
/** With the schemes that dj_database_url and its like register. */
const USES_NETLOC = new Set(
  ` ftp http gopher nntp telnet imap wais file mms https shttp snews prospero rtsp rtsps rtspu rsync svn svn+ssh sftp nfs git
  git+ssh ws wss itms-services`.split(/\s+/),
);

export function urlsplit(given: string, scheme = ''): SplitUrl {
  let url = given.replace(/^[\0-\x20]+/, '').replace(/[\t\r\n]/g, '');
  const named = /^([a-z][a-z\d+.-]*):/i.exec(url);
  if (named?.[1] !== undefined) url = url.slice(named[0].length);
  let netloc = '';
  if (url.startsWith('//')) {
    const end = url.slice(2).search(/[/?#]/);
    netloc = end < 0 ? url.slice(2) : url.slice(2, end + 2);
    url = url.slice(2 + netloc.length);
    if (netloc.includes('[') !== netloc.includes(']')) throw new UrlError('Invalid IPv6 URL');
  }
  const [beforeFragment, fragment] = partition(url, '#');
  const [path, query] = partition(beforeFragment, '?');
  return { scheme: named?.[1]?.toLowerCase() ?? scheme.toLowerCase(), netloc, path, query, fragment };
}

export function urlparse(url: string, scheme = ''): ParsedUrl {
  const split = urlsplit(url, scheme);
  if (!USES_PARAMS.has(split.scheme) || !split.path.includes(';')) return { ...split, params: '' };
  const at = split.path.indexOf(';', Math.max(0, split.path.lastIndexOf('/')));
  return at < 0
    ? { ...split, params: '' }
    : { ...split, path: split.path.slice(0, at), params: split.path.slice(at + 1) };
}

export function urlunsplit({ scheme, netloc, path, query, fragment }: SplitUrl): string {
  let url = path;
  if (netloc !== '') url = `//${netloc}${url !== '' && !url.startsWith('/') ? '/' : ''}${url}`;
  else if (url.startsWith('//')) url = `//${url}`;
  else if (scheme !== '' && USES_NETLOC.has(scheme) && (url === '' || url.startsWith('/'))) url = `//${url}`;
  return `${scheme === '' ? '' : `${scheme}:`}${url}${query === '' ? '' : `?${query}`}${fragment === '' ? '' : `#${fragment}`}`;
}

export function urlunparse({ params, ...url }: ParsedUrl): string {
  return urlunsplit(params === '' ? url : { ...url, path: `${url.path};${params}` });
}

export function urljoin(base: string, url: string): string {
  if (base === '' || url === '') return base === '' ? url : base;
  const from = urlparse(base);
  const to = urlparse(url, from.scheme);
  if (to.scheme !== from.scheme || !USES_RELATIVE.has(to.scheme)) return url;
  if (USES_NETLOC.has(to.scheme) && to.netloc !== '') return urlunparse(to);
  const netloc = USES_NETLOC.has(to.scheme) ? from.netloc : to.netloc;
  if (to.path === '' && to.params === '') {
    return urlunparse({ ...to, netloc, path: from.path, params: from.params, query: to.query || from.query });
  }
  return urlunparse({ ...to, netloc, path: resolvePath(from.path, to.path) });
}

function resolvePath(base: string, path: string): string {
  const baseParts = base.split('/');
  if (baseParts.at(-1) !== '') baseParts.pop();
  let segments = path.split('/');
  if (!path.startsWith('/')) {
    segments = [...baseParts, ...segments];
    segments = segments.filter((segment, index) => segment !== '' || index === 0 || index === segments.length - 1);
  }
  const resolved: string[] = [];
  for (const segment of segments) {
    if (segment === '..') resolved.pop();
    else if (segment !== '.') resolved.push(segment);
  }
  if (segments.at(-1) === '.' || segments.at(-1) === '..') resolved.push('');
  return resolved.join('/') || '/';
}

export function partition(text: string, separator: string): readonly [string, string, boolean] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, '', false] : [text.slice(0, at), text.slice(at + separator.length), true];
}

export interface NetworkLocation {
  readonly username: string | null;
  readonly password: string | null;
  readonly hostname: string | null;
  /** The text after the colon; `portOf` makes a number of it. */
  readonly port: string | null;
}

export function networkLocation(netloc: string): NetworkLocation {
  const at = netloc.lastIndexOf('@');
  const [username, password, hasPassword] = partition(at < 0 ? '' : netloc.slice(0, at), ':');
  const [host, port] = hostAndPort(netloc.slice(at + 1));
  const [name, zone, hasZone] = partition(host, '%');
  return {
    username: at < 0 ? null : username,
    password: at >= 0 && hasPassword ? password : null,
    hostname: host === '' ? null : name.toLowerCase() + (hasZone ? `%${zone}` : ''),
    port: port === '' ? null : port,
  };
}

function hostAndPort(info: string): readonly [string, string] {
  const [, bracketed, isBracketed] = partition(info, '[');
  if (!isBracketed) {
    const [host, port] = partition(info, ':');
    return [host, port];
  }
  const [host, rest] = partition(bracketed, ']');
  return [host, partition(rest, ':')[1]];
}

export function portOf({ port }: NetworkLocation): number | null {
  if (port === null) return null;
  if (!/^\d+$/.test(port)) throw new UrlError("Port could not be cast to integer value as '***'"); // the half of a password that has a slash in it
  if (Number(port) > 65_535) throw new UrlError('Port out of range 0-65535');
  return Number(port);
}

/** In the order of the names' first appearance. */
export function parseQs(query: string, keepBlank = false): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [name, value] of parseQsl(query, keepBlank)) found.set(name, [...(found.get(name) ?? []), value]);
  return found;
}

export function parseQsl(query: string, keepBlank = false): readonly (readonly [string, string])[] {
  return query.split('&').flatMap((pair) => {
    const [name, value, hasValue] = partition(pair, '=');
    if (pair === '' || (!hasValue && !keepBlank) || (value === '' && !keepBlank)) return [];
    return [[unquotePlus(name), unquotePlus(value)] as const];
  });
}

/** Sequences that are no UTF-8 become U+FFFD. */
export function unquote(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (sequence) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(sequence.replaceAll('%', ''), 'hex')),
  );
}

export function unquotePlus(text: string): string {
  return unquote(text.replaceAll('+', ' '));
}

export function quote(text: string, safe = '/'): string {
  return [...text].map((char) => (isSafe(char, safe) ? char : percentEncoded(char))).join('');
}

function isSafe(char: string, safe: string): boolean {
  return /^[\w.~-]$/.test(char) || safe.includes(char);
}

function percentEncoded(char: string): string {
  return [...Buffer.from(char, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

export function quotePlus(text: string, safe = ''): string {
  return text.includes(' ') ? quote(text, `${safe} `).replaceAll(' ', '+') : quote(text, safe);
}
