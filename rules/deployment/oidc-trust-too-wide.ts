import type { Role } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';
import { checksAudience, subjectsOf, trustsGitHub, type Width, widthOf } from '../shared/github-trust.ts';
import { statements } from '../shared/policy.ts';

export default defineRule({
  id: 'oidc-trust-too-wide',
  topic: 'deployment/continuous-deployment',
  severity: 'high',
  docs: {
    title: 'Let only your repository assume the deployment role',
    why: 'The identity provider of GitHub is the same for everybody: a role that does not name the repository can be assumed by a workflow in any repository of anybody, who then deploys, or deletes, in your account.',
    how: 'Of each role that trusts token.actions.githubusercontent.com every statement is read. The condition on `sub` (or on repository, repository_id or job_workflow_ref) must name one repository. High without such a condition, or when a wildcard stands in the organisation or takes its place (`repo:*`, `repo:ORG*`); medium when every repository of the organisation may (`repo:ORG/*`), or no condition asks for the audience. Any branch of one repository passes.',
    fix: 'Name the repository and the environment in `sub`, and the audience sts.amazonaws.com in `aud`.',
    silent: ['customised subjects that name the repository in another way', 'other identity providers'],
    example: {
      language: 'json',
      bad: '"StringLike": { "token.actions.githubusercontent.com:sub": "repo:ORG/*" }',
      good: '"StringEquals": { "token.actions.githubusercontent.com:sub": "repo:ORG/REPO:environment:production", "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }',
    },
    references: [
      'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    ],
  },
  controls: { wellArchitected: ['SEC03'], soc2: ['CC6.1', 'CC6.3'], cwe: ['284'], owaspTop10_2021: ['A01'] },
  needs: ['iam.roles'],
  subjects: ({ iam }) => iam.roles.filter((role) => statements(role.AssumeRolePolicyDocument).some(trustsGitHub)),
  judge: (role) => {
    const trusting = statements(role.AssumeRolePolicyDocument).filter(trustsGitHub);
    const widths = trusting.map(widthOf);
    const subjects = trusting.flatMap(subjectsOf);
    const audience = trusting.every(checksAudience);
    const evidence = [seen('sub', subjects, 'iam:ListRoles'), seen('aud is checked', audience, 'iam:ListRoles')];
    const wide: Width | undefined = widths.includes('anybody')
      ? 'anybody'
      : widths.find((width) => width === 'organization');
    const details = { evidence, fix: narrow(role) };
    const culprits = trusting.filter((one) => widthOf(one) === wide).flatMap(subjectsOf);
    const condition = culprits.length === 0 ? 'it has no condition on sub' : `sub is ${list(culprits)}`;
    if (wide === 'anybody')
      return fail(
        `the role ${role.RoleName} can be assumed by workflows of foreign repositories on GitHub (${condition}): anybody can deploy into this account; name your repository`,
        details,
      );
    if (wide === 'organization')
      return fail(
        `the role ${role.RoleName} can be assumed by every repository of the organisation (${condition}): whoever can write to the least of them deploys into this account; name the repository`,
        {
          ...details,
          severity: 'medium',
        },
      );
    if (!audience)
      return fail(
        `the role ${role.RoleName} does not ask for whom the token of GitHub was made (no condition on aud): a token given to another service works here too; ask for sts.amazonaws.com`,
        {
          ...details,
          severity: 'medium',
        },
      );
    return pass(`only ${list(subjects)} can assume ${role.RoleName}`, { evidence });
  },
});

/** The whole document is written anew: what trusts somebody else stays as it is. */
function narrow({ RoleName, AssumeRolePolicyDocument: document }: Role) {
  const Condition = {
    StringEquals: {
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': 'repo:ORG/REPO:environment:production',
    },
  };
  const parsed = statements(document);
  const policy = {
    ...document,
    Statement: document.Statement.map((statement, index) => {
      const one = parsed[index];
      return one !== undefined && trustsGitHub(one) ? { ...statement, Condition } : statement;
    }),
  };
  return fix(
    `Narrow who can assume ${RoleName}`,
    text(
      'Takes effect at once; workflows that are not named fail at the next run. Put your repository in place of ORG/REPO. A job with "environment: production" has the subject repo:ORG/REPO:environment:production, one without has repo:ORG/REPO:ref:refs/heads/BRANCH.',
    ),
    cli('iam update-assume-role-policy', { 'role-name': RoleName, 'policy-document': JSON.stringify(policy) }),
    terraform('aws_iam_role: assume_role_policy'),
  );
}
