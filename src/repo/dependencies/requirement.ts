import type { Location } from '../../model/location.ts';
import type { Requirement } from '../../model/repository/index.ts';
import { item, type UniqueNames } from '../item.ts';

const NAMED =
  /^(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[(?<extras>[^\]]*)\])?\s*(?<rest>[^;]*)(?:;\s*(?<marker>.*))?$/;
const VCS = /^(?:git|hg|svn|bzr)\+/;

/** One requirement of PEP 508, or an address with `#egg=`; undefined for what is neither. */
export function parseRequirement(
  text: string,
  location: Location,
  names: UniqueNames,
  more: Partial<Pick<Requirement, 'group' | 'hashes' | 'editable'>> = {},
): Requirement | undefined {
  const address = /^[a-z+]+:\/\/\S+/i.exec(text)?.[0];
  const egg = /#egg=([\w.-]+)/.exec(text)?.[1];
  const groups = NAMED.exec(address === undefined ? text : (egg ?? ''))?.groups;
  const rawName = groups?.['name'];
  if (rawName === undefined) return undefined;
  const rest = (groups?.['rest'] ?? '').trim();
  const url = address ?? /^@\s*(\S+)/.exec(rest)?.[1];
  const specifier = url === undefined ? rest.replace(/^\(|\)$/g, '').replaceAll(/\s+/g, '') : '';
  const pinned = /^===?([^*,]+)$/.exec(specifier)?.[1];
  const name = normalized(rawName);
  const { marker } = groups ?? {};
  return {
    ...item(location, names.take(name)),
    name,
    rawName,
    extras: (groups?.['extras'] ?? '')
      .split(',')
      .map((extra) => extra.trim())
      .filter((extra) => extra !== ''),
    specifier,
    hashes: more.hashes ?? 0,
    editable: more.editable ?? false,
    group: more.group ?? 'main',
    ...(pinned === undefined ? {} : { pinned }),
    ...(marker === undefined ? {} : { marker: marker.trim() }),
    ...(url === undefined ? {} : { source: sourceOf(url) }),
  };
}

/** As PEP 503 compares names. */
export function normalized(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

/** Credentials are no part of an address that a report shows. */
function sourceOf(address: string): NonNullable<Requirement['source']> {
  const url = address.replace(/\/\/[^/@]*@/, '//');
  if (!VCS.test(url)) return { kind: 'url', url, hashed: /#(sha256|sha384|sha512)=/.test(url) };
  const revision = /@([\w./-]+)(?:#|$)/.exec(url)?.[1];
  return {
    kind: 'vcs',
    url,
    immutable: /^[0-9a-f]{40}$/.test(revision ?? ''),
    ...(revision === undefined ? {} : { revision }),
  };
}
