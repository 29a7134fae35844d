import type { Result, Suppression } from '../model/index.ts';
import { endOf } from './end-of.ts';
import { byImportance } from './order.ts';
import { matches } from './pattern.ts';

/** An accepted finding, from djaudit.yml or from a comment in a file. */
export interface Exception extends Suppression {
  readonly rules: readonly string[];
  readonly where:
    | { readonly kind: 'subject'; readonly pattern: string }
    /** Lines of a file: a finding is covered when its span touches one of them. */
    | { readonly kind: 'lines'; readonly path: string; readonly from: number; readonly to: number };
  /** `djaudit.yml:12` */
  readonly source: string;
}

export interface Warning {
  /** The file that holds the exception. */
  readonly path: string;
  readonly message: string;
}

/** What of a run says whether an exception is still needed. */
export interface Judging {
  /** ISO date; an exception holds to the end of its last day. */
  readonly today: string;
  /** The rules that were judged: an exception for another one is not unused. */
  readonly judged: ReadonlySet<string>;
  /** Results that the report leaves out: an exception may be about them. */
  readonly leftOut?: readonly Result[];
}

/** Takes accepted findings out of the gate. An exception that has run out covers nothing: the finding returns and says so. */
export function suppress(
  results: readonly Result[],
  exceptions: readonly Exception[],
  { today, judged, leftOut = [] }: Judging,
): { readonly results: readonly Result[]; readonly warnings: readonly Warning[] } {
  const used = new Set<Exception>();
  const apply = (result: Result): Result => {
    const covering = result.status === 'fail' ? exceptions.filter((exception) => covers(exception, result)) : [];
    for (const exception of covering) used.add(exception);
    const holding = covering.find((exception) => !expired(exception, today));
    if (holding !== undefined) return { ...result, status: 'suppressed', suppression: reasonOf(holding) };
    const [over] = covering;
    return over === undefined ? result : returned(result, over);
  };
  const applied = results.map(apply).toSorted(byImportance);
  leftOut.forEach(apply);
  const open = new Set([...results, ...leftOut].flatMap(({ rule, status }) => (status === 'unknown' ? [rule] : [])));
  const idle = (exception: Exception): boolean =>
    !used.has(exception) && exception.rules.every((rule) => judged.has(rule) && !open.has(rule));
  return {
    results: applied,
    warnings: exceptions.flatMap((exception) => warning(exception, { idle: idle(exception), today })),
  };
}

function covers(exception: Exception, result: Result): boolean {
  if (!exception.rules.includes(result.rule)) return false;
  const { where } = exception;
  if (where.kind === 'subject') {
    return [result.subject.id, result.subject.name, result.location?.path].some(
      (text) => text !== undefined && matches(where.pattern, text),
    );
  }
  const { location } = result;
  if (location?.path !== where.path) return false;
  return location.line <= where.to && (location.endLine ?? location.line) >= where.from;
}

function expired({ until }: Exception, today: string): boolean {
  return until !== undefined && until < today;
}

function returned(result: Result, { until = '', reason, source }: Exception): Result {
  const evidence = { label: 'exception', value: `expired on ${until}: ${reason}`, source };
  return { ...result, evidence: [...result.evidence, evidence] };
}

function reasonOf({ reason, until, owner, source }: Exception): Suppression {
  return {
    reason,
    ...(until === undefined ? {} : { until }),
    ...(owner === undefined ? {} : { owner }),
    source,
  };
}

function warning(
  exception: Exception,
  { idle, today }: { readonly idle: boolean; readonly today: string },
): readonly Warning[] {
  const { source, until, rules } = exception;
  const say = (message: string) => [{ path: source, message: `the exception for ${rules.join(', ')} ${message}` }];
  if (idle) return say('covers no finding: remove it');
  const end = until === undefined ? undefined : endOf(until, today);
  if (end === undefined) return [];
  return say(expired(exception, today) ? `${end}: the finding is back` : end);
}
