import type { InstanceInformation, InstancePatchState, ParameterMetadata } from '@aws-sdk/client-ssm';
import type { Answers } from '../answers.ts';
import { AwsError } from '../answers.ts';
import { arn, chosen, daysAgo, NOW } from './where.ts';

/** A node whose agent answers. */
export function managedNode(InstanceId: string, differs: Partial<InstanceInformation> = {}): InstanceInformation {
  return {
    InstanceId,
    PingStatus: 'Online',
    LastPingDateTime: new Date(NOW.getTime() - 120_000),
    AgentVersion: '3.3.2299.0',
    IsLatestVersion: true,
    PlatformType: 'Linux',
    PlatformName: 'Amazon Linux',
    PlatformVersion: '2023',
    ResourceType: 'EC2Instance',
    IPAddress: '10.0.1.10',
    ComputerName: 'ip-10-0-1-10.eu-west-1.compute.internal',
    SourceId: InstanceId,
    SourceType: 'AWS::EC2::Instance',
    AssociationStatus: 'Success',
    LastAssociationExecutionDate: daysAgo(1),
    ...differs,
  };
}

export function patchState(InstanceId: string, differs: Partial<InstancePatchState> = {}): InstancePatchState {
  return {
    InstanceId,
    PatchGroup: '',
    BaselineId: 'pb-0a000000000000001',
    Operation: 'Scan',
    OperationStartTime: daysAgo(1),
    OperationEndTime: daysAgo(1),
    InstalledCount: 220,
    InstalledOtherCount: 30,
    InstalledPendingRebootCount: 0,
    InstalledRejectedCount: 0,
    MissingCount: 0,
    FailedCount: 0,
    NotApplicableCount: 500,
    CriticalNonCompliantCount: 0,
    SecurityNonCompliantCount: 0,
    OtherNonCompliantCount: 0,
    ...differs,
  };
}

export function parameter(Name: string, differs: Partial<ParameterMetadata> = {}): ParameterMetadata {
  return {
    Name,
    ARN: arn('ssm', `parameter${Name}`),
    Type: 'SecureString',
    KeyId: 'alias/aws/ssm',
    LastModifiedDate: daysAgo(100),
    LastModifiedUser: 'arn:aws:iam::111122223333:role/deploy',
    Version: 1,
    Tier: 'Standard',
    Policies: [],
    DataType: 'text',
    ...differs,
  };
}

export interface SsmThings {
  readonly nodes?: readonly InstanceInformation[];
  readonly patchStates?: readonly InstancePatchState[];
  readonly parameters?: readonly ParameterMetadata[];
  /** What Session Manager's document says; absent when nobody made one. */
  readonly sessionInputs?: Readonly<Record<string, string | boolean>>;
}

export function ssmAnswers({
  nodes = [],
  patchStates = [],
  parameters = [],
  sessionInputs,
}: SsmThings): NonNullable<Answers['ssm']> {
  return {
    DescribeInstanceInformation: { InstanceInformationList: [...nodes] },
    DescribeInstancePatchStates: ({ InstanceIds }) => ({
      InstancePatchStates: chosen(patchStates, ({ InstanceId }) => InstanceId, InstanceIds),
    }),
    DescribeParameters: { Parameters: [...parameters] },
    GetDocument: ({ Name = '' }) => ({
      Name,
      DocumentVersion: '1',
      Status: 'Active',
      DocumentType: 'Session',
      DocumentFormat: 'JSON',
      CreatedDate: daysAgo(300),
      Content: JSON.stringify({
        schemaVersion: '1.0',
        description: 'Session preferences',
        sessionType: 'Standard_Stream',
        inputs: document(Name, sessionInputs),
      }),
    }),
    DescribeDocument: ({ Name = '' }) => {
      document(Name, sessionInputs);
      return {
        Document: { Name, Owner: '111122223333', DocumentType: 'Session', DocumentFormat: 'JSON', Status: 'Active' },
      };
    },
  };
}

function document(name: string, inputs: SsmThings['sessionInputs']): object {
  if (name === 'SSM-SessionManagerRunShell' && inputs !== undefined) return inputs;
  throw new AwsError('InvalidDocument', `Document with name ${name} does not exist.`, 400);
}
