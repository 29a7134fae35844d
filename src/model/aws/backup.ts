import type { ProtectedResource, RecoveryPointByResource } from '@aws-sdk/client-backup';
import type { Item } from './item.ts';

export interface BackupFacts {
  /** `ref.id` is the protected resource's ARN. */
  'backup.protectedResources': readonly Item<ProtectedResource, 'ResourceArn' | 'ResourceType'>[];
  /** Of the protected databases, the newest first. `ref.id` is the database's ARN. */
  'backup.recoveryPoints': readonly (Item<RecoveryPointByResource, 'RecoveryPointArn'> & {
    readonly ResourceArn: string;
  })[];
}
