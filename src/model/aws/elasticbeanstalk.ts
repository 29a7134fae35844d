import type {
  ApplicationVersionDescription,
  ConfigurationOptionSetting,
  EnvironmentDescription,
  EnvironmentResourceDescription,
  ManagedAction,
  PlatformBranchSummary,
  PlatformDescription,
} from '@aws-sdk/client-elastic-beanstalk';
import type { Subject } from '../subject.ts';
import type { Item } from './item.ts';
import type { GuardedText } from './redacted.ts';

/** Terminated ones are left out. */
export type Environment = Item<
  EnvironmentDescription,
  'EnvironmentArn' | 'EnvironmentId' | 'EnvironmentName' | 'ApplicationName'
>;

/** The settings in effect of one environment. `ref` is the environment's. */
export interface ConfigurationSettings extends Subject {
  readonly ApplicationName: string;
  readonly EnvironmentName: string;
  readonly OptionSettings: readonly OptionSetting[];
}

export interface OptionSetting
  extends Omit<ConfigurationOptionSetting, 'Value' | 'Namespace' | 'OptionName'>,
    GuardedText {
  readonly Namespace: string;
  readonly OptionName: string;
}

/** Properties of the environment are options of this namespace. */
export const ENVIRONMENT_PROPERTIES = 'aws:elasticbeanstalk:application:environment';
/** Properties that Elastic Beanstalk reads from Secrets Manager or Parameter Store; the values are ARNs. */
export const ENVIRONMENT_SECRETS = 'aws:elasticbeanstalk:application:environmentsecrets';

/** The value of an option; undefined when it is not set, or was redacted. */
export function optionValue(settings: ConfigurationSettings, namespace: string, name: string): string | undefined {
  return settings.OptionSettings.find((option) => option.Namespace === namespace && option.OptionName === name)?.value;
}

export interface ElasticBeanstalkFacts {
  'elasticbeanstalk.environments': readonly Environment[];
  'elasticbeanstalk.configurationSettings': readonly ConfigurationSettings[];
  /** Load balancers, groups, instances and launch templates of an environment. `ref` is the environment's. */
  'elasticbeanstalk.resources': readonly (Item<EnvironmentResourceDescription> & {
    readonly EnvironmentName: string;
  })[];
  /** The platform versions in use, by `PlatformArn`. */
  'elasticbeanstalk.platforms': readonly Item<PlatformDescription, 'PlatformArn'>[];
  'elasticbeanstalk.platformBranches': readonly Item<PlatformBranchSummary, 'BranchName'>[];
  /** Pending and running ones. `ref` is the environment's. */
  'elasticbeanstalk.managedActions': readonly (Subject & {
    readonly EnvironmentName: string;
    readonly ManagedActions: readonly ManagedAction[];
  })[];
  /** The versions that environments run. */
  'elasticbeanstalk.applicationVersions': readonly Item<
    ApplicationVersionDescription,
    'ApplicationName' | 'VersionLabel'
  >[];
}
