import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import type { StaticListSchema, StaticOperationSchema, StaticStructureSchema } from '@smithy/types';

/**
 * The registry's newest client for Synthetics has no schemas yet, so the two operations that an audit can use are written
 * here in the SDK's notation: 3 a structure, 1 a list, 9 an operation; 0 a string, 1 a number, 2 a boolean, 4 a timestamp.
 */
const NAMESPACE = 'com.amazonaws.synthetics';

function structure(
  name: string,
  members: Readonly<Record<string, StaticStructureSchema[5][number]>>,
): StaticStructureSchema {
  return [3, NAMESPACE, name, 0, Object.keys(members), Object.values(members)];
}

function list(name: string, member: StaticListSchema[4]): StaticListSchema {
  return [1, NAMESPACE, name, 0, member];
}

const CODE = structure('CanaryCodeOutput', { SourceLocationArn: 0, Handler: 0 });
const SCHEDULE = structure('CanaryScheduleOutput', { Expression: 0, DurationInSeconds: 1 });
const RUN_CONFIG = structure('CanaryRunConfigOutput', { TimeoutInSeconds: 1, MemoryInMB: 1, ActiveTracing: 2 });
const STATUS = structure('CanaryStatus', { State: 0, StateReason: 0, StateReasonCode: 0 });
const TIMELINE = structure('CanaryTimeline', { Created: 4, LastModified: 4, LastStarted: 4, LastStopped: 4 });
const CANARY = structure('Canary', {
  Id: 0,
  Name: 0,
  Code: CODE,
  ExecutionRoleArn: 0,
  Schedule: SCHEDULE,
  RunConfig: RUN_CONFIG,
  SuccessRetentionPeriodInDays: 1,
  FailureRetentionPeriodInDays: 1,
  Status: STATUS,
  Timeline: TIMELINE,
  ArtifactS3Location: 0,
  EngineArn: 0,
  RuntimeVersion: 0,
  Tags: [2, NAMESPACE, 'TagMap', 0, 0, 0],
});
const RUN = structure('CanaryRun', {
  Name: 0,
  Status: structure('CanaryRunStatus', { State: 0, StateReason: 0, StateReasonCode: 0 }),
  Timeline: structure('CanaryRunTimeline', { Started: 4, Completed: 4 }),
});
const LAST_RUN = structure('CanaryLastRun', { CanaryName: 0, LastRun: RUN });
const ASK = { NextToken: 0, MaxResults: 1, Names: list('DescribeCanariesNameFilter', 0) } as const;

function post(name: string, path: string, output: StaticStructureSchema): StaticOperationSchema {
  return [9, NAMESPACE, name, { http: ['POST', path, 200] }, structure(`${name}Request`, ASK), output];
}

export const SYNTHETICS_OPERATIONS: readonly StaticOperationSchema[] = [
  post(
    'DescribeCanaries',
    '/canaries',
    structure('DescribeCanariesResponse', { Canaries: list('Canaries', CANARY), NextToken: 0 }),
  ),
  post(
    'DescribeCanariesLastRun',
    '/canaries/last-run',
    structure('DescribeCanariesLastRunResponse', { CanariesLastRun: list('CanariesLastRun', LAST_RUN), NextToken: 0 }),
  ),
];

export const SYNTHETICS_PROTOCOL = new AwsRestJsonProtocol({ defaultNamespace: NAMESPACE });
