import { groupBy } from '../model/group-by.ts';
import type { Result } from '../model/index.ts';

/** The findings that were there when the baseline was written. Holds no time and no line, so that it changes with them only. */
export interface Baseline {
  readonly schemaVersion: 1;
  readonly findings: readonly BaselineEntry[];
}

export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly subject: string;
  /** The file, for findings that have one: finds them again after a rename. */
  readonly path?: string;
  readonly message: string;
}

export interface Compared {
  readonly results: readonly Result[];
  /** Entries of findings that are gone. */
  readonly leftovers: readonly BaselineEntry[];
  /** Findings recognised although their file has another name now. */
  readonly renamed: readonly { readonly from: string; readonly to: string; readonly rule: string }[];
}

export function baselineOf(results: readonly Result[]): Baseline {
  const findings = results.filter((result) => result.status === 'fail').map(entry);
  return { schemaVersion: 1, findings: findings.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)) };
}

function entry({ fingerprint, rule, subject, location, message }: Result): BaselineEntry {
  return {
    fingerprint,
    rule,
    subject: subject.id,
    ...(location === undefined ? {} : { path: location.path }),
    message,
  };
}

/** Marks the findings that the baseline knows; the gate lets those through. */
export function compareWithBaseline(results: readonly Result[], baseline: Baseline): Compared {
  const known = new Map(baseline.findings.map((found) => [found.fingerprint, found]));
  const failures = results.filter((result) => result.status === 'fail');
  const present = new Set(failures.map((result) => result.fingerprint));
  const gone = baseline.findings.filter((found) => !present.has(found.fingerprint));
  const moves = movesOf(
    failures.filter((result) => !known.has(result.fingerprint)),
    gone,
    new Set(results.flatMap(({ location }) => location?.path ?? [])),
  );
  const moved = new Set(moves.values());
  return {
    results: results.map((result) =>
      result.status === 'fail' && (known.has(result.fingerprint) || moves.has(result))
        ? { ...result, baseline: 'known' }
        : result,
    ),
    leftovers: gone.filter((found) => !moved.has(found)),
    renamed: [...moves].map(([{ rule, location }, { path = '' }]) => ({ rule, from: path, to: location?.path ?? '' })),
  };
}

/** Pairs a new finding with a gone one that says the same of a file that is no longer there, when the pair is the only one. */
function movesOf(
  fresh: readonly Result[],
  gone: readonly BaselineEntry[],
  paths: ReadonlySet<string>,
): ReadonlyMap<Result, BaselineEntry> {
  const vanished = gone.filter(({ path }) => path !== undefined && !paths.has(path));
  const before = groupBy(vanished, pathless);
  const after = groupBy(fresh, (result) => pathless(entry(result)));
  const pairs = [...after].flatMap(([key, [result, ...others]]) => {
    const [only, ...more] = before.get(key) ?? [];
    if (result === undefined || only === undefined || others.length + more.length > 0) return [];
    return [[result, only] as const];
  });
  return new Map(pairs);
}

function pathless({ rule, subject, path, message }: BaselineEntry): string {
  const without = (text: string) => (path === undefined ? text : text.replaceAll(path, '*'));
  return [rule, without(subject), without(message)].join('\0');
}
