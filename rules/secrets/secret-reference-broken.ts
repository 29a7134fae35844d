import type { RolePolicies } from '../../src/model/aws/index.ts';
import {
  type DeployedService,
  defineRule,
  type Evidence,
  type Facts,
  fail,
  type Location,
  part,
  pass,
  type SecretLink,
  type Subject,
  unknown,
  type Verdict,
} from '../../src/model/index.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, text } from '../shared/fix.ts';
import { mayDo } from '../shared/permissions.ts';
import { found, where } from '../shared/places.ts';
import { type Blind, linkEvidence, nameOf } from '../shared/service.ts';
import { day } from '../shared/time.ts';

const NEEDS = [
  'deployment.services',
  'iam.rolePolicies',
  'repository.ecsTaskDefinitions',
  'repository.elasticBeanstalk',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

/** A variable of a service that is read from a secret or a parameter when a process starts. */
interface Reference extends Subject {
  readonly service: DeployedService;
  readonly link: SecretLink;
}

export default defineRule({
  id: 'secret-reference-broken',
  topic: 'secrets/secrets-manager',
  severity: 'high',
  docs: {
    title: 'Give the service secrets that exist and that it may read',
    why: 'Secrets are fetched when a task starts. One that was deleted or renamed, or that the role may not read any more, harms nothing that runs: the next deployment, scale-out or replaced task ends with ResourceInitializationError, perhaps at night.',
    how: 'Every secret and parameter that the running task definition or environment names is looked up in the region of the service: it must exist and not be marked for deletion, and the policies of the task execution role must allow `secretsmanager:GetSecretValue` or `ssm:GetParameters` on it. Conditions in policies are taken as met. Whether a JSON key is in the secret cannot be seen without reading it.',
    fix: 'Correct the ARN in the task definition, restore the secret, or allow the role to read it; then deploy.',
    silent: [
      'ARNs without the six letters that AWS adds: they are valid',
      'secrets of another account, or of a region that was not scanned: unknown',
      "parameters that AWS publishes (`/aws/service/…`), and Kubernetes' own secrets",
    ],
    example: {
      language: 'hcl',
      bad: 'secrets = [{ # of the container; the secret is called shop/web since May\n  name      = "SECRET_KEY"\n  valueFrom = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/django"\n}]',
      good: 'secrets = [{ # of the container; its execution role may read the secret\n  name      = "SECRET_KEY"\n  valueFrom = aws_secretsmanager_secret.web.arn\n}]',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html',
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html',
    ],
  },
  controls: { wellArchitected: ['REL08'] },
  needs: NEEDS,
  subjects: ({ deployment }) => deployment.services.flatMap(referencesOf),
  judge: (subject, facts) => {
    if ('blind' in subject) return unknown(subject.blind);
    const { service, link } = subject;
    const place = placeOf(subject, facts);
    const evidence = [
      ...(place === undefined ? [] : [found(`secret ${link.variable}`, link.reference, place)]),
      seen('valueFrom', link.reference, callOf(service)),
      linkEvidence(service),
    ];
    const verdict = exists(subject, evidence, place);
    return verdict ?? readable(subject, facts.iam.rolePolicies, evidence, place);
  },
});

function referencesOf(service: DeployedService): readonly (Reference | Blind)[] {
  if (service.secrets.status === 'unavailable') {
    const blind = `the secrets of ${nameOf(service)} could not be looked up: ${service.secrets.reason}`;
    const any =
      service.variables.status === 'collected' && service.variables.value.some((one) => one.valueFrom !== undefined);
    return any || service.variables.status === 'unavailable' ? [{ ref: part(service.ref, 'secrets'), blind }] : [];
  }
  return service.secrets.value
    .filter(({ store, reference }) => store !== 'kubernetes' && !/:parameter\/aws\/|^\/aws\//.test(reference))
    .map((link) => ({ ref: part(service.ref, `secret ${link.variable}`), service, link }));
}

function callOf({ platform }: DeployedService): string {
  return platform === 'ecs' ? 'ecs:DescribeTaskDefinition' : 'elasticbeanstalk:DescribeConfigurationSettings';
}

/** The entry of the task definition, or of `.ebextensions`, that names it. */
function placeOf({ service, link }: Reference, { repository }: Needed): Location | undefined {
  const { live } = service;
  if (live.platform === 'elastic beanstalk') {
    return repository.elasticBeanstalk.environmentSecrets.find(({ name }) => name === link.variable)?.location;
  }
  if (live.platform !== 'ecs' || live.task.status === 'unavailable') return undefined;
  const { definition, container } = live.task.value;
  return repository.ecsTaskDefinitions
    .filter(({ family }) => family === definition.family)
    .flatMap(({ containers }) => containers.filter(({ name }) => name === container.name))
    .flatMap(({ secrets }) => secrets.filter(({ name }) => name === link.variable))[0]?.location;
}

/** Undefined when it is there and may be read for all that it itself says. */
function exists(
  { service, link }: Reference,
  evidence: readonly Evidence[],
  place: Location | undefined,
): Verdict | undefined {
  const what = `${link.variable} of ${nameOf(service)} is read from ${nameOfReference(link)}`;
  const to = link.secret?.to;
  if (to !== undefined) {
    const deleted = 'DeletedDate' in to ? to.DeletedDate : undefined;
    if (deleted === undefined) return undefined;
    return fail(`${what}, which is marked for deletion: no process of it starts any more`, {
      evidence: [...evidence, seen('DeletedDate', day(deleted), 'secretsmanager:ListSecrets')],
      ...where(place),
      fix: fix(
        `Restore ${nameOfReference(link)}, or name its successor`,
        text('A secret that is marked for deletion cannot be read. After its recovery window it is gone.'),
        cli(
          'secretsmanager restore-secret',
          { 'secret-id': link.reference.split(':').slice(0, 7).join(':') },
          service.ref.region,
        ),
      ),
    });
  }
  const { account = '', region = '' } = arnOf(link.reference) ?? {};
  if (account !== '' && account !== service.ref.account)
    return unknown(`${what} of account ${account}, which was not scanned`, { evidence });
  if (region !== '' && region !== service.ref.region)
    return unknown(`${what} in ${region}, which was not scanned: --region ${region} would decide it`, { evidence });
  return fail(`${what}, which does not exist: what runs goes on, the next start fails`, {
    evidence: [
      ...evidence,
      seen('found', 'no', link.store === 'ssm' ? 'ssm:DescribeParameters' : 'secretsmanager:ListSecrets'),
    ],
    ...where(place),
    fix: fix(
      `Correct the reference of ${link.variable}`,
      text(
        'Register a revision with the right ARN and deploy it: no downtime as long as the old tasks run, so do not stop them first.',
      ),
      link.store === 'ssm'
        ? cli(
            'ssm describe-parameters',
            { 'parameter-filters': 'Key=Name,Option=Contains,Values=PART_OF_THE_NAME' },
            service.ref.region,
          )
        : cli('secretsmanager list-secrets', { 'include-planned-deletion': true }, service.ref.region),
    ),
  });
}

function readable(
  { service, link }: Reference,
  roles: readonly RolePolicies[],
  evidence: readonly Evidence[],
  place: Location | undefined,
): Verdict {
  const good = pass(`${nameOfReference(link)} is there for ${link.variable} of ${nameOf(service)}`, { evidence });
  const { live } = service;
  if (live.platform !== 'ecs' || live.task.status === 'unavailable') return good;
  const { executionRoleArn } = live.task.value.definition;
  const what = `${link.variable} of ${nameOf(service)}`;
  if (executionRoleArn === undefined) {
    return fail(`${what} is to be read from ${nameOfReference(link)}, and the task has no execution role to read it`, {
      evidence: [...evidence, seen('executionRoleArn', undefined, 'ecs:DescribeTaskDefinition')],
      ...where(place),
      fix: fix(
        'Give the task an execution role',
        text(
          'executionRoleArn in the task definition, with AmazonECSTaskExecutionRolePolicy and the right to read the secret.',
        ),
      ),
    });
  }
  const role = roles.find(({ Arn }) => Arn === executionRoleArn);
  if (role === undefined)
    return unknown(`whether ${executionRoleArn} may read ${nameOfReference(link)} could not be seen`, { evidence });
  const action = link.store === 'ssm' ? 'ssm:GetParameters' : 'secretsmanager:GetSecretValue';
  const arn = link.secret?.to.ARN ?? link.reference;
  if (mayDo(role, action, arn)) return good;
  return fail(
    `the execution role ${role.RoleName} may not read ${nameOfReference(link)} for ${what}: what runs goes on, the next start fails`,
    {
      evidence: [...evidence, seen(`${action} allowed`, 'no', 'iam:GetRolePolicy')],
      ...where(place),
      fix: fix(
        `Let ${role.RoleName} read ${nameOfReference(link)}`,
        text('Without downtime. A secret under a key of your own wants kms:Decrypt on that key too.'),
        cli('iam put-role-policy', {
          'role-name': role.RoleName,
          'policy-name': 'read-secrets',
          'policy-document': JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: action, Resource: arn }],
          }),
        }),
      ),
    },
  );
}

function arnOf(reference: string): { readonly region?: string; readonly account?: string } | undefined {
  const [, region, account] = /^arn:[^:]*:(?:secretsmanager|ssm):([^:]*):([^:]*):/.exec(reference) ?? [];
  return region === undefined || account === undefined ? undefined : { region, account };
}

/** `secret shop/django`, `parameter /shop/key`: as people call it. */
function nameOfReference({ reference, store, secret }: SecretLink): string {
  const name = secret?.to.Name ?? /:(?:secret:|parameter)([^:]+)/.exec(reference)?.[1] ?? reference;
  return `${store === 'ssm' ? 'parameter' : 'secret'} ${name}`;
}
