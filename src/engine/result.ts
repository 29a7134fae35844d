import { groupBy } from '../model/group-by.ts';
import type { Evidence, Fix, Result, Severity, SubjectRef, Verdict } from '../model/index.ts';
import { identity, setOptions } from '../model/index.ts';
import type { RunContext } from './context.ts';
import type { Draft } from './draft.ts';
import { fingerprint } from './fingerprint.ts';
import { placeOf } from './home.ts';
import { compare } from './order.ts';
import { optional, plainEvidence, plainLocation, plainSubject } from './plain.ts';

/** The drafts of one rule as the report holds them, each with a fingerprint of its own. */
export function toResults(drafts: readonly Draft[], context: RunContext): readonly Result[] {
  const alike = groupBy(
    drafts.toSorted((a, b) => compare(a.subject.id, b.subject.id)),
    (draft) => [accountOf(draft) ?? '', identity(draft.subject)].join('\0'),
  );
  return [...alike.values()].flatMap((group) => group.map((draft, ordinal) => toResult(draft, ordinal, context)));
}

function toResult(draft: Draft, ordinal: number, context: RunContext): Result {
  const { rule, subject, verdict } = draft;
  const location = placeOf(draft, context);
  const frame = location === undefined || verdict.status === 'pass' ? undefined : context.frame?.(location);
  return {
    rule: rule.id,
    status: verdict.status,
    severity: severityOf(draft, context),
    confidence: verdict.confidence ?? 'high',
    topic: rule.topic,
    goals: rule.goals,
    subject: subjectOf(draft),
    ...(location === undefined ? {} : { location: plainLocation(location) }),
    message: messageOf(verdict, rule.docs.title, subject),
    evidence: [...(verdict.evidence ?? []).map(plainEvidence), ...optionEvidence(draft, context)],
    ...optional('fix', fixOf(verdict)),
    controls: rule.controls,
    fingerprint: fingerprint(rule.id, accountOf(draft), subject, ordinal),
    ...optional('frame', frame),
  };
}

/** A verdict under other thresholds than the rule's own says so, a pass too. */
function optionEvidence({ rule, verdict }: Draft, { options }: RunContext): readonly Evidence[] {
  if (verdict.status !== 'pass' && verdict.status !== 'fail') return [];
  return setOptions(rule.options, options?.[rule.id]).map((option) => ({
    label: option.name,
    value: `${text(option.value)}; the rule's own is ${text(option.default)}${option.looser ? ', which asks for more' : ''}`,
    source: 'djaudit.yml',
  }));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function severityOf({ rule, verdict }: Draft, { severities }: RunContext): Severity {
  const own = verdict.status === 'fail' ? verdict.severity : undefined;
  return severities?.[rule.id] ?? own ?? rule.severity;
}

function messageOf(verdict: Verdict, title: string, subject: SubjectRef): string {
  if (verdict.status === 'pass') return verdict.message ?? `${title}: ${subject.name ?? subject.id}`;
  return verdict.status === 'fail' ? verdict.message : verdict.reason;
}

function fixOf(verdict: Verdict): Fix | undefined {
  return verdict.status === 'fail' ? verdict.fix : undefined;
}

function subjectOf({ subject, scope }: Draft): Result['subject'] {
  const inScope = subject.kind === 'resource' ? scope : {};
  return plainSubject({
    ...subject,
    ...optional('account', subject.account ?? inScope.account),
    ...optional('region', subject.region ?? inScope.region),
  });
}

function accountOf({ subject, scope }: Draft): string | undefined {
  return subject.account ?? scope.account;
}
