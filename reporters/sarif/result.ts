import type { Fix as SarifFix, Location as SarifLocation, Result as SarifResult } from 'sarif';
import type { Fix, Result } from '../../src/model/index.ts';
import { plain } from '../neutralise.ts';
import { LEVELS, ruleId } from './descriptor.ts';
import type { SarifOptions } from './index.ts';
import { mainLocation, relatedLocations, segment } from './place.ts';

/** @param shared of several resources on one line, each is placed by its resource */
export function resultOf(result: Result, ruleIndex: number, shared: boolean, options: SarifOptions): SarifResult {
  const related = relatedLocations(result, shared);
  const fixes = fixesOf(result.fix);
  return {
    ruleId: ruleId(result.rule),
    ruleIndex,
    level: LEVELS[result.severity],
    message: { text: messageOf(result, related) },
    locations: [mainLocation(result, shared)],
    partialFingerprints: fingerprints(result, shared, options),
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(fixes.length === 0 ? {} : { fixes }),
    properties: { severity: result.severity, confidence: result.confidence, goals: [...result.goals] },
  };
}

/** Names in it come from outside: brackets would make links of them. The links are ours. */
function messageOf({ message }: Result, related: readonly SarifLocation[]): string {
  const text = escaped(message);
  const links = related
    .slice(0, MOST_LINKS)
    .map(({ id, message: label }) => `[${escaped(plain(label?.text ?? '', LABEL))}](${id ?? 0})`);
  const rest = related.length - links.length;
  const ended = /[.!?]$/.test(text) ? text : `${text}.`;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return links.length === 0 ? ended : `${ended} See ${links.join(', ')}${more}.`;
}

/** Of a sentence that people read. */
const MOST_LINKS = 10;
const LABEL = 200;

function escaped(text: string): string {
  return plain(text).replaceAll(/[\\[\]]/g, (character) => `\\${character}`);
}

/**
 * GitHub reads one key only. A line of the repository needs GitHub's own hash of it; what stands for a resource has a hash
 * of rule, account and resource.
 */
function fingerprints(result: Result, shared: boolean, { lineHash }: SarifOptions): Record<string, string> {
  const own = { 'djaudit/v1': result.fingerprint };
  if (result.location === undefined || shared)
    return { primaryLocationLineHash: `${result.fingerprint.slice(0, 16)}:1`, ...own };
  const hash = lineHash?.(result.location);
  return hash === undefined ? own : { primaryLocationLineHash: hash, ...own };
}

/** Longer edits are no help to anybody, and half of one is none. */
const LONGEST_EDIT = 10_000;

/** Edits of files only: SARIF's fixes hold no prose. */
function fixesOf(fix: Fix | undefined): SarifFix[] {
  const edits = (fix?.steps ?? []).flatMap((step) => (step.kind === 'diff' ? [step.edit] : []));
  if (fix === undefined || edits.length === 0 || edits.some(({ text }) => text.length > LONGEST_EDIT)) return [];
  return [
    {
      description: { text: plain(fix.title) },
      artifactChanges: edits.map(({ path, start, end, text }) => ({
        artifactLocation: { uri: path.split('/').map(segment).join('/'), uriBaseId: '%SRCROOT%' },
        replacements: [{ deletedRegion: { charOffset: start, charLength: end - start }, insertedContent: { text } }],
      })),
    },
  ];
}
