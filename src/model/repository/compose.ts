import type { Location } from '../location.ts';
import type { CommandLine, EnvironmentEntry, ImageReference, Item } from './item.ts';

export interface ComposeFile extends Item {
  readonly services: readonly ComposeService[];
}

export interface ComposeService {
  readonly name: string;
  readonly location: Location;
  readonly image?: ImageReference;
  readonly build?: {
    /** Relative to the scanned folder. */
    readonly context: string;
    readonly dockerfile: string;
    readonly target?: string;
    readonly args: readonly EnvironmentEntry[];
  };
  readonly command?: CommandLine;
  readonly entrypoint?: CommandLine;
  readonly environment: readonly EnvironmentEntry[];
  /** Paths of the repository. */
  readonly envFiles: readonly string[];
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly replicas?: number;
  readonly profiles: readonly string[];
}
