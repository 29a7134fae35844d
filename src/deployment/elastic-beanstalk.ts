import {
  type ConfigurationSettings,
  type ElasticBeanstalkFacts,
  ENVIRONMENT_PROPERTIES,
  ENVIRONMENT_SECRETS,
  type Environment,
  optionValue,
} from '../model/aws/index.ts';
import { collected, type Fact, pool, type ServiceVariable, unavailable } from '../model/index.ts';
import { byGroupName } from './auto-scaling.ts';
import type { Candidate } from './candidate.ts';
import { live } from './evidence.ts';
import { aboutOne, all, map, pick } from './facts.ts';
import type { Inputs } from './inputs.ts';
import { within } from './lookup.ts';
import { byTargetGroupArn } from './target-groups.ts';

/** Each environment of the web tier and of the worker tier. */
export function elasticBeanstalkCandidates(inputs: Inputs): readonly Candidate[] {
  return pool(inputs['elasticbeanstalk.environments']).items.map((environment) => candidate(inputs, environment));
}

function candidate(inputs: Inputs, environment: Environment): Candidate {
  const settings = aboutOne(inputs['elasticbeanstalk.configurationSettings'], environment);
  const resources = aboutOne(inputs['elasticbeanstalk.resources'], environment);
  const groups = chain(resources, (found) => {
    const names = (found.AutoScalingGroups ?? []).flatMap(({ Name }) =>
      Name === undefined ? [] : [within(environment.ref, Name)],
    );
    return pick(inputs['autoscaling.groups'], byGroupName, names);
  });
  return {
    ref: environment.ref,
    live: { platform: 'elastic beanstalk', environment, settings },
    names: [
      { what: 'environment', name: environment.EnvironmentName },
      { what: 'application', name: environment.ApplicationName },
    ],
    tags: {},
    carriers: [],
    images: [],
    logGroups: logGroups(environment),
    watched: watched(environment, groups),
    hosts: hosts(environment),
    variables: chain(settings, variablesOf),
    targetGroups: chain(groups, (found) =>
      map(
        all(
          found
            .flatMap((group) => group.TargetGroupARNs ?? [])
            .map((arn) => pick(inputs['elasticloadbalancing.targetGroups'], byTargetGroupArn, [arn])),
        ),
        (lists) => lists.flat(),
      ),
    ),
    groups,
    copies: map(groups, (found) => {
      const most = sum(found.map((group) => group.MaxSize));
      return {
        desired: sum(found.map((group) => group.DesiredCapacity)),
        steady: most,
        maximum: most,
        reason: `MaxSize of ${found.map((group) => group.AutoScalingGroupName).join(', ')}`,
      };
    }),
    parts: parts(settings, resources),
  };
}

function variablesOf(settings: ConfigurationSettings): Fact<readonly ServiceVariable[]> {
  if (optionValue(settings, 'aws:rds:dbinstance', 'HasCoupledDatabase') === 'true') {
    return unavailable('the environment has a coupled database, whose RDS_* variables no call tells');
  }
  return collected(
    settings.OptionSettings.flatMap((option): readonly ServiceVariable[] => {
      const { Namespace, OptionName, value, redacted } = option;
      const text = { ...(value === undefined ? {} : { value }), ...(redacted === undefined ? {} : { redacted }) };
      if (Namespace === ENVIRONMENT_PROPERTIES) {
        return [{ name: OptionName, source: 'elastic beanstalk property', ...text }];
      }
      if (Namespace !== ENVIRONMENT_SECRETS) return [];
      return [
        {
          name: OptionName,
          source: 'elastic beanstalk secret',
          ...(value === undefined ? {} : { valueFrom: value }),
        },
      ];
    }),
  );
}

/** Elastic Beanstalk streams to groups below this name, one for each log file. */
function logGroups({ EnvironmentName }: Environment): Candidate['logGroups'] {
  const name = `/aws/elasticbeanstalk/${EnvironmentName}/`;
  const evidence = live('EnvironmentName', EnvironmentName, 'elasticbeanstalk:DescribeEnvironments');
  return [{ name, reason: `Elastic Beanstalk streams the logs of ${EnvironmentName} to ${name}`, evidence }];
}

function watched({ ref, EnvironmentName }: Environment, groups: Candidate['groups']): Candidate['watched'] {
  const members = groups.status === 'collected' ? groups.value : [];
  return [
    { ref, dimensions: { EnvironmentName }, call: 'elasticbeanstalk:DescribeEnvironments' },
    ...members.map((group) => ({
      ref: group.ref,
      dimensions: { AutoScalingGroupName: group.AutoScalingGroupName },
      call: 'autoscaling:DescribeAutoScalingGroups',
    })),
  ];
}

/** A single instance's EndpointURL is an address and no name. */
function hosts({ ref, EnvironmentName, CNAME, EndpointURL }: Environment): Candidate['hosts'] {
  const names = [CNAME, EndpointURL].flatMap((one) => (one === undefined || /^[\d.]+$/.test(one) ? [] : [one]));
  return names.map((host) => ({ host, ref, what: `environment ${EnvironmentName}` }));
}

function parts(
  settings: Fact<ConfigurationSettings>,
  resources: Fact<ElasticBeanstalkFacts['elasticbeanstalk.resources'][number]>,
): readonly string[] {
  const instances = resources.status === 'collected' ? (resources.value.Instances ?? []).map((one) => one.Id) : [];
  const groups =
    settings.status === 'collected'
      ? (optionValue(settings.value, 'aws:autoscaling:launchconfiguration', 'SecurityGroups') ?? '').split(',')
      : [];
  return [...instances, ...groups].filter((id): id is string => id !== undefined && id !== '');
}

function chain<T, U>(fact: Fact<T>, next: (value: T) => Fact<U>): Fact<U> {
  return fact.status === 'collected' ? next(fact.value) : fact;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
