import type { ContainerDefinition } from '../../src/model/aws/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import { containerInWords } from '../shared/ecs.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, terraform, text } from '../shared/fix.ts';
import { createSecret, inWords, type PlainSecret, plainSecrets } from '../shared/plain-secrets.ts';
import { partitionOf } from '../shared/scope.ts';

const CALL = 'ecs:DescribeTaskDefinition';

export default defineRule({
  id: 'ecs-plaintext-secret',
  topic: 'secrets/secrets-manager',
  severity: 'high',
  docs: {
    title: 'Inject secrets into containers, do not write them into the task definition',
    why: 'Everybody who may call DescribeTaskDefinition (the role ReadOnlyAccess does) reads the environment of every revision, old ones for ever; it also lies in the pipeline and in the Terraform state.',
    how: 'Every container of the revisions that services run is read. A variable whose name and value look like a secret, or that is a URL with a password, is a finding; the value itself never leaves the collector. Entries of `secrets` are what they should be. A Sentry DSN alone is low.',
    fix: 'Put the value into Secrets Manager or Parameter Store and name its ARN under `secrets`.',
    silent: [
      'names that only sound secret (PASSWORD_RESET_TIMEOUT, SECRET_NAME, …_ARN)',
      'a database URL without a password (IAM authentication)',
    ],
    example: {
      language: 'json',
      bad: '"environment": [{ "name": "DATABASE_URL", "value": "postgres://shop:…@db/shop" }]',
      good: '"secrets": [{ "name": "DATABASE_URL", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop:DATABASE_URL::" }]',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8',
    ],
  },
  controls: {
    awsFsbp: ['ECS.8'],
    wellArchitected: ['SEC02'],
    soc2: ['CC6.1'],
    cwe: ['312', '522'],
    owaspTop10_2021: ['A05'],
  },
  needs: ['ecs.taskDefinitions'],
  subjects: ({ ecs }) => ecs.taskDefinitions.flatMap(({ containerDefinitions }) => containerDefinitions),
  judge: (container) => {
    const secrets = plainSecrets(container.environment);
    const evidence = [
      seen(
        'environment',
        container.environment.map(({ name }) => name),
        CALL,
      ),
      seen('secrets among them', secrets.map(inWords), CALL),
      seen(
        'injected by secrets',
        (container.secrets ?? []).map(({ name }) => name),
        CALL,
      ),
    ];
    const what = containerInWords(container);
    if (secrets.length === 0) return pass(`no secret stands in the environment of ${what}`, { evidence });
    return fail(
      `the container ${what} has ${list(secrets.map(inWords))} in plain text in its task definition: everybody with read access to the account reads them in every revision; inject them from Secrets Manager and rotate them`,
      { severity: secrets.every(({ mild }) => mild) ? 'low' : 'high', evidence, fix: inject(container, secrets) },
    );
  },
});

function inject({ name, ref }: ContainerDefinition, secrets: readonly PlainSecret[]) {
  const entries = secrets.map((secret) => ({
    name: secret.name,
    valueFrom: `arn:${partitionOf(ref)}:secretsmanager:${ref.region ?? 'REGION'}:${ref.account ?? 'ACCOUNT'}:secret:${name}/${secret.name}`,
  }));
  return fix(
    `Inject ${list(secrets.map((secret) => secret.name))} into ${name}`,
    text(
      'Make the secrets (each value in the file value.txt; delete it afterwards), let the execution role read them (secretsmanager:GetSecretValue on the ARNs that the commands print), register a revision with them under "secrets" and without the plain variables, and deploy it: no downtime. Then rotate the values: old revisions keep them.',
    ),
    ...secrets.map((secret) => createSecret(`${name}/${secret.name}`, ref.region)),
    text(`"secrets": ${JSON.stringify(entries, undefined, 2)}`),
    terraform('container_definitions: secrets in place of environment'),
  );
}
