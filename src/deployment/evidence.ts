import type {
  EvaluatedSettings,
  Evidence,
  Location,
  ServiceVariable,
  Setting,
  VariableSource,
} from '../model/index.ts';

/** What the account answered: a field, its value, and the call. */
export function live(label: string, value: string, source: string): Evidence {
  return { label, value, source };
}

/** What stands in the repository. */
export function written(label: string, value: string, location: Location): Evidence {
  return { label, value, source: `${location.path}:${location.line}`, location };
}

const CALLS: Readonly<Record<Exclude<VariableSource, 'kubernetes manifest' | 'kubernetes secret'>, string>> = {
  'ecs environment': 'ecs:DescribeTaskDefinition',
  'ecs secret': 'ecs:DescribeTaskDefinition',
  'elastic beanstalk property': 'elasticbeanstalk:DescribeConfigurationSettings',
  'elastic beanstalk secret': 'elasticbeanstalk:DescribeConfigurationSettings',
};

/** A variable of the service; of a secret one only where it comes from. */
export function variableEvidence(
  { name, value, valueFrom, source, location }: ServiceVariable,
  host?: string,
): Evidence {
  const said = value ?? host ?? (valueFrom === undefined ? 'set, a secret' : `from ${valueFrom}`);
  if (location !== undefined) return written(`variable ${name}`, said, location);
  return live(`variable ${name}`, said, CALLS[source as keyof typeof CALLS] ?? source);
}

/** A setting under the service's variables, with the place of its last assignment. */
export function settingEvidence(settings: EvaluatedSettings, name: string, label: string, value: string): Evidence {
  const setting: Setting | undefined = settings.settings.find((one) => one.name === name);
  const step = setting?.trace.at(-1);
  return step === undefined ? live(label, value, settings.module) : written(label, value, step);
}
