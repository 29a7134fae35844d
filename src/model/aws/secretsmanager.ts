import type { DescribeSecretResponse, SecretListEntry, SecretVersionsListEntry } from '@aws-sdk/client-secrets-manager';
import type { Subject } from '../subject.ts';
import type { Item } from './item.ts';

export interface SecretsManagerFacts {
  /** Metadata of the secrets, never their values. Those that are marked for deletion have a `DeletedDate`. */
  'secretsmanager.secrets': readonly Item<SecretListEntry, 'ARN' | 'Name'>[];
  /** With `ReplicationStatus`, of the secrets that running task definitions inject. `ref` is the secret's. */
  'secretsmanager.secretDetails': readonly Item<DescribeSecretResponse, 'ARN'>[];
  /** Of the secrets that running task definitions inject. `ref` is the secret's. */
  'secretsmanager.secretVersions': readonly (Subject & {
    readonly ARN: string;
    readonly Versions: readonly SecretVersionsListEntry[];
  })[];
}
