import type { Rule, Scope, SubjectRef, Verdict } from '../model/index.ts';

/** A verdict on its way to a result: what the rule or the engine said of one subject in one scope. */
export interface Draft {
  readonly rule: Rule;
  readonly scope: Scope;
  readonly subject: SubjectRef;
  readonly verdict: Verdict;
  /** The verdict is open only because a side was not asked for: that does not make the scan incomplete. */
  readonly unasked?: true;
}

/** The subject of a verdict about a whole account and region, or about the repository. */
export function scopeSubject(scope: Scope, side: 'aws' | 'repo'): SubjectRef {
  if (side === 'repo') return { kind: 'file', id: '.', name: 'the repository' };
  const { account, region } = scope;
  const id = ['aws', account, region].filter((part) => part !== undefined).join('/');
  const name = ['account', account, region].filter((part) => part !== undefined).join(' ');
  return {
    kind: 'environment',
    id,
    name,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
  };
}
