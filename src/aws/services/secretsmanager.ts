import {
  DescribeSecretCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Collector, Context, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';

const next = by('NextToken');

const secrets: Collector<'secretsmanager.secrets'> = async function* ({ pages, ref }) {
  for await (const page of pages(ListSecretsCommand, { MaxResults: 100, IncludePlannedDeletion: true }, next)) {
    yield must(page.SecretList, 'SecretList').map((secret) => {
      const ARN = must(secret.ARN, 'ARN');
      const Name = must(secret.Name, 'Name');
      return { ...secret, ref: ref(ARN, Name), ARN, Name };
    });
  }
};

const secretDetails: Collector<'secretsmanager.secretDetails'> = async function* ({ ask, each, from }) {
  const injected = await injectedSecrets(from);
  yield* each(from('secretsmanager.secrets'), async ({ ref, ARN, Name, DeletedDate }) => {
    if (DeletedDate !== undefined || !isInjected(injected, ARN, Name)) return undefined;
    const answer = await ask(DescribeSecretCommand, { SecretId: ARN }, { absent: ['ResourceNotFoundException'] });
    return answer && { ...answer, ref, ARN: must(answer.ARN, 'ARN') };
  });
};

function isInjected(injected: readonly string[], arn: string, name: string): boolean {
  return injected.some((reference) => reference.startsWith(arn) || reference === name);
}

/** Ids and stages of the versions, never what is in them. */
const secretVersions: Collector<'secretsmanager.secretVersions'> = async function* ({ pages, each, from }) {
  const injected = await injectedSecrets(from);
  yield* each(from('secretsmanager.secrets'), async ({ ref, ARN, Name, DeletedDate }) => {
    if (DeletedDate !== undefined || !isInjected(injected, ARN, Name)) return undefined;
    const Versions = [];
    for await (const page of pages(ListSecretVersionIdsCommand, { SecretId: ARN, MaxResults: 100 }, next)) {
      Versions.push(...must(page.Versions, 'Versions'));
    }
    return { ref, ARN, Versions };
  });
};

/** `valueFrom` is an ARN, with the JSON key, stage and version after it, or a name of the same region. */
async function injectedSecrets(from: Context['from']): Promise<readonly string[]> {
  const references = new Set<string>();
  for await (const definitions of from('ecs.taskDefinitions')) {
    for (const { secrets: injected } of definitions.flatMap(({ containerDefinitions }) => containerDefinitions)) {
      for (const { valueFrom } of injected ?? []) if (valueFrom !== undefined) references.add(valueFrom);
    }
  }
  return [...references];
}

export const secretsmanager: ServiceModule<'secretsmanager'> = {
  client: (config) => new SecretsManagerClient(config),
  collectors: {
    'secretsmanager.secrets': secrets,
    'secretsmanager.secretDetails': secretDetails,
    'secretsmanager.secretVersions': secretVersions,
  },
};
