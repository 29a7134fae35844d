import type { ServiceName } from './services.ts';
import { entryOf } from './services.ts';

/** Operations whose IAM action has another name (Service Authorization Reference). */
const ACTIONS: Readonly<Record<string, string>> = {
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:HeadBucket': 's3:ListBucket',
  's3:ListObjects': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetBucketCors': 's3:GetBucketCORS',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:GetBucketReplication': 's3:GetReplicationConfiguration',
  's3:GetBucketNotificationConfiguration': 's3:GetBucketNotification',
  's3control:GetPublicAccessBlock': 's3:GetAccountPublicAccessBlock',
};

/** The IAM action that a request needs: `rds:DescribeDBInstances`. */
export function actionOf(service: ServiceName, operation: string): string {
  return ACTIONS[`${service}:${operation}`] ?? `${entryOf(service).iam ?? service}:${operation}`;
}
