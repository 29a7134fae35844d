import type { RolePolicies } from '../../src/model/aws/index.ts';
import type { FixStep } from '../../src/model/index.ts';
import { cli } from './fix.ts';
import { allows, matches, onEverything, type Statement, statements } from './policy.ts';

/** A policy of a role that gives too much, with the reason in words. */
export interface TooMuch {
  readonly policy: string;
  readonly why: string;
}

const MANAGED = /^arn:aws[\w-]*:iam::aws:policy\//;

interface NamedStatements {
  readonly policy: string;
  readonly arn: string | undefined;
  readonly statements: readonly Statement[];
}

export function policiesOf(role: RolePolicies): readonly NamedStatements[] {
  return [
    ...role.attached.map(({ PolicyName, PolicyArn, document }) => ({
      policy: PolicyName,
      arn: PolicyArn,
      statements: statements(document),
    })),
    ...role.inline.map(({ PolicyName, document }) => ({
      policy: PolicyName,
      arn: undefined,
      statements: statements(document),
    })),
  ];
}

/** Policies of AWS's own by name: `AdministratorAccess`. */
export function managed(role: RolePolicies, names: RegExp): readonly TooMuch[] {
  return role.attached
    .filter(({ PolicyArn, PolicyName }) => MANAGED.test(PolicyArn) && names.test(PolicyName))
    .map(({ PolicyName }) => ({ policy: PolicyName, why: "AWS's policy" }));
}

/** AWS's policies of these names, and those that hold a statement that allows every action on every resource. */
export function administrates(role: RolePolicies, names: RegExp): readonly TooMuch[] {
  const byName = managed(role, names);
  const byStatement = policiesOf(role)
    .filter(({ policy, statements: all }) => all.some(isAdmin) && !byName.some((one) => one.policy === policy))
    .map(({ policy }) => ({ policy, why: 'Action "*" on Resource "*"' }));
  return [...byName, ...byStatement];
}

/** Policies with a statement that allows everything but what it names: PowerUserAccess, written by hand. */
export function allowsAllBut(role: RolePolicies): readonly TooMuch[] {
  return policiesOf(role).flatMap(({ policy, statements: all }) =>
    all
      .filter((one) => one.effect === 'Allow' && one.notActions.length > 0 && onEverything(one))
      .map(({ notActions }) => ({ policy, why: `everything but ${notActions.join(', ')} on Resource "*"` })),
  );
}

function isAdmin(statement: Statement): boolean {
  return (
    statement.effect === 'Allow' &&
    onEverything(statement) &&
    statement.actions.some((action) => /^\*+(:\*+)?$/.test(action))
  );
}

/** Statements that allow the action on every resource, other than by allowing everything. */
export function allowsOnEverything(
  role: RolePolicies,
  action: string,
  everything: (statement: Statement) => string | undefined = (statement) => (onEverything(statement) ? '*' : undefined),
): readonly TooMuch[] {
  return policiesOf(role).flatMap(({ policy, statements: all }) =>
    all.flatMap((statement) => {
      const resource = everything(statement);
      if (resource === undefined || !allows(statement, action) || isAdmin(statement)) return [];
      return [{ policy, why: `${grantOf(statement, action)} on Resource "${resource}"` }];
    }),
  );
}

/** The resource by which a statement means every role: everything, or `role/*` of the account. */
export function everyRole(statement: Statement): string | undefined {
  return onEverything(statement)
    ? '*'
    : statement.resources.find((one) => /^arn:[^:]*:iam::[^:]*:(role\/)?\*$/.test(one));
}

/** The action as the policy grants it: by its name, or by a wildcard. */
function grantOf({ actions }: Statement, action: string): string {
  const grant = actions.find((one) => matches(one, action.toLowerCase()));
  return grant === undefined || grant === action.toLowerCase() ? action : grant;
}

export function inWords({ policy, why }: TooMuch): string {
  return `${policy} (${why})`;
}

/** The commands that take these policies from the role: managed ones are detached, inline ones deleted. */
export function takeAway(role: RolePolicies, policies: readonly TooMuch[]): readonly FixStep[] {
  return [...new Set(policies.map(({ policy }) => policy))].map((policy) => {
    const attached = role.attached.find(({ PolicyName }) => PolicyName === policy);
    return attached === undefined
      ? cli('iam delete-role-policy', { 'role-name': role.RoleName, 'policy-name': policy })
      : cli('iam detach-role-policy', { 'role-name': role.RoleName, 'policy-arn': attached.PolicyArn });
  });
}
