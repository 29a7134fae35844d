import { groupBy } from '../model/group-by.ts';
import type {
  Derivation,
  FactName,
  FactRecord,
  FactTree,
  Result,
  Rule,
  RuleRun,
  Scope,
  SubjectRef,
} from '../model/index.ts';
import { sideOf, unavailable } from '../model/index.ts';
import type { Defect, RunContext } from './context.ts';
import { absence, derive } from './derive.ts';
import { type PartialFact, withDoubts } from './doubt.ts';
import type { Draft } from './draft.ts';
import { type FactIndex, indexFacts } from './fact-index.ts';
import { homesIn } from './home.ts';
import { type Judged, judge, worst } from './judge.ts';
import { byImportance } from './order.ts';
import { toResults } from './result.ts';
import { type Gap, partlyUnseen, undecided, unseen } from './unseen.ts';

export interface Run {
  readonly rules: readonly Rule[];
  readonly records: readonly FactRecord[];
  readonly derivations?: readonly Derivation[];
  /** Derived facts that the caller reads from the outcome, whether or not a rule needs them. */
  readonly alsoDerive?: readonly FactName[];
  readonly context: RunContext;
}

export interface Outcome {
  /** Sorted as a report holds them. */
  readonly results: readonly Result[];
  readonly notAssessed: readonly { readonly rule: string; readonly reason: string }[];
  readonly defects: readonly Defect[];
  /** The records that were given and those that were derived from them. */
  readonly records: readonly FactRecord[];
  /** Nothing is open on a side that was asked for. */
  readonly decided: boolean;
}

export type Derived = ReturnType<typeof derive>;

/** The facts of a run with those that its rules need derived, before anything is judged. */
export function deriveFacts({ rules, records, derivations = [], alsoDerive = [], context }: Run): Derived {
  return derive([...rules, { needs: alsoDerive }], records, derivations, context);
}

/**
 * Judges: every rule in every scope in which its facts were looked for. Never throws for what a rule does.
 * @param derived when the caller has them already
 */
export function run(given: Run, derived: Derived = deriveFacts(given)): Outcome {
  const { rules, context } = given;
  const index = indexFacts(derived.records);
  const skipped = rules.flatMap((rule) => notAssessed(rule, context));
  const names = new Set(skipped.map(({ rule }) => rule));
  const whole = { ...context, homes: homesIn(derived.records) };
  const judged = rules
    .filter((rule) => !names.has(rule.id))
    .map((rule) => {
      const { drafts, defects } = runRule(rule, index, context); // kept until they are results, and no longer
      return { results: toResults(drafts, whole), defects, decided: drafts.every(isDecided) };
    });
  return {
    results: judged.flatMap(({ results }) => results).toSorted(byImportance),
    notAssessed: skipped.toSorted((a, b) => (a.rule < b.rule ? -1 : 1)),
    defects: [...derived.defects, ...judged.flatMap((one) => one.defects)],
    records: derived.records,
    decided: judged.every(({ decided }) => decided),
  };
}

function isDecided({ verdict, unasked }: Draft): boolean {
  return verdict.status !== 'unknown' || unasked === true;
}

/** A rule on one side alone says nothing when that side was not asked for. */
function notAssessed(rule: Rule, { scanned }: RunContext): readonly { rule: string; reason: string }[] {
  if (rule.layer === 'aws' && !scanned.account) return [{ rule: rule.id, reason: 'the account was not scanned' }];
  if (rule.layer === 'repo' && !scanned.repository)
    return [{ rule: rule.id, reason: 'the repository was not scanned' }];
  return [];
}

function runRule(rule: Rule, index: FactIndex, context: RunContext): Judged {
  const missing = missingSide(rule, context);
  if (missing !== undefined) return { drafts: [undecided(rule, missing)], defects: [] };
  const scopes = index.scopesOf(rule.needs);
  const places = new Set(scopes.map(placeOf));
  const judged = (scopes.length === 0 ? [{}] : scopes).map((scope) => inScope(rule, scope, places, index, context));
  const drafts = judged.flatMap((one) => one.drafts);
  return { drafts: merged(drafts), defects: judged.flatMap((one) => one.defects) };
}

/**
 * A service that is joined from all regions is judged beside the facts of its own: another region's are none of its.
 * @param places of all scopes in which the rule is judged
 */
function isAtHome(subject: SubjectRef, scope: Scope, places: ReadonlySet<string>): boolean {
  const own = placeOf(subject);
  return own === placeOf(scope) || !places.has(own);
}

function placeOf({ account = '', region = '' }: Scope): string {
  return `${account} ${region}`;
}

function missingSide(rule: Rule, { scanned }: RunContext): 'aws' | 'repo' | undefined {
  const sides = new Set(rule.needs.map(sideOf));
  if (sides.has('aws') && !scanned.account) return 'aws';
  return sides.has('repo') && !scanned.repository ? 'repo' : undefined;
}

function inScope(rule: Rule, scope: Scope, places: ReadonlySet<string>, index: FactIndex, context: RunContext): Judged {
  const tree: Record<string, Record<string, unknown>> = {};
  const gaps: Gap[] = [];
  const partial: PartialFact[] = [];
  const seen: unknown[] = [];
  for (const name of rule.needs) {
    const fact = index.find(name, scope) ?? unavailable(absence(name, context));
    const [service = '', thing = ''] = name.split(/\.(.*)/s);
    if (fact.status === 'unavailable') gaps.push({ name, fact });
    else {
      (tree[service] ??= {})[thing] = fact.value;
      seen.push(fact.value);
      partial.push(...(fact.gaps ?? []).map((gap) => ({ name, fact: gap, value: fact.value })));
    }
  }
  if (gaps.length > 0) return { drafts: [unaskedOr(unseen(rule, scope, gaps), gaps, context)], defects: [] };
  const isOwn = (subject: SubjectRef) => isAtHome(subject, scope, places);
  const judged = judge(rule, scope, tree satisfies FactTree, toldTo(rule, context), origin(rule, context), isOwn);
  const open = partial
    .filter(({ fact }) => fact.held !== true)
    .map((gap) => unaskedOr(partlyUnseen(rule, scope, gap), [gap], context))
    .filter(({ subject }) => isOwn(subject));
  return { ...judged, drafts: [...withDoubts(judged.drafts, partial, seen), ...open] };
}

function toldTo(rule: Rule, { today, options = {}, attestations = [] }: RunContext): RuleRun {
  return { today, options: options[rule.id] ?? {}, attestations };
}

/** A derived fact may be missing only because a side was not asked for; that is no gap in what was. */
function unaskedOr(draft: Draft, gaps: readonly Gap[], { scanned }: RunContext): Draft {
  if ((scanned.account && scanned.repository) || !gaps.every(({ name }) => sideOf(name) === 'cross')) return draft;
  return undecided(draft.rule, scanned.account ? 'repo' : 'aws');
}

function origin(rule: Rule, context: RunContext): string {
  return context.origins?.[rule.id] ?? 'djaudit';
}

/** A global resource that is judged beside each region's facts has one verdict: the worst of them. */
function merged(drafts: readonly Draft[]): readonly Draft[] {
  return [...groupBy(drafts, (draft) => draft.subject.id).values()].flatMap(worst);
}
