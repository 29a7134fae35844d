import type { Location } from '../../model/location.ts';
import type { Artefact, CommandLine, Dockerfile, EnvironmentEntry, RunPhase } from '../../model/repository/index.ts';

/** A command that an artefact starts something with, before anything in it is followed. */
export interface Start {
  readonly artefact: Artefact;
  /** Where the artefact says it. */
  readonly location: Location;
  /** The process type, container, service, unit or job. */
  readonly name?: string;
  readonly production: boolean;
  readonly role: 'production' | 'development' | 'test' | 'example';
  readonly phase: RunPhase;
  /** One instance runs it. */
  readonly once?: string;
  readonly ignoresFailure: boolean;
  readonly entrypoint?: CommandLine;
  readonly command?: CommandLine;
  readonly environment: readonly EnvironmentEntry[];
  readonly replicas?: number;
  readonly dockerfile?: Dockerfile;
  /** The command is the image's own, not the artefact's. */
  readonly inherited: boolean;
  /** The first process gets the signals of a container. */
  readonly container: boolean;
  /** Where scripts are looked for: a folder of the repository. */
  readonly folder: string;
  readonly when?: string;
}
