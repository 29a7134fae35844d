import { groupBy } from '../model/group-by.ts';
import type {
  Coverage,
  FactCoverage,
  FactRecord,
  Gap,
  Report,
  ReportAttestation,
  ReportRule,
  Result,
  Rule,
  Severity,
  Summary,
  Target,
} from '../model/index.ts';
import { SEVERITIES, setOptions } from '../model/index.ts';
import { GLOBAL } from './fact-index.ts';
import { reportDeployment } from './graph.ts';
import { compare } from './order.ts';
import { optional } from './plain.ts';
import type { Outcome } from './run.ts';

/** What happened around the judging; none of it changes a verdict. */
export interface Circumstances {
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly target: Target;
  readonly requests: number;
  readonly throttled: number;
  readonly notes: Coverage['notes'];
  readonly interrupted: boolean;
  /** Accounts that were asked for and are not there. */
  readonly leftOut?: number;
  /** By rule id, as djaudit.yml sets them. */
  readonly severities?: Readonly<Record<string, Severity>>;
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly attestations?: readonly ReportAttestation[];
}

/** The one result object. */
export function buildReport(rules: readonly Rule[], outcome: Outcome, circumstances: Circumstances): Report {
  const {
    version,
    startedAt,
    durationMs,
    target,
    requests,
    throttled,
    notes,
    interrupted,
    leftOut = 0,
  } = circumstances;
  const { attestations = [] } = circumstances;
  const facts = factCoverage(outcome.records);
  const unseen = facts.some(({ reason }) => reason !== undefined);
  return {
    schemaVersion: 1,
    tool: { name: 'djaudit', version },
    startedAt,
    durationMs,
    target,
    coverage: {
      facts,
      requests,
      throttled,
      rulesRun: rules.length - outcome.notAssessed.length,
      rulesNotAssessed: outcome.notAssessed,
      notes: notes.toSorted((a, b) => compare(a.path, b.path) || compare(a.message, b.message)),
      complete: outcome.decided && outcome.defects.length === 0 && !unseen && !interrupted && leftOut === 0,
      ...(interrupted ? { interrupted } : {}),
    },
    ...optional('deployment', reportDeployment(outcome.records)),
    rules: rules.map((rule) => reportRule(rule, circumstances)).toSorted((a, b) => compare(a.id, b.id)),
    results: outcome.results,
    summary: summarise(outcome.results),
    ...(attestations.length === 0 ? {} : { attestations }),
  };
}

/** The same report with other results, as after exceptions and baseline. */
export function withResults(report: Report, results: readonly Result[]): Report {
  return { ...report, results, summary: summarise(results) };
}

export function summarise(results: readonly Result[]): Summary {
  const having = (status: Result['status']) => results.filter((result) => result.status === status);
  const failures = having('fail');
  const fail = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, failures.filter((result) => result.severity === severity).length]),
  ) as Record<Severity, number>; // every severity is a key: the list is the type
  return {
    fail,
    pass: having('pass').length,
    unknown: having('unknown').length,
    notApplicable: having('not-applicable').length,
    suppressed: having('suppressed').length,
  };
}

/** Of the facts that were collected; derived ones are no evidence of their own. */
function factCoverage(records: readonly FactRecord[]): readonly FactCoverage[] {
  return records
    .filter(({ name }) => !name.startsWith('deployment.'))
    .map(({ name, scope, fact }): FactCoverage => {
      const at = {
        name,
        ...(scope.account === undefined ? {} : { account: scope.account }),
        region: scope.region ?? GLOBAL,
      };
      if (fact.status === 'collected')
        return { ...at, status: 'collected', count: sizeOf(fact.value), ...inPart(fact.gaps ?? []) };
      const { reason, action } = fact;
      return { ...at, status: 'unavailable', count: 0, reason, ...(action === undefined ? {} : { action }) };
    })
    .toSorted((a, b) => compare(keyOf(a), keyOf(b)));
}

/** Each reason once, with the names of those that it kept from being seen. */
function inPart(gaps: readonly Gap[]): Pick<FactCoverage, 'reason' | 'action'> {
  if (gaps.length === 0) return {};
  const action = gaps.find((gap) => gap.action !== undefined)?.action;
  const reasons = [...groupBy(gaps, ({ reason }) => reason)].map(([reason, alike]) => `${reason}${namesOf(alike)}`);
  return { reason: `in part: ${reasons.join('; ')}`, ...(action === undefined ? {} : { action }) };
}

const NAMED = 3;

function namesOf(gaps: readonly Gap[]): string {
  const names = [...new Set(gaps.flatMap(({ subject }) => subject?.name ?? subject?.id ?? []))];
  if (names.length === 0) return '';
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return ` (${names.slice(0, NAMED).join(', ')}${more})`;
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 1;
}

function keyOf({ name, account = '', region }: FactCoverage): string {
  return [name, account, region].join('\0');
}

function reportRule(rule: Rule, { severities, options }: Circumstances): ReportRule {
  const { id, layer, topic, goals, docs, controls } = rule;
  const set = setOptions(rule.options, options?.[id]);
  return {
    id,
    title: docs.title,
    layer,
    topic,
    goals,
    severity: severities?.[id] ?? rule.severity,
    why: docs.why,
    how: docs.how,
    fix: docs.fix,
    references: docs.references,
    controls,
    ...(set.length === 0 ? {} : { options: set }),
  };
}
