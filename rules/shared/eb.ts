import { about, type ConfigurationSettings, type Environment, optionValue } from '../../src/model/aws/index.ts';
import { type Evidence, type FixStep, type Subject, unknown, type Verdict } from '../../src/model/index.ts';
import { seen } from './evidence.ts';
import { ebExtension, ebOptions, ebTerraform } from './fix.ts';

/** An option of an environment, by its namespace and name. */
export type OptionName = readonly [namespace: string, name: string];

export const ENVIRONMENT_TYPE: OptionName = ['aws:elasticbeanstalk:environment', 'EnvironmentType'];
export const MIN_SIZE: OptionName = ['aws:autoscaling:asg', 'MinSize'];

export const ENHANCED_HEALTH: OptionName = ['aws:elasticbeanstalk:healthreporting:system', 'SystemType'];

/** The settings in effect of one environment, as a rule asks them. */
export interface Options {
  /** The option's value; undefined when AWS lists none. */
  readonly get: (option: OptionName) => string | undefined;
  readonly is: (option: OptionName, value: string) => boolean;
  readonly evidence: (...options: readonly OptionName[]) => readonly Evidence[];
  /** The verdict where AWS lists no value of an option that decides. */
  readonly missing: (option: OptionName) => Verdict;
}

/** Judges an environment by its settings; `unknown` when they could not be read: no option is evidence of nothing. */
export function withOptions(
  environment: Subject & { readonly EnvironmentName: string },
  all: readonly ConfigurationSettings[],
  judge: (options: Options) => Verdict,
): Verdict {
  const settings = about(all, environment)[0];
  if (settings === undefined)
    return unknown(`the configuration settings of ${environment.EnvironmentName} could not be seen`);
  const get = ([namespace, name]: OptionName) => optionValue(settings, namespace, name);
  return judge({
    get,
    is: (option, value) => get(option)?.toLowerCase() === value.toLowerCase(),
    missing: (option) => unknown(`AWS lists no value of ${option.join('/')} for ${environment.EnvironmentName}`),
    evidence: (...options) =>
      options.map((option) => seen(option.join('/'), get(option), 'elasticbeanstalk:DescribeConfigurationSettings')),
  });
}

/** `the Elastic Beanstalk environment shop-prod`: how messages name it. */
export function environmentInWords({ EnvironmentName }: { readonly EnvironmentName: string }): string {
  return `the Elastic Beanstalk environment ${EnvironmentName}`;
}

/** The steps that set options: live, as a file of the repository, and in Terraform. */
export function setOptions(
  environment: Environment,
  ...options: readonly (readonly [option: OptionName, value: string])[]
): readonly FixStep[] {
  const list = options.map(([[namespace, name], value]) => ({ namespace, name, value }));
  return [ebOptions(environment.EnvironmentName, environment.ref.region, list), ebExtension(list), ebTerraform(list)];
}

/** Worker environments read a queue: no load balancer, nobody waits. */
export function isWorker({ Tier }: Environment): boolean {
  return Tier?.Name === 'Worker';
}
