import type { AwsItem } from '../../src/model/aws/index.ts';
import { arn, ref } from './ref.ts';

type Secret = AwsItem<'secretsmanager.secrets'>;

export const SECRET = arn('secretsmanager', 'secret:shop-AbCdEf');

/** A secret that was changed this summer and is read every day. */
export function secret(given: Partial<Secret> = {}): Secret {
  return {
    ref: ref(SECRET, 'shop'),
    ARN: SECRET,
    Name: 'shop',
    RotationEnabled: false,
    CreatedDate: new Date('2024-01-01T00:00:00Z'),
    LastChangedDate: new Date('2026-07-01T00:00:00Z'),
    LastAccessedDate: new Date('2026-11-25T00:00:00Z'),
    ...given,
  };
}

/** The versions of `secret()`, the current one of that date. */
export function secretVersions(current: string | undefined): AwsItem<'secretsmanager.secretVersions'> {
  return {
    ref: ref(SECRET, 'shop'),
    ARN: SECRET,
    Versions: [
      { VersionId: 'old', VersionStages: ['AWSPREVIOUS'], CreatedDate: new Date('2026-11-25T11:00:00Z') },
      {
        VersionId: 'new',
        VersionStages: ['AWSCURRENT'],
        ...(current === undefined ? {} : { CreatedDate: new Date(current) }),
      },
    ],
  };
}

export function parameter(Name: string, modified: string): AwsItem<'ssm.parameters'> {
  const id = arn('ssm', `parameter/${Name.replace(/^\//, '')}`);
  return { ref: ref(id, Name), Name, ARN: id, Type: 'SecureString', LastModifiedDate: new Date(modified) };
}
