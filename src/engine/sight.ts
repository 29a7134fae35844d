import type { Finding, Report, Result } from '../model/index.ts';
import { atLeast } from '../model/index.ts';
import { wholeOf } from './fingerprint.ts';

/** How far a report looked: what it says of a finding that it does not hold. */
export interface Sight {
  readonly rules: ReadonlySet<string>;
  /** Why a chosen rule was not judged, by rule. */
  readonly notAssessed: ReadonlyMap<string, string>;
  readonly accounts: ReadonlySet<string>;
  /** `account region` */
  readonly regions: ReadonlySet<string>;
  /** Rules with a gap in what they need, and where: `rule account region`, `rule`. */
  readonly gaps: ReadonlySet<string>;
  /** Rules that djaudit.yml makes looser. */
  readonly looser: ReadonlySet<string>;
  /** Patterns that narrow the files, as one text. */
  readonly files: string;
  readonly leftOut: NonNullable<Report['coverage']['leftOut']>;
  /** What the report names; only kept where resources are left out. */
  readonly subjects: ReadonlySet<string>;
}

export function sightOf(report: Report): Sight {
  const { target, coverage, rules, results } = report;
  const { leftOut = {} } = coverage;
  const accounts = target.accounts ?? (target.account === undefined ? [] : [target.account]);
  const { include = [], exclude = [] } = target.repository ?? {};
  return {
    rules: new Set(rules.map(({ id }) => id)),
    notAssessed: new Map(coverage.rulesNotAssessed.map(({ rule, reason }) => [rule, reason])),
    accounts: new Set(accounts.map(({ id }) => id)),
    regions: new Set([
      ...accounts.flatMap(({ id, regions }) => regions.map((region) => `${id} ${region}`)),
      ...coverage.facts.flatMap(({ account, region }) => (account === undefined ? [] : [`${account} ${region}`])),
    ]),
    gaps: new Set(results.filter(isGap).flatMap(({ rule, subject }) => [rule, at(rule, subject)])),
    looser: new Set(rules.flatMap(({ id, options = [] }) => (options.some(({ looser }) => looser) ? [id] : []))),
    files: JSON.stringify([include, exclude]),
    leftOut,
    subjects: new Set(leftOut.outsideDeployment === undefined ? [] : results.map(({ subject }) => wholeOf(subject.id))),
  };
}

/** A verdict that stands for what could not be read, and not for its subject alone. */
function isGap({ status, subject, evidence }: Result): boolean {
  if (status !== 'unknown') return false;
  return subject.kind === 'environment' || evidence.some(({ value }) => value.startsWith('unavailable: '));
}

/**
 * Why a report that does not hold a finding does not say that it is fixed. The report may hold a verdict on the subject; that
 * goes before this.
 * @param files which the report that had the finding looked at
 * @returns undefined when it would be there if it still were
 */
export function unseenReason(finding: Finding, sight: Sight, files: string): string | undefined {
  return REASONS.map((reason) => reason(finding, sight, files)).find((reason) => reason !== undefined);
}

type Reason = (finding: Finding, sight: Sight, files: string) => string | undefined;

const REASONS: readonly Reason[] = [
  ({ rule }, { rules }) => (rules.has(rule) ? undefined : 'its rule was not judged'),
  ({ rule }, { notAssessed }) => notAssessed.get(rule),
  ({ subject: { account } }, { accounts }) =>
    account === undefined || accounts.has(account) ? undefined : `account ${account} was not scanned`,
  ({ subject: { account, region } }, { regions }) =>
    account === undefined || region === undefined || regions.has(`${account} ${region}`)
      ? undefined
      : `${region} was not scanned`,
  (finding, { gaps }) => (placesOf(finding).some((place) => gaps.has(place)) ? 'not all could be read' : undefined),
  ({ severity }, { leftOut: { minSeverity } }) =>
    minSeverity === undefined || atLeast(severity, minSeverity) ? undefined : `--min-severity ${minSeverity}`,
  (finding, { leftOut: { outsideDeployment }, subjects }) =>
    outsideDeployment === undefined ||
    subjects.has(wholeOf(finding.subject.id)) ||
    !mayBeLeftOut(finding, outsideDeployment)
      ? undefined
      : 'gone, or not linked to the deployment',
  ({ location, subject }, sight, files) =>
    location === undefined || subject.account !== undefined || sight.files === files
      ? undefined
      : 'other files were looked at',
];

/** Buckets and zones that nothing names are not read at all (`--scope deployment`). */
function mayBeLeftOut({ subject: { kind, account, id } }: Finding, outsideDeployment: number): boolean {
  if (kind !== 'resource' || account === undefined) return false;
  return outsideDeployment > 0 || /^arn:[^:]*:(s3|route53):/.test(id);
}

/** Where a gap hides the finding. One that is of no account may hang on any part of it. */
function placesOf({ rule, subject }: Finding): readonly string[] {
  const { account, region } = subject;
  if (account === undefined) return [rule];
  return [at(rule, { account, region: region ?? '' }), at(rule, { account }), at(rule, {})];
}

function at(rule: string, { account = '', region = '' }: { readonly account?: string; readonly region?: string }) {
  return [rule, account, region].join(' ');
}
