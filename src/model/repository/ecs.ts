import type { Location } from '../location.ts';
import type { CommandLine, EnvironmentEntry, ImageReference, Item, Known } from './item.ts';

/** A task definition that the repository declares, in the API's own field names where there are any. */
export interface EcsTaskDefinition extends Item {
  readonly origin: 'json' | 'terraform' | 'cloudformation' | 'copilot';
  readonly family?: string;
  readonly containers: readonly EcsContainer[];
  readonly taskRoleArn?: string;
  readonly executionRoleArn?: string;
  /** CPU units (1024 is one vCPU) and MiB. */
  readonly cpu?: Known<number>;
  readonly memory?: Known<number>;
  readonly networkMode?: string;
  readonly requiresCompatibilities: readonly string[];
  /** Volumes with what backs them: `efs`, `bind`, `docker`. */
  readonly volumes: readonly { readonly name: string; readonly kind: string; readonly location: Location }[];
  /** True when it holds `${…}` or other marks that something fills in. */
  readonly templated: boolean;
}

export interface EcsContainer {
  readonly name: string;
  readonly location: Location;
  readonly image?: ImageReference;
  readonly essential: boolean;
  readonly command?: CommandLine;
  readonly entryPoint?: CommandLine;
  readonly environment: readonly EnvironmentEntry[];
  readonly secrets: readonly EnvironmentEntry[];
  /** S3 objects: names unknown. */
  readonly environmentFiles: readonly string[];
  readonly portMappings: readonly { readonly containerPort: number; readonly location: Location }[];
  readonly healthCheck?: { readonly command: CommandLine; readonly location: Location };
  /** Seconds; absent when it is not said. */
  readonly stopTimeout?: number;
  readonly user?: string;
  readonly privileged: boolean;
  readonly readonlyRootFilesystem: boolean;
  readonly logDriver?: string;
  readonly mountPoints: readonly { readonly sourceVolume: string; readonly containerPath: string }[];
  readonly dependsOn: readonly { readonly containerName: string; readonly condition: string }[];
}
