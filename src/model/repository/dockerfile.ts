import type { Location } from '../location.ts';
import type { CommandLine, EnvironmentEntry, ImageReference, Item, Placed, Text } from './item.ts';

export interface Dockerfile extends Item {
  /** True for the one (or ones) that the production pipeline builds; `because` says how that is known. */
  readonly production: boolean;
  readonly because: string;
  readonly stages: readonly DockerStage[];
  /** Of the stage that production runs (the last, or the `--target`), with what it inherits from earlier stages. */
  readonly final: DockerFinal;
  /** ARG before the first FROM. */
  readonly globalArgs: readonly DockerArg[];
  /** The build context relative to the scanned folder, `` for its root, when compose or a workflow names it. */
  readonly context: string;
  /** The ignore file that a build of this file uses, when there is one. */
  readonly ignoreFile?: string;
}

export interface DockerStage {
  readonly index: number;
  readonly name?: string;
  readonly base: DockerBase;
  readonly location: Location;
  readonly env: readonly EnvironmentEntry[];
  readonly args: readonly DockerArg[];
  readonly user?: Placed;
  readonly workdir?: Placed;
  readonly cmd?: CommandLine;
  readonly entrypoint?: CommandLine;
  readonly exposed: readonly { readonly port: number; readonly protocol: 'tcp' | 'udp'; readonly location: Location }[];
  readonly healthcheck?: { readonly disabled: boolean; readonly command?: CommandLine; readonly location: Location };
  readonly copies: readonly DockerCopy[];
  readonly runs: readonly CommandLine[];
  readonly volumes: readonly Placed[];
  readonly stopSignal?: Placed;
}

/** `FROM`: an image, an earlier stage, or `scratch`. */
export type DockerBase =
  | { readonly kind: 'image'; readonly image: ImageReference }
  | { readonly kind: 'stage'; readonly index: number; readonly location: Location }
  | { readonly kind: 'scratch'; readonly location: Location };

/** The stage that runs, everything that it inherits applied. */
export interface DockerFinal {
  readonly stage: number;
  /** The image at the bottom of the chain of stages. */
  readonly image?: ImageReference;
  /** Names once, the last value. */
  readonly env: readonly EnvironmentEntry[];
  /** The last USER in the chain; absent when none is set (the base image decides, root by default). */
  readonly user?: Placed;
  readonly workdir?: Placed;
  readonly cmd?: CommandLine;
  readonly entrypoint?: CommandLine;
  readonly exposed: readonly number[];
  /** Stages whose layers are part of the image, the bottom one first. */
  readonly stages: readonly number[];
}

export interface DockerArg {
  readonly name: string;
  readonly default?: Text;
  readonly location: Location;
}

export interface DockerCopy {
  readonly instruction: 'COPY' | 'ADD';
  /** The stage or image of `--from`. */
  readonly from?: string;
  readonly sources: readonly string[];
  readonly destination: string;
  readonly chown?: string;
  readonly location: Location;
  /** Text in the Dockerfile itself, not files. */
  readonly heredoc: boolean;
}

/** What `.dockerignore` keeps out of a build context. */
export interface Dockerignore extends Item {
  /** The folder whose builds it governs. */
  readonly context: string;
  readonly patterns: readonly { readonly pattern: string; readonly negated: boolean; readonly location: Location }[];
  /**
   * Sensitive paths that a `COPY .` from this context would put into the image: every tracked or present `.env`, key and
   * `.git`, and the names themselves at the root when no such file is there. Sorted.
   */
  readonly lets: readonly string[];
}
