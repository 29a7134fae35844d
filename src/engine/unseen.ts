import type { Gap as FactGap, FactName, Rule, Scope } from '../model/index.ts';
import { sideOf, unknown } from '../model/index.ts';
import { type Draft, scopeSubject } from './draft.ts';

export interface Gap {
  readonly name: FactName;
  readonly fact: FactGap;
}

/** The engine's own answer where a needed fact is unavailable: one for the rule in this scope. */
export function unseen(rule: Rule, scope: Scope, gaps: readonly Gap[]): Draft {
  const side = scope.account === undefined && gaps.every(({ name }) => sideOf(name) !== 'aws') ? 'repo' : 'aws';
  const where = side === 'repo' ? '' : ` in ${scopeSubject(scope, 'aws').name}`;
  const reason = gaps
    .map(({ name, fact }) => `${name} could not be read${whose(fact) ?? where}: ${fact.reason}`)
    .join('; ');
  const evidence = gaps.map(({ name, fact }) => ({
    label: name,
    value: `unavailable: ${fact.reason}`,
    source: fact.action ?? name,
  }));
  return { rule, scope, subject: scopeSubject(scope, side), verdict: unknown(reason, { evidence }) };
}

function whose({ subject }: FactGap): string | undefined {
  return subject && ` of ${subject.name ?? subject.id}`;
}

/** What a fact that is there lacks: open, beside the verdicts on what is there. */
export function partlyUnseen(rule: Rule, scope: Scope, { name, fact }: Gap): Draft {
  const whole = unseen(rule, scope, [{ name, fact }]);
  if (fact.subject !== undefined) return { ...whole, subject: fact.subject };
  const subject = { ...whole.subject, id: `${whole.subject.id}#${name} ${fact.action ?? fact.reason}` };
  return { ...whole, subject };
}

/** One open verdict of a rule across layers of which one side was not asked for: says what would decide it. */
export function undecided(rule: Rule, missing: 'aws' | 'repo'): Draft {
  const reason =
    missing === 'aws'
      ? 'The account would decide it: scan with credentials, --profile or --snapshot'
      : 'The repository would decide it: scan the path of the Django project';
  const evidence = rule.needs
    .filter((name) => sideOf(name) !== (missing === 'aws' ? 'repo' : 'aws'))
    .map((name) => ({ label: name, value: 'not asked for', source: name }));
  const subject =
    missing === 'aws' ? ({ kind: 'environment', id: 'aws', name: 'the account' } as const) : scopeSubject({}, 'repo');
  return { rule, scope: {}, subject, verdict: unknown(reason, { evidence }), unasked: true };
}
