import { resolve } from 'node:path';
import { deploymentDerivations, PLANNED_DERIVATIONS } from '../../deployment/index.ts';
import {
  assignOwners,
  type BaselineEntry,
  buildReport,
  compareWithBaseline,
  endingAttestations,
  onTheDay,
  plan,
  suppress,
  withResults,
} from '../../engine/index.ts';
import type { AccountShare } from '../../model/account.ts';
import type { Derivation, FactRecord, Report, Result, Rule, Target, TargetAccount } from '../../model/index.ts';
import { atLeast, type Severity, setOptions, sideOf } from '../../model/index.ts';
import type { RepositoryOptions, RepositoryReading } from '../../repo/index.ts';
import type { Host } from '../host.ts';
import type { Progress } from '../progress.ts';
import { controlLists } from '../rules/index.ts';
import { say } from '../say.ts';
import { VERSION } from '../version.ts';
import type { AccountArguments } from './account.ts';
import { type Evidence, type EvidenceRequest, gatherEvidence, shownPath } from './evidence.ts';
import { inlineExceptions } from './inline-exceptions.ts';
import type { Policy } from './policy.ts';
import { toDeployment } from './scope.ts';
import { runWithSettings } from './settings-of-services.ts';

export interface AuditRequest {
  readonly path: string;
  /** The chosen rules, and all that an exception may name. */
  readonly rules: readonly Rule[];
  readonly known: readonly Rule[];
  readonly derivations: readonly Derivation[];
  readonly policy: Policy;
  readonly today: string;
  readonly minSeverity: Severity | undefined;
  readonly repository: RepositoryOptions;
  readonly account: AccountArguments;
  readonly verbose: boolean;
  /** What other machines have read of the account, in place of reading it. */
  readonly shares?: readonly AccountShare[];
}

export interface Audited {
  readonly report: Report;
  /** The repository, where one was scanned. What was read of the account is in the report, and is not kept. */
  readonly reading?: RepositoryReading;
  /** What the baseline holds and the results do not. */
  readonly leftovers: readonly BaselineEntry[];
}

/** Reads, judges, and applies what the configuration says of the results. */
export async function audit(
  request: AuditRequest,
  host: Host,
  progress: Progress,
  signal: AbortSignal,
): Promise<Audited> {
  const startedAt = new Date();
  const wanted = evidenceOf(request, host, progress, signal);
  const evidence = await gatherEvidence(wanted);
  const judged = await judge(request, evidence, host);
  const report = buildReport(request.rules, judged, {
    version: VERSION,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    target: targetOf(evidence.reading, evidence.collection?.accounts ?? [], judged.records, {
      ...request.repository,
      path: wanted.given,
    }),
    requests: evidence.collection?.requests ?? 0,
    throttled: evidence.collection?.throttled ?? 0,
    notes: [
      ...notesOf(evidence.reading, evidence.collection?.notes ?? []),
      ...looserNotes(request),
      ...endingAttestations(request.policy.attestations, request.today),
    ],
    interrupted: evidence.collection?.interrupted === true,
    leftOut: evidence.collection?.leftOut ?? 0,
    severities: request.policy.severities,
    options: request.policy.options,
    attestations: onTheDay(request.policy.attestations, request.today),
  });
  const scoped = inScope(report, judged.records, request, evidence);
  if (scoped.note !== undefined) say(host, scoped.note);
  const applied = applyPolicy(noted(scoped.report, scoped.note), scoped.leftOut, request, evidence);
  return evidence.reading === undefined ? applied : { ...applied, reading: evidence.reading };
}

/** What is to be read for these rules, and how. */
export function evidenceOf(
  request: AuditRequest,
  host: Host,
  progress: Progress,
  signal: AbortSignal,
): EvidenceRequest {
  const { path, repository, account, shares } = request;
  const root = resolve(host.cwd(), path);
  const given = shownPath(root, host.cwd());
  const own = { root, given, needs: needsOf(request), repository, account, host, progress, signal };
  return shares === undefined ? own : { ...own, shares };
}

/** What the rules need, and the graph that says what of the account belongs to the repository. */
function needsOf({ rules, derivations, account }: AuditRequest): ReturnType<typeof plan> {
  const graph = joined(rules, account) ? [{ needs: ['deployment.graph'] as const }] : [];
  return plan([...rules, ...graph], [...derivations, ...PLANNED_DERIVATIONS]);
}

/** Of the whole account there is a graph only when a rule asks what runs the repository. */
function joined(rules: readonly Rule[], { scope }: AccountArguments): boolean {
  return scope !== 'account' || rules.some(({ needs }) => needs.some((name) => sideOf(name) === 'cross'));
}

async function judge(request: AuditRequest, { reading, collection }: Evidence, host: Host) {
  const { rules, derivations, policy, today, account } = request;
  const outcome = await runWithSettings(
    {
      rules,
      derivations,
      records: [...(reading?.records ?? []), ...(collection?.records ?? [])],
      alsoDerive:
        joined(rules, account) && reading !== undefined && collection !== undefined ? ['deployment.graph'] : [],
      context: {
        today,
        scanned: { repository: reading !== undefined, account: collection !== undefined },
        options: policy.options,
        severities: policy.severities,
        origins: policy.origins,
        attestations: policy.attestations,
        frame: ({ path, line, endLine }) => reading?.frame(path, line, endLine),
      },
    },
    deploymentDerivations,
    reading?.evaluate,
  );
  for (const { where, message, stack } of outcome.defects) {
    say(host, `defect: ${where} failed: ${message}`);
    if (request.verbose && stack !== undefined) host.stderr.write(`${stack}\n`);
  }
  return outcome;
}

