import type { Route, Urls } from '../../src/model/repository/index.ts';

/** What Django's URLs do with a path: a route takes it, an unread include may, only with a slash after it, or none. */
export type Resolution =
  | { readonly status: 'found'; readonly route: Route }
  | { readonly status: 'open'; readonly reason: string }
  | { readonly status: 'slash'; readonly route: Route }
  | { readonly status: 'none' };

/** @param path as the request has it: `/health/`. */
export function resolve(urls: Urls, path: string): Resolution {
  const asked = path.replace(/^\//, '').replace(/\?.*$/, '');
  const open: string[] = [...unread(urls)];
  for (const route of urls.routes) {
    const answer = matches(route, asked);
    if (answer === true && route.when === undefined && !byLanguage(urls)) return { status: 'found', route };
    if (answer !== false) open.unshift(why(route));
  }
  const [first] = open;
  if (first !== undefined) return { status: 'open', reason: first };
  const slash = asked.endsWith('/') ? undefined : urls.routes.find((route) => matches(route, `${asked}/`) === true);
  return slash === undefined ? { status: 'none' } : { status: 'slash', route: slash };
}

/** Parts of which not even the prefix is known; an include whose prefix is known hides nothing elsewhere. */
function unread({ complete, notes, routes }: Urls): readonly string[] {
  if (complete) return [];
  if (notes.length > 0) return notes.map(({ path, message }) => `${path}: ${message}`);
  const prefixed = routes.some(({ kind, include }) => kind === 'router' || include !== undefined);
  return prefixed ? [] : ['a part of the URLs could not be read'];
}

function byLanguage({ notes }: Urls): boolean {
  return notes.some(({ message }) => message.includes('i18n_patterns'));
}

function why({ when, include, kind, pattern, location }: Route): string {
  const place = `${location.path}:${location.line}`;
  if (when !== undefined) return `${place} adds ${pattern} only under ${when}`;
  if (include !== undefined) return `${place} includes ${include} below /${pattern}, which could not be opened`;
  return kind === 'router' ? `${place} has a router below /${pattern}` : `${place} may take it: /${pattern}`;
}

/** Undefined when it may: an include below the prefix, a pattern of Python's that JavaScript reads otherwise. */
function matches(route: Route, path: string): boolean | undefined {
  if (route.include !== undefined || route.kind === 'router')
    return startsLike(route, path) === false ? false : undefined;
  if (route.admin) return startsLike(route, path);
  const expression = expressionOf(route, '$');
  return expression?.test(path);
}

function startsLike(route: Route, path: string): boolean | undefined {
  return expressionOf(route, '')?.test(path);
}

function expressionOf({ pattern, kind }: Route, end: '$' | ''): RegExp | undefined {
  try {
    return kind === 're_path'
      ? regular(pattern, end)
      : new RegExp(`^${converted(pattern)}${kind === 'router' ? '' : end}`);
  } catch {
    return undefined;
  }
}

/** `re_path` searches: `^` and `$` are the pattern's own. An include's prefix has no end. */
function regular(pattern: string, end: '$' | ''): RegExp | undefined {
  if (/\(\?[PaiLmsux(]|\\[AZ]/.test(pattern.replaceAll('(?P<', '(?<'))) return undefined;
  const javascript = pattern.replaceAll('(?P<', '(?<').replace(/^\^?/, '^');
  return new RegExp(end === '' ? javascript.replace(/\$$/, '') : javascript);
}

const CONVERTERS: Readonly<Record<string, string>> = {
  str: '[^/]+',
  int: '[0-9]+',
  slug: '[-a-zA-Z0-9_]+',
  uuid: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  path: '.+',
};

/** `orders/<int:pk>/` as an expression; a converter of the project takes anything. */
function converted(pattern: string): string {
  return pattern
    .split(/(<[^>]*>)/)
    .map((piece) => {
      if (!piece.startsWith('<')) return piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const converter = piece.includes(':') ? (piece.slice(1).split(':')[0] ?? 'str') : 'str';
      return CONVERTERS[converter.trim()] ?? '.+';
    })
    .join('');
}
