import type { Location, Severity, Subject } from '../../src/model/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import type { EnvironmentEntry, Text, Workflow, WorkflowJob } from '../../src/model/repository/index.ts';
import { cis } from '../shared/cis.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

interface Judged extends Subject {
  readonly job: WorkflowJob;
  readonly keys: readonly Key[];
  readonly roles: readonly Location[];
}

interface Key {
  readonly name: string;
  readonly literal: boolean;
  readonly location: Location;
}

const INPUT = /^aws[-_]access[-_]key([-_]id)?$/i;

export default defineRule({
  id: 'ci-long-lived-aws-keys',
  topic: 'secrets',
  severity: 'high',
  docs: {
    title: 'Let CI assume a role instead of holding AWS keys',
    why: 'Access keys of an IAM user work until somebody deletes them, from anywhere. Every action and dependency that runs in the job can read them; with OpenID Connect the job gets credentials for an hour, bound to this repository and branch.',
    how: 'Jobs that use AWS are judged. Keys from the secrets of the CI without a role are high, keys with which a role is assumed are medium, a literal key is critical.',
    fix: 'Create the OIDC provider and a role that trusts this repository, give the job `id-token: write`, and set `role-to-assume`.',
    silent: [
      'variables that an earlier step with a role has set',
      'keys that GitLab or CodeBuild hold outside of the repository',
    ],
    example: {
      language: 'yaml',
      bad: 'with:\n  aws-access-key-id: ${{ secrets.AWS_ACCESS_KEY_ID }}',
      good: 'permissions: {id-token: write, contents: read}\n…\nwith:\n  role-to-assume: arn:aws:iam::123456789012:role/deploy',
    },
    references: [
      'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles',
    ],
  },
  controls: {
    cisAws: cis('key-rotation'),
    wellArchitected: ['SEC02'],
    soc2: ['CC6.1'],
    cwe: ['522', '798'],
    owaspTop10_2021: ['A07'],
  },
  needs: ['repository.workflows'],
  subjects: ({ repository }) =>
    repository.workflows.flatMap((workflow) =>
      workflow.jobs.flatMap((job): readonly Judged[] => {
        const keys = keysOf(workflow, job);
        const roles = rolesOf(job);
        return keys.length === 0 && roles.length === 0 ? [] : [{ ref: job.ref, job, keys, roles }];
      }),
    ),
  judge: ({ job, keys, roles }) => {
    const [key] = keys.toSorted((a, b) => Number(b.literal) - Number(a.literal));
    const [role] = roles;
    if (key === undefined) {
      const evidence = role === undefined ? [] : [found('role-to-assume', 'given', role)];
      return pass(`job ${job.id} of ${job.path} assumes a role`, { evidence });
    }
    return fail(message(job, key, role !== undefined), {
      severity: severity(key, role !== undefined),
      evidence: keys.map(({ name, literal, location }) =>
        found(name, literal ? 'a literal' : 'from the secrets of the CI', location),
      ),
      location: key.location,
      fix: fix(
        'Assume a role through OpenID Connect, then delete the key',
        text(
          'permissions: {id-token: write, contents: read}\nrole-to-assume: arn:aws:iam::<account>:role/<deploy role>',
        ),
      ),
    });
  },
});

function message({ id, path }: WorkflowJob, key: Key, role: boolean): string {
  if (key.literal) return `job ${id} of ${path} holds the AWS access key ${key.name} in clear text`;
  const what = `job ${id} of ${path} uses a long-lived AWS access key (${key.name})`;
  return role ? `${what} to assume a role` : what;
}

function severity(key: Key, role: boolean): Severity {
  if (key.literal) return 'critical';
  return role ? 'medium' : 'high';
}

function keysOf(workflow: Workflow, job: WorkflowJob): readonly Key[] {
  const inherited = usesAws(job) ? workflow.env : [];
  return [
    ...inputs(job),
    ...[...inherited, ...job.env, ...job.steps.flatMap(({ env }) => env)]
      .filter(({ name }) => name === 'AWS_ACCESS_KEY_ID')
      .flatMap(variableKey),
  ];
}

function inputs(job: WorkflowJob): readonly Key[] {
  return job.steps.flatMap((step) =>
    Object.entries(step.with).flatMap(([name, value]) => (INPUT.test(name) ? asKey(name, value, step.location) : [])),
  );
}

function variableKey({ name, value, location }: EnvironmentEntry): readonly Key[] {
  return asKey(name, value, location);
}

/** A value that an earlier step gives is a short-lived one. */
function asKey(name: string, value: Text, location: Location): readonly Key[] {
  if (value.status === 'secret') return value.placeholder ? [] : [{ name, literal: true, location }];
  if (value.status !== 'reference' || !/\bsecrets\b/.test(value.text)) return [];
  return [{ name, literal: false, location }];
}

function usesAws(job: WorkflowJob): boolean {
  return job.steps.some(
    ({ uses, run, deploys }) =>
      deploys !== undefined || /aws|beanstalk/i.test(`${uses?.action ?? ''} ${run?.text ?? ''}`),
  );
}

function rolesOf(job: WorkflowJob): readonly Location[] {
  return job.steps.filter((step) => step.with['role-to-assume'] !== undefined).map(({ location }) => location);
}
