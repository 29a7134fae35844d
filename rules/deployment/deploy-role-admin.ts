import type { RolePolicies } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import {
  administrates,
  allowsOnEverything,
  everyRole,
  inWords,
  managed,
  policiesOf,
  type TooMuch,
  takeAway,
} from '../shared/admin.ts';
import { cis } from '../shared/cis.ts';
import { list, seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';

export default defineRule({
  id: 'deploy-role-admin',
  topic: 'deployment/continuous-deployment',
  severity: 'high',
  docs: {
    title: 'Give the deployment role only what a deployment needs',
    why: 'Everybody who can change a workflow, and every action from the marketplace that it runs, has what this role may do: as administrator that is the account.',
    how: 'Of each role that a pipeline can assume (its trust policy names an OIDC provider for workflows) the policies are read, managed and inline. High: AdministratorAccess, PowerUserAccess together with iam:*, or `*` on `*`. Medium: iam:PassRole on every role, which makes it administrator through any role that is.',
    fix: 'Scope it to the repositories, services, environments and buckets of the deployment, and PassRole to the roles of the tasks.',
    silent: [
      'a role that only Terraform uses needs more: accept it in djaudit.yml, and let only the protected environment assume it',
    ],
    example: {
      language: 'hcl',
      bad: 'resource "aws_iam_role_policy_attachment" "deploy" {\n  role       = aws_iam_role.github_deploy.name\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}',
      good: 'data "aws_iam_policy_document" "deploy" { # the only policy of aws_iam_role.github_deploy\n  statement {\n    actions   = ["ecs:UpdateService", "ecs:DescribeServices"]\n    resources = [aws_ecs_service.web.id]\n  }\n}',
    },
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    ],
  },
  controls: {
    cisAws: cis('admin-policy'),
    awsFsbp: ['IAM.1'],
    wellArchitected: ['SEC03'],
    soc2: ['CC6.3'],
    cwe: ['269', '250'],
    owaspTop10_2021: ['A01'],
  },
  needs: ['iam.deployRolePolicies'],
  subjects: ({ iam }) => iam.deployRolePolicies.filter(({ usedAs }) => usedAs.includes('deploy')),
  judge: (role) => {
    const admin = [...administrates(role, /^AdministratorAccess$/), ...powerUser(role)];
    const passes = allowsOnEverything(role, 'iam:PassRole', everyRole);
    const evidence = [
      seen(
        'policies',
        policiesOf(role).map(({ policy }) => policy),
        'iam:ListAttachedRolePolicies, iam:ListRolePolicies',
      ),
      seen('iam:PassRole on every role', passes.map(inWords), 'iam:GetRolePolicy, iam:GetPolicyVersion'),
    ];
    if (admin.length > 0)
      return fail(
        `the deployment role ${role.RoleName} is administrator by ${list(admin.map(inWords))}: whoever can change a workflow has the whole account; scope it to the deployment`,
        {
          evidence,
          fix: narrow(role, admin),
        },
      );
    if (passes.length > 0)
      return fail(
        `the deployment role ${role.RoleName} may pass any role by ${list(passes.map(inWords))}: it can start a task as administrator; name the roles of the tasks`,
        {
          severity: 'medium',
          evidence,
          fix: narrow(role, passes),
        },
      );
    return pass(`${role.RoleName} is no administrator`, { evidence });
  },
});

/** PowerUserAccess lacks IAM alone: with iam:* it lacks nothing. */
function powerUser(role: RolePolicies): readonly TooMuch[] {
  const power = managed(role, /^PowerUserAccess$/);
  const iam = [...managed(role, /^IAMFullAccess$/), ...allowsOnEverything(role, 'iam:CreateRole')];
  return power.length > 0 && iam.length > 0 ? [...power, ...iam.slice(0, 1)] : [];
}

function narrow(role: RolePolicies, wide: readonly TooMuch[]) {
  const { RoleName } = role;
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: ['TASK_ROLE_ARN', 'EXECUTION_ROLE_ARN'],
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
      { Effect: 'Allow', Action: ['ecs:UpdateService', 'ecs:DescribeServices'], Resource: 'SERVICE_ARN' },
      { Effect: 'Allow', Action: ['ecs:RegisterTaskDefinition', 'ecr:GetAuthorizationToken'], Resource: '*' },
    ],
  };
  return fix(
    `Narrow the permissions of ${RoleName}`,
    text(
      'No downtime of the application. Attach the narrow policy first and deploy once with it, then detach the wide one: a deployment that misses something fails. CloudTrail and IAM Access Analyzer tell which actions the role has used.',
    ),
    text(
      'TASK_ROLE_ARN and EXECUTION_ROLE_ARN stand in aws ecs describe-task-definition --task-definition FAMILY, SERVICE_ARN in aws ecs list-services --cluster CLUSTER.',
    ),
    cli('iam put-role-policy', {
      'role-name': RoleName,
      'policy-name': 'deployment-only',
      'policy-document': JSON.stringify(policy),
    }),
    ...takeAway(role, wide),
    terraform('aws_iam_role_policy with the resources of the deployment in place of "*"'),
  );
}
