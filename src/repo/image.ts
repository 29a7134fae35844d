import type { Location } from '../model/location.ts';
import type { ImageReference } from '../model/repository/index.ts';

/** Reads `registry/repository:tag@digest` as Docker does: the first part is a registry when it has a dot, a port or is localhost. */
export function parseImage(text: string, location: Location): ImageReference {
  const [named = '', digest] = text.split('@', 2);
  const slash = named.indexOf('/');
  const first = slash === -1 ? '' : named.slice(0, slash);
  const hasRegistry = /[.:]/.test(first.replace(/\$\{[^}]*\}/g, '')) || first === 'localhost';
  const rest = hasRegistry ? named.slice(slash + 1) : named;
  const colon = tagColon(rest);
  const repository = (colon === -1 ? rest : rest.slice(0, colon)).replace(/^library\//, '');
  return {
    text,
    ...(hasRegistry ? { registry: first } : {}),
    repository,
    ...(colon === -1 ? {} : { tag: rest.slice(colon + 1) }),
    ...(digest === undefined ? {} : { digest }),
    unresolved: [...new Set([...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map((match) => match[1] ?? ''))],
    location,
  };
}

/** The colon before the tag; one inside of `${TAG:-latest}` is none. */
function tagColon(text: string): number {
  let depth = 0;
  let found = -1;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    else if (text[at] === ':' && depth === 0 && found === -1) found = at;
  }
  return found;
}
