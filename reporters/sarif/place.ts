import type { PhysicalLocation, Region, Location as SarifLocation } from 'sarif';
import { groupBy } from '../../src/model/group-by.ts';
import type { CodeFrame, Evidence, Location, Result } from '../../src/model/index.ts';
import { identity } from '../../src/model/index.ts';
import { clipped, plain, plainLines } from '../neutralise.ts';

const ROOT = '%SRCROOT%';

/**
 * Findings that would be one alert to GitHub: the same rule on one line, of several resources. Each is placed by its
 * resource then.
 */
export function sharedLines(results: readonly Result[]): ReadonlySet<Result> {
  const placed = results.filter(({ location, subject }) => location !== undefined && subject.account !== undefined);
  const alike = groupBy(placed, ({ rule, location }) => [rule, location?.path, location?.line].join('\0'));
  return new Set([...alike.values()].filter((group) => group.length > 1).flat());
}

/** The line in the repository, else a stable path that stands for the resource: GitHub refuses what has neither. */
export function mainLocation(result: Result, shared: boolean): SarifLocation {
  const { location, frame, subject, evidence } = result;
  const physicalLocation =
    location === undefined || shared ? resourceLocation(subject, evidence[0]) : fileLocation(location, frame);
  return { physicalLocation, logicalLocations: [logical(result)] };
}

function logical({ subject }: Result) {
  const id = plain(subject.id);
  return { name: plain(subject.name ?? subject.id), fullyQualifiedName: id, kind: KINDS[subject.kind] };
}

const KINDS = { resource: 'resource', setting: 'variable', file: 'module', environment: 'namespace' } as const;

/** The other side of the finding: where it is declared or what it is about, and the places that the evidence names. */
export function relatedLocations({ location, subject, evidence }: Result, shared: boolean): SarifLocation[] {
  const others = evidence.flatMap((one) => {
    if (one.location === undefined || (one.location.path === location?.path && one.location.line === location.line))
      return [];
    return [
      { physicalLocation: fileLocation(one.location), message: { text: `${plain(one.label)}: ${plain(one.value)}` } },
    ];
  });
  const otherSide = location === undefined ? [] : theOtherSide(location, subject, shared);
  return [...otherSide, ...others].slice(0, MOST_RELATED).map((place, index) => ({ id: index + 1, ...place }));
}

/** GitHub shows no more. */
const MOST_RELATED = 100;

function theOtherSide(location: Location, subject: Result['subject'], shared: boolean): SarifLocation[] {
  if (shared) return [{ physicalLocation: fileLocation(location), message: { text: plain(location.path) } }];
  if (!subject.id.startsWith('arn:')) return [];
  return [{ physicalLocation: resourceLocation(subject), message: { text: plain(subject.name ?? subject.id) } }];
}

function fileLocation(location: Location, frame?: CodeFrame): PhysicalLocation {
  const region = regionOf(location, frame);
  const context = frame === undefined ? undefined : contextOf(location, frame);
  return {
    artifactLocation: { uri: location.path.split('/').map(segment).join('/'), uriBaseId: ROOT },
    region,
    ...(context === undefined ? {} : { contextRegion: context }),
  };
}

function regionOf({ line, column, endLine, endColumn }: Location, frame: CodeFrame | undefined): Region {
  const last = endLine ?? line;
  const snippet = frame === undefined ? [] : frame.lines.slice(line - frame.start, last - frame.start + 1);
  return {
    startLine: line,
    startColumn: column ?? 1,
    endLine: last,
    ...(endColumn === undefined || (last === line && endColumn <= (column ?? 1)) ? {} : { endColumn }),
    ...(snippet.length === 0 ? {} : { snippet: { text: snippet.flatMap(plainLines).join('\n') } }),
  };
}

/** Only where the frame shows more than the region does. */
function contextOf({ line, endLine = line }: Location, { start, lines }: CodeFrame): Region | undefined {
  const end = start + lines.length - 1;
  if (start > line || end < endLine || (start === line && end === endLine)) return undefined;
  return { startLine: start, endLine: end, snippet: { text: lines.flatMap(plainLines).join('\n') } };
}

/** `aws/<account>/<region>/<service>/<resource>`, line 1: no file, and the same in every run. */
function resourceLocation(subject: Result['subject'], evidence?: Evidence): PhysicalLocation {
  const snippet =
    evidence === undefined ? {} : { snippet: { text: `${plain(evidence.label)}: ${plain(evidence.value)}` } };
  return {
    artifactLocation: { uri: virtualPath(subject), uriBaseId: ROOT },
    region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1, ...snippet },
  };
}

function virtualPath(subject: Result['subject']): string {
  const parts = [...rootOf(subject), ...partsOf(identity(subject))];
  return parts
    .filter((part) => part !== '')
    .map(segment)
    .join('/');
}

function rootOf({ kind, account, region }: Result['subject']): readonly string[] {
  if (account !== undefined) return ['aws', account, region ?? 'global'];
  return [kind === 'environment' ? 'deployment' : 'repository'];
}

function partsOf(id: string): readonly string[] {
  const [, service, resource] = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:(.*)$/s.exec(id) ?? [];
  return service === undefined || resource === undefined ? id.split(/[/#]/) : [service, ...resource.split(/[:/#]/)];
}

const LONE = /\p{Surrogate}/gu;

/** One segment of a relative path, whatever is in it; `.` and `..` would lead elsewhere. */
export function segment(text: string): string {
  const safe = encodeURIComponent(clipped(text, MOST_SEGMENT).replaceAll(LONE, '\ufffd')).replaceAll(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return /^\.+$/.test(safe) ? safe.replaceAll('.', '%2E') : safe;
}

/** More than any file system or any API takes. */
const MOST_SEGMENT = 2048;
