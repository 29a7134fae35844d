import { groupBy } from '../model/group-by.ts';
import type { FactTree, Judgement, Rule, RuleRun, Scope, SubjectRef, Verdict } from '../model/index.ts';
import { STATUSES, unknown } from '../model/index.ts';
import { type Defect, defect } from './context.ts';
import { type Draft, scopeSubject } from './draft.ts';

export interface Judged {
  readonly drafts: readonly Draft[];
  readonly defects: readonly Defect[];
}

/**
 * Evaluates one rule in one scope. Whatever throws is contained: it costs one verdict, which then says so.
 * @param isOwn whether a subject is to be judged in this scope
 */
export function judge(
  rule: Rule,
  scope: Scope,
  tree: FactTree,
  context: RuleRun,
  origin: string,
  isOwn: (subject: SubjectRef) => boolean,
): Judged {
  const where = `rule ${rule.id}`;
  const own = scopeSubject(scope, scope.account === undefined ? 'repo' : 'aws');
  try {
    const judged = rule
      .evaluate(tree, context)
      .filter(({ subject }) => isOwn(subject.ref))
      .map((judgement) => subjectVerdict(rule, scope, judgement, where, origin));
    return unique(rule, scope, judged, where, origin);
  } catch (error) {
    const found = defect(where, error);
    return { drafts: [{ rule, scope, subject: own, verdict: broken(found, origin) }], defects: [found] };
  }
}

function subjectVerdict(rule: Rule, scope: Scope, judgement: Judgement, where: string, origin: string): Judged {
  const subject = judgement.subject.ref;
  try {
    return { drafts: [{ rule, scope, subject, verdict: checked(judgement.verdict()) }], defects: [] };
  } catch (error) {
    const found = defect(`${where} on ${subject.id}`, error);
    return { drafts: [{ rule, scope, subject, verdict: broken(found, origin) }], defects: [found] };
  }
}

/** A plug-in may be written without types. */
function checked(verdict: Verdict): Verdict {
  const status: unknown = (verdict as Verdict | undefined)?.status;
  if (STATUSES.some((known) => known === status && known !== 'suppressed')) return verdict;
  throw new TypeError(`judge gave no verdict but ${JSON.stringify(verdict) ?? 'nothing'}`);
}

function broken(found: Defect, origin: string): Verdict {
  return unknown(`Defect in ${origin}: ${found.where} failed: ${found.message}`);
}

/** One verdict a subject. A second one in the same scope is a defect of the rule; the worse of the two stays. */
function unique(rule: Rule, scope: Scope, judged: readonly Judged[], where: string, origin: string): Judged {
  const groups = groupBy(
    judged.flatMap(({ drafts }) => drafts),
    (draft) => draft.subject.id,
  );
  const repeated = [...groups].filter(([, drafts]) => drafts.length > 1).map(([id]) => id);
  const drafts = [...groups.values()].flatMap(worst);
  const defects = judged.flatMap(({ defects: found }) => found);
  if (repeated.length === 0) return { drafts, defects };
  const found = defect(where, new Error(`more than one verdict on ${repeated.join(', ')}`));
  const whole = scopeSubject(scope, scope.account === undefined ? 'repo' : 'aws');
  const subject = { ...whole, id: `${whole.id}#repeated` };
  return {
    drafts: [...drafts, { rule, scope, subject, verdict: broken(found, origin) }],
    defects: [...defects, found],
  };
}

const WORST_FIRST = ['fail', 'unknown', 'pass', 'not-applicable'] as const;

/** The draft that counts where several are about one subject: no pass hides a failure. */
export function worst(drafts: readonly Draft[]): readonly Draft[] {
  if (drafts.length === 1) return drafts;
  return WORST_FIRST.flatMap((status) => drafts.filter((draft) => draft.verdict.status === status)).slice(0, 1);
}