export function targetOf(
  reading: Evidence['reading'],
  accounts: readonly TargetAccount[],
  records: readonly FactRecord[],
  { path, include = [], exclude = [] }: RepositoryOptions & { readonly path: string },
): Target {
  const [account] = accounts;
  const settings = records.find((record) => record.name === 'repository.settings')?.fact;
  const evaluated = settings?.status === 'collected' ? (settings.value as SettingsNames) : undefined; // its own name
  const repository = {
    path,
    ...(reading?.folder === undefined ? {} : { folder: reading.folder }),
    ...(reading?.commit === undefined ? {} : { commit: reading.commit }),
    ...(evaluated === undefined
      ? {}
      : { settingsModule: evaluated.module, chosenBy: evaluated.chosenBy, djangoVersion: evaluated.django }),
  };
  const narrowed = {
    ...repository,
    ...(include.length === 0 ? {} : { include }),
    ...(exclude.length === 0 ? {} : { exclude }),
  };
  return {
    ...(reading === undefined ? {} : { repository: narrowed }),
    ...(account === undefined ? {} : { account, accounts }),
  };
}

interface SettingsNames {
  readonly module: string;
  readonly chosenBy: string;
  readonly django: string;
}

export function notesOf(reading: Evidence['reading'], ofAccount: readonly string[]): Report['coverage']['notes'] {
  const account = ofAccount.map((message) => ({ path: 'account', message }));
  return [...(reading?.notes() ?? []).map(({ path, message }) => ({ path, message })), ...account];
}

/** A control that is judged by less than the rule asks for is named in every report. */
function looserNotes({ rules, policy }: AuditRequest): Report['coverage']['notes'] {
  return rules.flatMap(({ id, options, controls }) =>
    setOptions(options, policy.options[id])
      .filter(({ looser }) => looser)
      .map(({ name, value, default: own }) => ({
        path: 'djaudit.yml',
        message: `${id} is judged with ${name} ${JSON.stringify(value)}, looser than its own ${JSON.stringify(own)}${relatedTo(controls)}`,
      })),
  );
}

function relatedTo(controls: Rule['controls']): string {
  const names = controlLists(controls).flatMap(([framework, ids]) => ids.map((id) => `${framework} ${id}`));
  return names.length === 0 ? '' : `: less than ${names.join(', ')} may ask for`;
}

function inScope(
  report: Report,
  records: Parameters<typeof toDeployment>[1],
  { account }: AuditRequest,
  { reading, collection }: Evidence,
): ReturnType<typeof toDeployment> {
  const whole = account.scope === 'account' || reading === undefined || collection === undefined;
  return whole ? { report, leftOut: [] } : toDeployment(report, records);
}

function noted(report: Report, message: string | undefined): Report {
  if (message === undefined) return report;
  const notes = [{ path: 'account', message }, ...report.coverage.notes];
  return { ...report, coverage: { ...report.coverage, notes } };
}

function judgedRules({ rules, coverage }: Report): ReadonlySet<string> {
  const open = new Set(coverage.rulesNotAssessed.map(({ rule }) => rule));
  return new Set(rules.map(({ id }) => id).filter((id) => !open.has(id)));
}

/** Owners, exceptions, the least severity, the baseline: in this order, as each needs what the one before it left. */
function applyPolicy(
  report: Report,
  leftOut: readonly Result[],
  { policy, known, today, minSeverity }: AuditRequest,
  { reading }: Evidence,
): Omit<Audited, 'reading'> {
  const inline = inlineExceptions(reading, known);
  const exceptions = [...policy.exceptions, ...inline.exceptions];
  const judged = judgedRules(report);
  const suppressed = suppress(assignOwners(report.results, policy.owners), exceptions, { today, judged, leftOut });
  const severe = suppressed.results.filter(
    ({ severity }) => minSeverity === undefined || atLeast(severity, minSeverity),
  );
  const compared = policy.baseline === undefined ? undefined : compareWithBaseline(severe, policy.baseline);
  const leftovers = compared?.leftovers ?? [];
  const notes = [
    ...report.coverage.notes,
    ...inline.warnings,
    ...suppressed.warnings,
    ...(compared?.renamed ?? []).map(({ from, to, rule }) => ({
      path: to,
      message: `was ${from} in the baseline (${rule})`,
    })),
    ...leftovers.map(({ rule, subject }) => ({
      path: 'baseline',
      message: `${rule} on ${subject} is gone: --prune takes it out`,
    })),
  ];
  const isCut = minSeverity !== undefined && severe.length < suppressed.results.length;
  const cut = isCut ? { leftOut: { ...report.coverage.leftOut, minSeverity } } : {};
  const whole = { ...report, coverage: { ...report.coverage, ...cut, notes } };
  return { report: withResults(whole, compared?.results ?? severe), leftovers };
}
