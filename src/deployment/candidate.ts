import type { AutoScalingGroup, GuardedText, TargetGroup } from '../model/aws/index.ts';
import type { DeployedService, Edge, Fact, LiveParts, ServiceVariable, Subject, SubjectRef } from '../model/index.ts';
import type { Watched } from './alarms.ts';
import type { NamedLogGroup } from './log-groups.ts';

/** Something live that may run the repository's code, before anything says that it does. */
export interface Candidate extends Subject {
  readonly live: LiveParts;
  /** What carries it: its cluster and node groups. */
  readonly carriers: readonly Edge[];
  /** What the repository may know it by: the task definition's family, the environment's and the application's name. */
  readonly names: readonly { readonly what: string; readonly name: string }[];
  readonly tags: Readonly<Record<string, string>>;
  readonly variables: Fact<readonly ServiceVariable[]>;
  /** The command that the platform gives; absent when the image's own runs. */
  readonly command?: readonly GuardedText[];
  /** The container's name. */
  readonly container?: string;
  readonly targetGroups: Fact<readonly TargetGroup[]>;
  readonly groups: Fact<readonly AutoScalingGroup[]>;
  /** As the platform is told. */
  readonly images: readonly string[];
  readonly logGroups: readonly NamedLogGroup[];
  /** The dimensions of its own metrics. */
  readonly watched: readonly Watched[];
  /** Names of AWS by which a distribution may reach it: an environment's CNAME. */
  readonly hosts: readonly { readonly host: string; readonly ref: SubjectRef; readonly what: string }[];
  readonly copies: DeployedService['copies'];
  /** What of the account is part of it: roles, subnets, security groups, log groups, images. */
  readonly parts: readonly string[];
}

/** The value of a variable, when it is known and no secret. */
export function variable(variables: readonly ServiceVariable[], name: string): string | undefined {
  return variables.find((one) => one.name === name)?.value;
}
