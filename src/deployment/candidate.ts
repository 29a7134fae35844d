import type { AutoScalingGroup, GuardedText, TargetGroup } from '../model/aws/index.ts';
import type { DeployedService, Fact, ServiceVariable, Subject } from '../model/index.ts';

/** Something live that may run the repository's code, before anything says that it does. */
export interface Candidate extends Subject {
  readonly platform: DeployedService['platform'];
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
  readonly copies: DeployedService['copies'];
  /** What of the account is part of it: roles, subnets, security groups, log groups, images. */
  readonly parts: readonly string[];
}

/** The value of a variable, when it is known and no secret. */
export function variable(variables: readonly ServiceVariable[], name: string): string | undefined {
  return variables.find((one) => one.name === name)?.value;
}
