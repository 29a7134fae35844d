import type { AwsItem } from '../../src/model/aws/index.ts';
import { arn, ref } from './ref.ts';

export function protectedResource(resource: string): AwsItem<'backup.protectedResources'> {
  return {
    ref: ref(resource, resource),
    ResourceArn: resource,
    ResourceType: 'RDS',
    LastBackupTime: new Date('2026-11-25T03:00:00Z'),
  };
}

export function recoveryPoint(
  resource: string,
  given: Partial<AwsItem<'backup.recoveryPoints'>> = {},
): AwsItem<'backup.recoveryPoints'> {
  return {
    ref: ref(resource, resource),
    ResourceArn: resource,
    RecoveryPointArn: arn('rds', 'snapshot:awsbackup:job-1'),
    BackupVaultName: 'Default',
    Status: 'COMPLETED',
    CreationDate: new Date('2026-11-01T03:00:00Z'),
    ...given,
  };
}
