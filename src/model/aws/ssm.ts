import type {
  DocumentDescription,
  InstanceInformation,
  InstancePatchState,
  ParameterMetadata,
} from '@aws-sdk/client-ssm';
import type { Subject } from '../subject.ts';
import type { Item } from './item.ts';

/** Session Manager's preferences of a region; an item without `inputs` says that the document is missing (defaults apply). */
export interface SessionDocument extends Subject {
  readonly Name: 'SSM-SessionManagerRunShell';
  readonly inputs?: {
    readonly s3BucketName?: string;
    readonly s3EncryptionEnabled?: boolean;
    readonly cloudWatchLogGroupName?: string;
    readonly cloudWatchEncryptionEnabled?: boolean;
    readonly cloudWatchStreamingEnabled?: boolean;
    readonly kmsKeyId?: string;
    readonly runAsEnabled?: boolean;
    readonly runAsDefaultUser?: string;
    readonly idleSessionTimeout?: string;
    readonly maxSessionDuration?: string;
  };
}

export interface SsmFacts {
  /** The managed nodes. `ref.id` is the EC2 instance's ARN where it is one, so that it joins `ec2.instances`. */
  'ssm.instances': readonly Item<InstanceInformation, 'InstanceId' | 'PingStatus'>[];
  /** `ref` is the node's. A node without a patch scan has no item. */
  'ssm.patchStates': readonly Item<InstancePatchState, 'InstanceId'>[];
  'ssm.sessionDocument': readonly SessionDocument[];
  /** None where the document is missing. */
  'ssm.sessionDocumentMetadata': readonly Item<
    Pick<DocumentDescription, 'Name' | 'Status' | 'Owner' | 'CreatedDate' | 'DocumentVersion'>,
    'Name'
  >[];
  /** Metadata of the parameters, never their values. */
  'ssm.parameters': readonly Item<ParameterMetadata, 'Name'>[];
}
