import type { Attestation } from './attestation.ts';
import type { EdgeKind } from './deployment/index.ts';
import type { Evidence, Fix } from './evidence.ts';
import type { Layer } from './facts.ts';
import type { Goal } from './goal.ts';
import type { History } from './history.ts';
import type { Location } from './location.ts';
import type { SetOption } from './option.ts';
import type { Controls } from './rule.ts';
import type { Confidence, Severity } from './severity.ts';
import type { SubjectKind } from './subject.ts';

export const STATUSES = ['pass', 'fail', 'unknown', 'not-applicable', 'suppressed'] as const;
export type ResultStatus = (typeof STATUSES)[number];

/** The one result object. Every format is a rendering of it; JSON is the object itself (schema/report-1.json). */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'djaudit'; readonly version: string };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly target: Target;
  readonly coverage: Coverage;
  /** How the two sides were joined; absent when one of them was not scanned, or nothing was joined for the chosen rules. */
  readonly deployment?: ReportDeployment;
  /** What the report says of the rules that were run, so that renderers need no catalogue. Sorted by id. */
  readonly rules: readonly ReportRule[];
  /** Sorted: failures first, the most severe first, then by rule and subject. */
  readonly results: readonly Result[];
  readonly summary: Summary;
  /** What djaudit.yml attests, in its order. */
  readonly attestations?: readonly ReportAttestation[];
  /** Only in a part of a scan that several machines share: nothing is judged in it. */
  readonly shard?: ReportShard;
}

/** What joining the parts of a scan takes: what each of them read, and what all of them have in common. */
export interface ReportShard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
  /** ISO date. */
  readonly today: string;
  /** The options of the scan by which it is judged; files as they were named. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Digests of what has to be the same in all parts. */
  readonly inputs: Readonly<Record<ShardInput, string>>;
  /** What was read of the accounts; dates are `{"$date": "…"}`. */
  readonly evidence: unknown;
}

export const SHARD_INPUTS = ['rules', 'configuration', 'repository', 'accounts'] as const;
export type ShardInput = (typeof SHARD_INPUTS)[number];

/** An attestation on the day of the scan. */
export interface ReportAttestation extends Attestation {
  readonly status: 'holds' | 'expired';
}

export interface Target {
  readonly repository?: {
    readonly path: string;
    /** Where the scanned folder lies in its work tree, `services/web`; absent at its root. */
    readonly folder?: string;
    readonly commit?: string;
    readonly settingsModule?: string;
    /** How the settings module was chosen. */
    readonly chosenBy?: string;
    readonly djangoVersion?: string;
    /** The patterns that narrow the files that were looked at. */
    readonly include?: readonly string[];
    readonly exclude?: readonly string[];
  };
  /** The first account; `accounts` has all of them. */
  readonly account?: TargetAccount;
  readonly accounts?: readonly TargetAccount[];
}

export interface TargetAccount {
  readonly id: string;
  readonly regions: readonly string[];
  /** The caller's ARN, as STS names it. */
  readonly role?: string;
}

export interface ReportDeployment {
  /** Sorted by id. */
  readonly services: readonly ReportService[];
  /** Sorted by their ends. */
  readonly edges: readonly ReportEdge[];
}

/** Something live that runs the repository's code. */
export interface ReportService {
  readonly subject: ReportSubject;
  readonly platform: string;
  /** Which environment it is, and what says so. */
  readonly environment?: { readonly name: string; readonly reason: string };
  /** The settings module that was evaluated under its variables. */
  readonly settingsModule?: string;
  /** What it consists of beside the ends of its edges: target groups, groups, instances, roles; ARNs, ids or names. Sorted. */
  readonly parts?: readonly string[];
}

export interface ReportEdge {
  readonly from: ReportSubject;
  readonly to: ReportSubject;
  readonly kind: EdgeKind;
  readonly reason: string;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
}

export interface Coverage {
  readonly facts: readonly FactCoverage[];
  readonly requests: number;
  readonly throttled: number;
  readonly rulesRun: number;
  readonly rulesNotAssessed: readonly { readonly rule: string; readonly reason: string }[];
  /** What of the repository could not be read and why; exceptions that are unused, misspelt or expired. */
  readonly notes: readonly { readonly path: string; readonly message: string }[];
  /** False when something that a chosen rule needs could not be seen on a side that was scanned. */
  readonly complete: boolean;
  /** The scan was stopped before its end; what was collected until then is in the report. */
  readonly interrupted?: true;
  /** Verdicts that were given and are not in the report. */
  readonly leftOut?: {
    /**
     * How many are about resources of the account to which no link leads from the repository; absent where the whole account
     * was looked at. Buckets and zones that nothing names are not even read, and not counted.
     */
    readonly outsideDeployment?: number;
    /** What is less severe than this (`--min-severity`). */
    readonly minSeverity?: Severity;
  };
}

export interface FactCoverage {
  readonly name: string;
  readonly account?: string;
  readonly region: string;
  readonly status: 'collected' | 'unavailable';
  readonly count: number;
  /** Why there is none; of one that was collected `in part: …`, what it lacks. */
  readonly reason?: string;
  /** The IAM action whose permission would mend it. */
  readonly action?: string;
}

export interface ReportRule {
  readonly id: string;
  readonly title: string;
  readonly layer: Layer;
  readonly topic: string;
  readonly goals: readonly Goal[];
  readonly severity: Severity;
  readonly why: string;
  readonly how: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly controls: Controls;
  /** The options that djaudit.yml sets otherwise than the rule: where one is looser, less than the control asks for was judged. */
  readonly options?: readonly SetOption[];
}

export interface ReportSubject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly name?: string;
  readonly account?: string;
  readonly region?: string;
}

export interface Result {
  readonly rule: string;
  readonly status: ResultStatus;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly topic: string;
  readonly goals: readonly Goal[];
  readonly subject: ReportSubject;
  readonly location?: Location;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly fix?: Fix;
  readonly controls: Controls;
  /** Stable over line moves and resource revisions: 32 hexadecimal digits. */
  readonly fingerprint: string;
  /** The exception that covers a suppressed finding. */
  readonly suppression?: Suppression;
  /** Who is asked about the subject, from `owners` in djaudit.yml. */
  readonly owner?: string;
  /** A finding that the baseline holds: reported, but the gate lets it through. */
  readonly baseline?: 'known';
  /** The lines around a finding in the repository, secrets masked. */
  readonly frame?: CodeFrame;
}

export interface Suppression {
  readonly reason: string;
  /** The last day on which it holds, as an ISO date. */
  readonly until?: string;
  readonly owner?: string;
  /** Where it is written: `djaudit.yml:12`, `config/settings.py:40`. */
  readonly source?: string;
}

export interface CodeFrame {
  /** The number of the first line in `lines`. */
  readonly start: number;
  readonly lines: readonly string[];
}

export interface Summary {
  readonly fail: Readonly<Record<Severity, number>>;
  readonly pass: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly suppressed: number;
}

/** A format: text in, nothing else done. */
export interface ReporterOptions {
  /** ANSI colours. */
  readonly color: boolean;
  /** Columns of the terminal, 80 when it is none. */
  readonly width: number;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** The report among earlier ones of the same target; absent where there are none. */
  readonly history?: History;
}
export type Reporter = (report: Report, options: ReporterOptions) => string;
