import type { PolicyDocument, PolicyStatement } from '../../src/model/aws/index.ts';

/** A policy document as rules read it: single values and lists are the same, actions are compared in lower case. */
export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly Principal[];
  readonly conditions: readonly Condition[];
}

export interface Principal {
  /** `AWS`, `Service`, `Federated`, or `*`. */
  readonly type: string;
  readonly id: string;
}

export interface Condition {
  /** `StringLike`, `ForAnyValue:StringEquals`. */
  readonly operator: string;
  /** In lower case: condition keys are not case-sensitive. */
  readonly key: string;
  readonly values: readonly string[];
}

export function statements(document: PolicyDocument): readonly Statement[] {
  return document.Statement.map(toStatement);
}

function toStatement(raw: PolicyStatement): Statement {
  return {
    sid: raw.Sid,
    effect: raw.Effect,
    actions: many(raw.Action).map((action) => action.toLowerCase()),
    notActions: many(raw.NotAction).map((action) => action.toLowerCase()),
    resources: many(raw.Resource),
    notResources: many(raw.NotResource),
    principals: principals(raw.Principal),
    conditions: conditions(raw.Condition),
  };
}

function principals(raw: PolicyStatement['Principal']): readonly Principal[] {
  if (raw === undefined) return [];
  if (raw === '*') return [{ type: '*', id: raw }];
  return Object.entries(raw).flatMap(([type, ids]) => many(ids).map((id) => ({ type, id })));
}

function conditions(raw: PolicyStatement['Condition']): readonly Condition[] {
  return Object.entries(raw ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key: key.toLowerCase(), values: many(values) })),
  );
}

/** Anybody: `"Principal": "*"` and `"Principal": {"AWS": "*"}`. */
export function isAnybody({ id }: Principal): boolean {
  return id === '*';
}

/** IAM's wildcards: `*` for any text, `?` for one character. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** Whether the statement allows the action, whatever the resource. */
export function allows(statement: Statement, action: string): boolean {
  if (statement.effect !== 'Allow') return false;
  const wanted = action.toLowerCase();
  if (statement.notActions.length > 0) return !statement.notActions.some((pattern) => matches(pattern, wanted));
  return statement.actions.some((pattern) => matches(pattern, wanted));
}

/** The statement names no resource in particular. */
export function onEverything(statement: Statement): boolean {
  return statement.resources.includes('*') || statement.notResources.length > 0;
}

function many(value: string | number | boolean | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}
