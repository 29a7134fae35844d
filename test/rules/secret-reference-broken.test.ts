import rule from '../../rules/secrets/secret-reference-broken.ts';
import type { AwsItem, RolePolicies, TaskDefinition } from '../../src/model/aws/index.ts';
import { collected, type DeployedService, type SecretLink, unavailable } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { service } from '../build/deployment.ts';
import { container, ecsService, taskDefinition } from '../build/ecs.ts';
import { facts } from '../build/facts.ts';
import { rolePolicies } from '../build/iam.ts';
import { ACCOUNT, arn } from '../build/ref.ts';
import { policyDocument } from '../build/s3.ts';
import { parameter, SECRET, secret } from '../build/secretsmanager.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/shop-execution`;
const link = (
  reference: string,
  to?: AwsItem<'secretsmanager.secrets'> | AwsItem<'ssm.parameters'>,
  store: SecretLink['store'] = 'secretsmanager',
): SecretLink => ({
  variable: 'DATABASE_URL',
  reference,
  store,
  ...(to === undefined
    ? {}
    : {
        secret: {
          to,
          edge: { from: to.ref, to: to.ref, kind: 'secret', reason: '', confidence: 'high', evidence: [] },
        },
      }),
});
const allowed = (Action: string, Resource: string): RolePolicies =>
  rolePolicies({
    RoleName: 'shop-execution',
    usedAs: ['ecs execution'],
    inline: [{ PolicyName: 'secrets', document: policyDocument({ Effect: 'Allow', Action, Resource }) }],
  });
const READS = allowed('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:*:secret:shop-??????');
const task = (given: Partial<TaskDefinition>): DeployedService['live'] => ({
  platform: 'ecs',
  service: ecsService(),
  task: collected({ definition: { ...taskDefinition(), ...given }, container: container() }),
});
const live = (
  secrets: readonly SecretLink[] | DeployedService['secrets'],
  roles: readonly RolePolicies[] = [READS],
  given: Partial<DeployedService> = {},
) =>
  facts(rule, {
    deployment: {
      services: [
        service({
          secrets: 'status' in secrets ? secrets : collected(secrets),
          live: task({ executionRoleArn: ROLE }),
          ...given,
        }),
      ],
    },
    iam: { rolePolicies: roles },
    repository: { ecsTaskDefinitions: [] },
  });
const WHOLE = `${SECRET}:DATABASE_URL::`;
const GONE =
  'DATABASE_URL of ECS service shop-web is read from secret shop-AbCdEf, which does not exist: what runs goes on, the next start fails';
const REFUSED =
  'the execution role shop-execution may not read secret shop for DATABASE_URL of ECS service shop-web: what runs goes on, the next start fails';
const PARAMETER = arn('ssm', 'parameter/shop/key');

testRule(rule, {
  pass: {
    'it is there and may be read': live([link(WHOLE, secret())]),
    'an ARN without the six letters': live([link(arn('secretsmanager', 'secret:shop'), secret())]),
    'a parameter by its name': live(
      [link('/shop/key', parameter('/shop/key', '2026-01-01T00:00:00Z'), 'ssm')],
      [allowed('ssm:Get*', 'arn:aws:ssm:*:*:parameter/shop/*')],
    ),
    'found in another region that was scanned': live([
      link('arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf', secret()),
    ]),
  },
  fail: {
    'no such secret': { ...live([link(WHOLE)]), reports: [GONE], severities: ['high'] },
    'no such parameter': {
      ...live([link(PARAMETER, undefined, 'ssm')]),
      reports: [
        'DATABASE_URL of ECS service shop-web is read from parameter /shop/key, which does not exist: what runs goes on, the next start fails',
      ],
    },
    'marked for deletion': {
      ...live([link(WHOLE, secret({ DeletedDate: new Date('2026-12-01T00:00:00Z') }))]),
      reports: [
        'DATABASE_URL of ECS service shop-web is read from secret shop, which is marked for deletion: no process of it starts any more',
      ],
    },
    'the role may read another one': {
      ...live(
        [link(WHOLE, secret())],
        [allowed('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:*:secret:blog-??????')],
      ),
      reports: [REFUSED],
    },
    'the policy names the JSON key': {
      ...live([link(WHOLE, secret())], [allowed('secretsmanager:GetSecretValue', WHOLE)]),
      reports: [REFUSED],
    },
    'no execution role': {
      ...live([link(WHOLE, secret())], [READS], { live: task({}) }),
      reports: [
        'DATABASE_URL of ECS service shop-web is to be read from secret shop, and the task has no execution role to read it',
      ],
    },
  },
  unknown: {
    'the secrets were denied': {
      ...live(unavailable('denied: secretsmanager:ListSecrets'), [READS], {
        variables: collected([{ name: 'DATABASE_URL', source: 'ecs secret', valueFrom: WHOLE }]),
      }),
      reasons: ['the secrets of ECS service shop-web could not be looked up: denied: secretsmanager:ListSecrets'],
    },
    'a secret of another account': {
      ...live([link('arn:aws:secretsmanager:eu-west-1:999988887777:secret:shared-AbCdEf')]),
      reasons: [
        'DATABASE_URL of ECS service shop-web is read from secret shared-AbCdEf of account 999988887777, which was not scanned',
      ],
    },
    'a region that was not scanned': {
      ...live([link(`arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:shop-AbCdEf`)]),
      reasons: [
        'DATABASE_URL of ECS service shop-web is read from secret shop-AbCdEf in us-east-1, which was not scanned: --region us-east-1 would decide it',
      ],
    },
    'the role was not seen': {
      ...live([link(WHOLE, secret())], []),
      reasons: [`whether ${ROLE} may read secret shop could not be seen`],
    },
  },
  silent: {
    'no secrets': live([]),
    'a parameter that AWS publishes': live([
      link('arn:aws:ssm:eu-west-1::parameter/aws/service/global-infrastructure/regions', undefined, 'ssm'),
    ]),
    'a secret of Kubernetes': live([link('secret shop-env, key DATABASE_URL', undefined, 'kubernetes')]),
  },
});
