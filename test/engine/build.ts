import type { RunContext } from '../../src/engine/context.ts';
import { type Outcome, type Run, run } from '../../src/engine/index.ts';
import {
  collected,
  type FactName,
  type FactRecord,
  type FactTree,
  type Judgement,
  layerOf,
  type Result,
  type Rule,
  type Scope,
  type SubjectRef,
  unavailable,
  type Verdict,
} from '../../src/model/index.ts';

export const ACCOUNT = '123456789012';
export const FRANKFURT: Scope = { account: ACCOUNT, region: 'eu-central-1' };
export const IRELAND: Scope = { account: ACCOUNT, region: 'eu-west-1' };
export const GLOBAL: Scope = { account: ACCOUNT, region: 'global' };

/** A rule of the test's own, untyped as the engine holds it. `judge` gets each item of the first fact. */
export function rule(
  id: string,
  needs: readonly FactName[],
  judge: (item: Thing, facts: FactTree) => Verdict,
  more: Partial<Rule> = {},
): Rule {
  const [service = '', thing = ''] = (needs[0] ?? '').split(/\.(.*)/s);
  return {
    id,
    topic: 'databases',
    layer: layerOf(needs),
    severity: 'high',
    goals: ['data'],
    docs: { title: `Mend ${id}`, why: 'why', how: 'how', fix: 'fix', references: [] },
    controls: {},
    needs,
    options: {},
    evaluate: (tree): readonly Judgement[] => {
      const items = tree[service]?.[thing] as readonly Thing[]; // each test puts a list of things there
      return items.map((subject) => ({ subject, verdict: () => judge(subject, tree) }));
    },
    ...more,
  };
}

export interface Thing {
  readonly ref: SubjectRef;
  readonly good?: boolean;
}

export function db(name: string, more: Partial<SubjectRef & Pick<Thing, 'good'>> = {}): Thing {
  const { good = true, ...ref } = more;
  return { ref: { kind: 'resource', id: `arn:aws:rds:eu-central-1:${ACCOUNT}:db:${name}`, name, ...ref }, good };
}

export function have(name: FactName, scope: Scope, things: unknown): FactRecord {
  return { name, scope, fact: collected(things) } as FactRecord; // the engine does not look into values
}

export function lack(name: FactName, scope: Scope, reason: string, action?: string): FactRecord {
  return { name, scope, fact: unavailable(reason, action) };
}

export function evaluate(given: Partial<Omit<Run, 'context'>> & { readonly context?: Partial<RunContext> }): Outcome {
  const { context, ...rest } = given;
  return run({
    rules: [],
    records: [],
    ...rest,
    context: { today: '2026-11-25', scanned: { repository: true, account: true }, ...context },
  });
}

/** Results in one line each: what a test compares. */
export function lines(results: readonly Result[]): readonly string[] {
  return results.map(({ status, rule, subject, message }) => `${status} ${rule} ${subject.id}: ${message}`);
}

let serial = 0;
export function result(more: Partial<Result> = {}): Result {
  serial += 1;
  return {
    rule: 'rds-public',
    status: 'fail',
    severity: 'high',
    confidence: 'high',
    topic: 'databases',
    goals: ['data'],
    subject: { kind: 'resource', id: `arn:aws:rds:eu-central-1:${ACCOUNT}:db:db-${serial}`, name: `db-${serial}` },
    message: `db-${serial} is public`,
    evidence: [],
    controls: {},
    fingerprint: serial.toString(16).padStart(32, '0'),
    ...more,
  };
}
