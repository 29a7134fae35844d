import type { RolePolicies } from '../../src/model/aws/index.ts';
import { policiesOf } from './admin.ts';
import { allows, matches, type Statement } from './policy.ts';

/**
 * Whether a role's own policies let it do something to a resource: conditions are taken as met, and policies of the resource
 * are not looked at, so that only `false` is sure.
 */
export function mayDo(role: RolePolicies, action: string, resource: string): boolean {
  const all = policiesOf(role).flatMap(({ statements }) => statements);
  const denies = all.some(
    (statement) =>
      statement.effect === 'Deny' &&
      statement.conditions.length === 0 &&
      allows({ ...statement, effect: 'Allow' }, action) &&
      isAbout(statement, resource),
  );
  return !denies && all.some((statement) => allows(statement, action) && isAbout(statement, resource));
}

/** A policy variable stands for any text. */
function isAbout({ resources, notResources }: Statement, resource: string): boolean {
  const covers = (pattern: string) => matches(pattern.replaceAll(/\$\{[^}]*\}/g, '*'), resource);
  return notResources.length > 0 ? !notResources.some(covers) : resources.some(covers);
}
