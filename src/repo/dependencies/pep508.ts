import { maskText } from '../../model/mask-text.ts';
import type { PackageSource } from '../../model/repository/index.ts';
import { normalise, pinnedVersion } from './names.ts';

/** One requirement as PEP 508 and pip write it. */
export interface ParsedRequirement {
  readonly name: string;
  readonly rawName: string;
  readonly extras: readonly string[];
  readonly specifier: string;
  readonly pinned?: string;
  readonly marker?: string;
  readonly source?: PackageSource;
}

/** Longer than any requirement without its hashes. */
const MAX_LENGTH = 4_000;
/** Clauses of PEP 440, a comma after the last allowed. */
const SPECIFIER = /^(?:(?:===|==|~=|!=|<=|>=|<|>)[\w.*+!-]+(?:,|$))+$/;

/** `name[extra]>=1; marker`, `name @ url`, a URL with `#egg=name`, a path. Undefined when it is none of these. */
export function parseRequirement(text: string): ParsedRequirement | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [main, marker] = splitMarker(text.trim());
  if (marker !== undefined && marker !== '' && !/[<>=!~]|\bin\b/.test(marker)) return undefined;
  const url = urlOf(main);
  if (url !== undefined) return withMarker(url, marker);
  const match = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]{0,300})\])?\s*(?:\(([^)]*)\)|(.*))$/.exec(
    main,
  );
  const [, rawName, extras, inBrackets, rest] = match ?? [];
  if (rawName === undefined) return undefined;
  const written = (inBrackets ?? rest ?? '').trim().replace(/\s*([,<>=!~]+)\s*/g, '$1');
  if (written !== '' && !SPECIFIER.test(written)) return undefined;
  const specifier = written.replace(/,$/, '');
  const pinned = pinnedVersion(specifier);
  const made = {
    name: normalise(rawName),
    rawName,
    extras: listOf(extras),
    specifier,
    ...(pinned === undefined ? {} : { pinned }),
  };
  return withMarker(made, marker);
}

function withMarker(made: ParsedRequirement, marker: string | undefined): ParsedRequirement {
  return marker === undefined || marker === '' ? made : { ...made, marker };
}

/** The `;` of a URL is part of it unless a blank stands before. */
function splitMarker(text: string): readonly [string, string | undefined] {
  const at = /:\/\//.test(text) ? text.search(/\s;/) : text.indexOf(';');
  return at === -1 ? [text, undefined] : [text.slice(0, at).trim(), text.slice(at).replace(/^\s*;/, '').trim()];
}

function listOf(extras: string | undefined): readonly string[] {
  return (extras ?? '')
    .split(',')
    .map((extra) => extra.trim())
    .filter((extra) => extra !== '');
}

function urlOf(text: string): ParsedRequirement | undefined {
  const direct = /^([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]{0,300})\])?\s*@\s*(\S+)$/.exec(text);
  const url = direct?.[3] ?? text;
  if (
    direct === null &&
    !/^(?:[a-z+]{2,12}:\/\/|git\+|hg\+|\.{0,2}\/|[\w.-]+\.(?:whl|tar\.gz|zip)$)/.test(text) &&
    text !== '.'
  )
    return undefined;
  const rawName = direct?.[1] ?? nameInUrl(url);
  return {
    name: normalise(rawName),
    rawName,
    extras: listOf(direct?.[2] ?? /\[([^\]]{0,200})\]$/.exec(url)?.[1]),
    specifier: '',
    source: sourceOf(url),
  };
}

/** `#egg=name`, the name of a wheel, the last part of a repository. */
function nameInUrl(url: string): string {
  const egg = /[#&]egg=([A-Za-z0-9][\w.-]*)/.exec(url)?.[1];
  const wheel = /([A-Za-z0-9][\w.]*)-\d[^/]*\.(?:whl|tar\.gz|zip)/.exec(url)?.[1];
  const last = /([\w.-]+?)(?:\.git)?(?:@[^/]*)?(?:#.*)?\/?$/.exec(url)?.[1];
  return egg ?? wheel ?? last ?? url;
}

export function sourceOf(url: string): PackageSource {
  const vcs = /^(?:git|hg|svn|bzr)\+([^#]+?)(?:@([^/@#]+))?(?:#.*)?$/.exec(url);
  if (vcs !== null) {
    const revision = vcs[2];
    return {
      kind: 'vcs',
      url: maskText(vcs[1] ?? ''),
      ...(revision === undefined ? {} : { revision }),
      immutable: /^[0-9a-f]{40}$/.test(revision ?? ''),
    };
  }
  if (/^[a-z]+:\/\//.test(url) && !url.startsWith('file:'))
    return { kind: 'url', url: maskText(url), hashed: /#(?:md5|sha\d+)=/.test(url) };
  return { kind: 'path', path: url.replace(/\[.*\]$/, '') };
}
