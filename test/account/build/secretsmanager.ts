import type { SecretListEntry } from '@aws-sdk/client-secrets-manager';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { arn, daysAgo, digits, inDays } from './where.ts';

const VERSION = '0a1b2c3d-0000-4000-8000-0000000005ec';

/** A secret that is rotated every month. */
export function secret(Name: string, differs: Partial<SecretListEntry> = {}): SecretListEntry {
  return {
    ARN: arn('secretsmanager', `secret:${Name}-${digits(Name, 6)}`),
    Name,
    Description: '',
    RotationEnabled: true,
    RotationLambdaARN: arn('lambda', 'function:rotate'),
    RotationRules: { AutomaticallyAfterDays: 30 },
    LastRotatedDate: daysAgo(20),
    LastChangedDate: daysAgo(20),
    LastAccessedDate: daysAgo(1),
    NextRotationDate: inDays(10),
    Tags: [],
    SecretVersionsToStages: { [VERSION]: ['AWSCURRENT'] },
    CreatedDate: daysAgo(400),
    ...differs,
  };
}

/** @param changed when the current version was made, by the secret's name; else `LastChangedDate` */
export function secretsmanagerAnswers(
  secrets: readonly SecretListEntry[],
  changed: Readonly<Record<string, Date>> = {},
): NonNullable<Answers['secretsmanager']> {
  const find = (id: string | undefined) => {
    const found = secrets.find(({ ARN, Name }) => ARN === id || Name === id);
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.", 400);
  };
  return {
    ListSecrets: ({ IncludePlannedDeletion }) => ({
      SecretList: secrets.filter(({ DeletedDate }) => DeletedDate === undefined || IncludePlannedDeletion === true),
    }),
    DescribeSecret: ({ SecretId }) => {
      const { SecretVersionsToStages: VersionIdsToStages, ...entry } = find(SecretId);
      return { ...entry, VersionIdsToStages };
    },
    ListSecretVersionIds: ({ SecretId }) => {
      const { ARN, Name = '', LastChangedDate } = find(SecretId);
      const CreatedDate = changed[Name] ?? LastChangedDate;
      return {
        ARN,
        Name,
        Versions: [{ VersionId: VERSION, VersionStages: ['AWSCURRENT'], CreatedDate, LastAccessedDate: daysAgo(1) }],
      };
    },
  };
}
