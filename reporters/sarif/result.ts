import type { Fix as SarifFix, Location as SarifLocation, Result as SarifResult } from 'sarif';
import type { Fix, Result } from '../../src/model/index.ts';
import { plain } from '../neutralise.ts';
import { LEVELS, ruleId } from './descriptor.ts';
import type { SarifOptions } from './index.ts';
import { mainLocation, relatedLocations, segment } from './place.ts';

export function resultOf(result: Result, ruleIndex: number, options: SarifOptions): SarifResult {
  const related = relatedLocations(result);
  const fixes = fixesOf(result.fix);
  return {
    ruleId: ruleId(result.rule),
    ruleIndex,
    level: LEVELS[result.severity],
    message: { text: messageOf(result, related) },
    locations: [mainLocation(result)],
    partialFingerprints: fingerprints(result, options),
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(fixes.length === 0 ? {} : { fixes }),
    properties: { severity: result.severity, confidence: result.confidence, goals: [...result.goals] },
  };
}

/** Names in it come from outside: brackets would make links of them. The links are ours. */
function messageOf({ message }: Result, related: readonly SarifLocation[]): string {
  const text = escaped(message);
  const links = related.map(({ id, message: label }) => `[${escaped(label?.text ?? '')}](${id ?? 0})`);
  const ended = /[.!?]$/.test(text) ? text : `${text}.`;
  return links.length === 0 ? ended : `${ended} See ${links.join(', ')}.`;
}

function escaped(text: string): string {
  return plain(text).replaceAll(/[\\[\]]/g, (character) => `\\${character}`);
}

/**
 * GitHub reads one key only. A line of the repository needs GitHub's own hash of it; what stands for a resource has a hash
 * of rule, account and resource.
 */
function fingerprints(result: Result, { lineHash }: SarifOptions): Record<string, string> {
  const own = { 'djaudit/v1': result.fingerprint };
  if (result.location === undefined) return { primaryLocationLineHash: `${result.fingerprint.slice(0, 16)}:1`, ...own };
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
