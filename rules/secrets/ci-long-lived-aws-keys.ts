import type { Location, Severity, Subject } from '../../src/model/index.ts';
import { bySeverity, defineRule, fail, pass } from '../../src/model/index.ts';
import type { EnvironmentEntry, Text, Workflow, WorkflowJob } from '../../src/model/repository/index.ts';
import { cis } from '../shared/cis.ts';
import { list } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

/** A workflow with its jobs that use AWS. */
interface Judged extends Subject {
  readonly path: string;
  readonly jobs: readonly {
    readonly job: WorkflowJob;
    readonly keys: readonly Key[];
    readonly roles: readonly Location[];
  }[];
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
    how: 'Workflows whose jobs use AWS are judged by the worst of them. Keys from the secrets of the CI without a role are high, keys with which a role is assumed are medium, a literal key is critical.',
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
    repository.workflows.flatMap((workflow): readonly Judged[] => {
      const jobs = workflow.jobs
        .map((job) => ({ job, keys: keysOf(workflow, job), roles: rolesOf(job) }))
        .filter(({ keys, roles }) => keys.length > 0 || roles.length > 0);
      return jobs.length === 0 ? [] : [{ ref: workflow.ref, path: workflow.path, jobs }];
    }),
  judge: ({ path, jobs }) => {
    const [worst] = jobs
      .flatMap(({ keys, roles }) => keys.map((key) => ({ key, severity: severity(key, roles.length > 0) })))
      .toSorted((a, b) => bySeverity(a.severity, b.severity));
    if (worst === undefined) {
      const evidence = jobs.flatMap(({ job, roles }) =>
        roles.map((role) => found(`role-to-assume of ${job.id}`, 'given', role)),
      );
      return pass(`${path} assumes a role`, { evidence });
    }
    const concerned = jobs.filter(({ keys }) => keys.length > 0);
    return fail(
      message(
        path,
        worst.key,
        worst.severity,
        concerned.map(({ job }) => job.id),
      ),
      {
        severity: worst.severity,
        evidence: concerned
          .flatMap(({ keys }) => keys)
          .slice(0, 5)
          .map(({ name, literal, location }) =>
            found(name, literal ? 'a literal' : 'from the secrets of the CI', location),
          ),
        location: worst.key.location,
        fix: fix(
          'Assume a role through OpenID Connect, then delete the key',
          text(
            'permissions: {id-token: write, contents: read}\nrole-to-assume: arn:aws:iam::<account>:role/<deploy role>',
          ),
        ),
      },
    );
  },
});

function message(path: string, key: Key, severity: Severity, jobs: readonly string[]): string {
  const where = `${path} (${jobs.length === 1 ? 'job' : 'jobs'} ${list(jobs, 4)})`;
  if (key.literal) return `${where} holds the AWS access key ${key.name} in clear text`;
  const what = `${where} uses a long-lived AWS access key (${key.name})`;
  return severity === 'medium' ? `${what} to assume a role` : what;
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
