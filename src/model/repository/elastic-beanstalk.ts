import type { Location } from '../location.ts';
import type { Json } from '../value.ts';
import type { CommandLine, EnvironmentEntry, Item, Placed, Text } from './item.ts';

/** Everything of the repository that Elastic Beanstalk reads. */
export interface ElasticBeanstalk {
  /** False when nothing of it is there. */
  readonly present: boolean;
  /** `.ebextensions/*.config`, in the order in which they are applied. */
  readonly extensions: readonly EbExtension[];
  /** All of them; a later one wins. Environment properties are in `environment`. */
  readonly optionSettings: readonly OptionSetting[];
  /** `aws:elasticbeanstalk:application:environment`, names once. */
  readonly environment: readonly EnvironmentEntry[];
  /** `aws:elasticbeanstalk:application:environmentsecrets`: names and where they come from. */
  readonly environmentSecrets: readonly EnvironmentEntry[];
  readonly containerCommands: readonly ContainerCommand[];
  readonly hooks: readonly PlatformHook[];
  readonly proxyFiles: readonly Item[];
  readonly procfile?: Procfile;
  readonly buildfile?: Procfile;
  readonly cron: readonly CronJob[];
  readonly dockerrun?: Item;
  readonly config?: EbConfig;
}

export interface EbExtension extends Item {
  readonly commands: readonly ContainerCommand[];
  readonly files: readonly EbFile[];
  /** `Resources`: CloudFormation. */
  readonly resources: readonly { readonly id: string; readonly type: string; readonly location: Location }[];
  /** `packages`: manager, then names. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
}

/** An option in either notation of `option_settings`. */
export interface OptionSetting extends Item {
  readonly namespace: string;
  readonly option: string;
  readonly value: Text;
}

/** An entry of `container_commands` (or `commands`). They run in the order of their names. */
export interface ContainerCommand extends Item {
  readonly name: string;
  readonly kind: 'container_commands' | 'commands';
  readonly command: CommandLine;
  readonly leaderOnly: boolean;
  readonly ignoreErrors: boolean;
  readonly test?: string;
  readonly cwd?: string;
  readonly env: readonly EnvironmentEntry[];
}

export interface EbFile {
  /** On the instance. */
  readonly target: string;
  readonly mode?: string;
  readonly location: Location;
  /** Shell scripts are opened like any other. */
  readonly commands: readonly CommandLine[];
}

/** A script of `.platform/hooks` or `.platform/confighooks`. */
export interface PlatformHook extends Item {
  readonly when: 'hooks' | 'confighooks';
  readonly stage: 'prebuild' | 'predeploy' | 'postdeploy';
  /** Git's mode (the bundle keeps it). */
  readonly executable: boolean;
  readonly shebang?: string;
  /** `set -e` or an equivalent before the first command. */
  readonly stopsOnError: boolean;
  readonly script: CommandLine;
}

export interface Procfile extends Item {
  readonly entries: readonly { readonly name: string; readonly command: CommandLine; readonly location: Location }[];
}

/** An entry of cron.yaml, or a crontab that `.ebextensions` writes. */
export interface CronJob extends Item {
  readonly name: string;
  readonly schedule: string;
  /** A URL for cron.yaml, a command for a crontab. */
  readonly target: string;
  readonly source: 'cron.yaml' | 'crontab';
}

/** `.elasticbeanstalk/config.yml` and saved configurations. */
export interface EbConfig extends Item {
  readonly application?: Placed;
  /** Environment by branch. */
  readonly environments: readonly { readonly branch: string; readonly name: string }[];
  readonly region?: Placed;
  /** `Python 3.11 running on 64bit Amazon Linux 2023`. */
  readonly platform?: Placed;
  /** `eb_create_environment.yml` and `saved_configs/*.cfg.yml`, secrets masked. */
  readonly saved: readonly { readonly path: string; readonly content: Json }[];
}
