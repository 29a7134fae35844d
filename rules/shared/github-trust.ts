import { type Condition, type Statement } from './policy.ts';

const ISSUER = 'token.actions.githubusercontent.com';

/** How far a condition narrows who can assume a role: to one repository, to one organisation, or not at all. */
export type Width = 'repository' | 'organization' | 'anybody';
const WIDTHS: readonly Width[] = ['repository', 'organization', 'anybody'];

/** Whether the statement lets workflows of GitHub assume the role. */
export function trustsGitHub({ effect, principals }: Statement): boolean {
  return effect === 'Allow' && principals.some(({ type, id }) => type === 'Federated' && id.endsWith(`/${ISSUER}`));
}

/** Every condition must hold, so that the narrowest counts; of the values of one condition any will do: the widest. */
export function widthOf({ conditions }: Statement): Width {
  return narrowest(conditions.flatMap((condition) => widthOfCondition(condition) ?? []));
}

/** The statement asks for whom the token was made. */
export function checksAudience({ conditions }: Statement): boolean {
  return conditions.some(
    ({ key, operator, values }) =>
      key === `${ISSUER}:aud` && /Equals|Like/.test(operator) && !/Not/.test(operator) && !values.includes('*'),
  );
}

/** The values that decide, for the message. */
export function subjectsOf({ conditions }: Statement): readonly string[] {
  return conditions.filter(({ key }) => key === `${ISSUER}:sub`).flatMap(({ values }) => values);
}

function narrowest(widths: readonly Width[]): Width {
  return WIDTHS.find((width) => widths.includes(width)) ?? 'anybody';
}

function widest(widths: readonly Width[]): Width {
  return WIDTHS.toReversed().find((width) => widths.includes(width)) ?? 'anybody';
}

function widthOfCondition({ operator, key, values }: Condition): Width | undefined {
  if (!key.startsWith(`${ISSUER}:`) || /Not|IfExists|Null/.test(operator) || !/Equals|Like/.test(operator))
    return undefined;
  const like = operator.includes('Like');
  const claim = key.slice(ISSUER.length + 1);
  if (claim === 'sub') return widest(values.map((value) => widthOfSubject(value, like)));
  if (/^(repository|repository_id|job_workflow_ref)$/.test(claim))
    return widest(values.map((value) => widthOfName(value, like)));
  if (/^repository_owner(_id)?$/.test(claim))
    return values.some((value) => like && /[*?]/.test(value)) ? 'anybody' : 'organization';
  return undefined;
}

/** `repo:ORG/REPO:…`, or a customised subject that names the repository in its own way. */
function widthOfSubject(value: string, like: boolean): Width {
  if (!like || !/[*?]/.test(value)) return 'repository';
  const repository = /(?:^|:)(?:repo|repository):([^:]*)/.exec(value)?.[1];
  if (repository !== undefined) return widthOfName(repository, like, value.includes(`${repository}:`));
  const named = /(?:^|:)(?:repository_id|job_workflow_ref):([^:*?]+)/.exec(value)?.[1];
  if (named !== undefined) return 'repository';
  return /(?:^|:)repository_owner(?:_id)?:[^:*?]+/.test(value) ? 'organization' : 'anybody';
}

/** `ORG/REPO`: a star in the organisation, or without a slash after it, admits foreign ones. */
function widthOfName(name: string, like: boolean, closed = true): Width {
  if (!like) return 'repository';
  const [organization = '', repository] = name.split('/');
  if (/[*?]/.test(organization) || repository === undefined) return 'anybody';
  return /[*?]/.test(repository) || !closed ? 'organization' : 'repository';
}
