import type { RolePolicies } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass, type Severity } from '../../src/model/index.ts';
import { administrates, allowsAllBut, inWords, managed, policiesOf, type TooMuch, takeAway } from '../shared/admin.ts';
import { cis } from '../shared/cis.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';

export default defineRule({
  id: 'compute-role-admin',
  topic: 'extras/iam',
  severity: 'high',
  docs: {
    title: 'Give the application only the permissions it needs',
    why: 'Whoever finds a way into the application (a flaw in a library, a request forged on the server side) has what its role may do: with an administrator role that is the whole account, backups included.',
    how: 'The policies of each role that tasks, instances, nodes and pods use are read, managed and inline. High: AdministratorAccess, PowerUserAccess, IAMFullAccess, or a statement that allows `*`, or everything but some actions, on `*`. Medium: other policies of AWS that end in FullAccess, or a permissions boundary limits the role.',
    fix: 'Write a policy with the actions and resources that the application uses; IAM Access Analyzer can generate it from CloudTrail.',
    silent: [
      "Elastic Beanstalk's own policies (AWSElasticBeanstalkWebTier and its kin)",
      'roles of deployment pipelines: deploy-role-admin judges those',
    ],
    example: {
      language: 'hcl',
      bad: 'resource "aws_iam_role_policy_attachment" "web" {\n  role       = aws_iam_role.web_task.name\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}',
      good: 'data "aws_iam_policy_document" "web" { # the only policy of aws_iam_role.web_task\n  statement {\n    actions   = ["s3:GetObject", "s3:PutObject"]\n    resources = ["arn:aws:s3:::shop-media/*"]\n  }\n}',
    },
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html',
    ],
  },
  controls: {
    cisAws: cis('admin-policy'),
    awsFsbp: ['IAM.1', 'IAM.21'],
    wellArchitected: ['SEC03'],
    soc2: ['CC6.3'],
    cwe: ['250', '269'],
    owaspTop10_2021: ['A01'],
  },
  needs: ['iam.rolePolicies', 'iam.roles'],
  subjects: ({ iam }) => iam.rolePolicies.filter(({ usedAs }) => usedAs.some((use) => use !== 'deploy')),
  judge: (role, { iam }) => {
    const boundary = iam.roles.find(({ ref }) => ref.id === role.ref.id)?.PermissionsBoundary?.PermissionsBoundaryArn;
    const named = administrates(role, /^(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/);
    const admin = [...named, ...allowsAllBut(role).filter((one) => !named.some(({ policy }) => policy === one.policy))];
    const full = managed(role, /FullAccess$/).filter((one) => !admin.some(({ policy }) => policy === one.policy));
    const evidence = [
      seen(
        'policies',
        policiesOf(role).map(({ policy }) => policy),
        'iam:ListAttachedRolePolicies, iam:ListRolePolicies',
      ),
      seen('used by', role.usedAs, 'iam:ListRoles'),
      seen('permissions boundary', boundary, 'iam:ListRoles'),
    ];
    if (admin.length > 0) return tooMuch(role, admin, boundary, evidence);
    if (full.length === 0) return pass(`${role.RoleName} has no administrator policy`, { evidence });
    return fail(
      `the role ${role.RoleName} (${list(role.usedAs)}) has ${list(full.map(({ policy }) => policy))}: whoever gets into the application controls these services in the whole account; narrow it to what the code uses`,
      { severity: 'medium', evidence, fix: narrow(role, full) },
    );
  },
});

function tooMuch(
  role: RolePolicies,
  admin: readonly TooMuch[],
  boundary: string | undefined,
  evidence: readonly ReturnType<typeof seen>[],
) {
  const severity: Severity = boundary === undefined ? 'high' : 'medium';
  const limit =
    boundary === undefined
      ? 'the whole account'
      : `whatever the boundary ${boundary.split('/').at(-1) ?? boundary} leaves of the account`;
  return fail(
    `the role ${role.RoleName} (${list(role.usedAs)}) is administrator by ${list(admin.map(inWords))}: whoever gets into the application has ${limit}; replace the policy by what the code uses`,
    { severity, evidence, fix: narrow(role, admin) },
  );
}

function narrow(role: RolePolicies, policies: readonly TooMuch[]) {
  return fix(
    `Narrow the permissions of ${role.RoleName}`,
    text(
      'Takes effect at once, without a restart. Attach the narrow policy first, watch for AccessDenied for a while, then take the wide one away: what the narrow one forgot fails from then on.',
    ),
    ...takeAway(role, policies),
    terraform(
      'aws_iam_role_policy with the actions and resources that the code uses; take out the aws_iam_role_policy_attachment',
    ),
  );
}
