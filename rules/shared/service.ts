import type {
  Copies,
  DatabaseLink,
  DeployedService,
  EvaluatedSettings,
  Evidence,
  Fact,
  Setting,
  Subject,
  Value,
  Verdict,
} from '../../src/model/index.ts';
import { part, unknown } from '../../src/model/index.ts';
import { setting, settingEvidence } from './settings.ts';

/** `ECS service shop-web`: how messages name it. */
export function nameOf({ platform, ref }: DeployedService): string {
  return `${KINDS[platform]} ${ref.name ?? ref.id}`;
}

const KINDS = {
  ecs: 'ECS service',
  'elastic beanstalk': 'Elastic Beanstalk environment',
  eks: 'EKS workload',
  'auto scaling': 'Auto Scaling group',
} as const satisfies Readonly<Record<DeployedService['platform'], string>>;

/** Why the live thing is judged by this repository. */
export function linkEvidence({ repository }: DeployedService): Evidence {
  return { label: 'runs this repository', value: repository.reason, source: 'deployment' };
}

/** What a verdict on both sides needs: the value, or the verdict that says what could not be seen. */
export type Seen<T> = { readonly value: T } | { readonly open: Verdict };

export function look<T>(fact: Fact<T>, what: string): Seen<T> {
  return fact.status === 'collected' ? { value: fact.value } : { open: unknown(`${what}: ${fact.reason}`) };
}

/** A setting as the live service has it. */
export interface LiveSetting {
  readonly setting: Setting;
  readonly value: Value;
  readonly evidence: Evidence;
}

export function liveSetting(settings: EvaluatedSettings, name: string): LiveSetting | undefined {
  const found = setting(settings, name);
  return found && { setting: found, value: found.value, evidence: settingEvidence(found, settings) };
}

/** Variables of the service that decided a setting, with their live values where they are no secret. */
export function variableEvidence(
  service: DeployedService,
  settings: EvaluatedSettings,
  name: string,
): readonly Evidence[] {
  const { variables } = service;
  if (variables.status === 'unavailable') return [];
  const read = new Set(settings.environment.filter((one) => one.setting === name).map((one) => one.name));
  return [...read].toSorted().map((variable) => {
    const live = variables.value.find((one) => one.name === variable);
    const value = live === undefined ? 'not set' : (live.value ?? 'set, a secret');
    return { label: `variable ${variable}`, value, source: variablesCall(service) };
  });
}

/** The call, or the file, that tells a service's variables. */
export function variablesCall({ live }: DeployedService): string {
  if (live.platform === 'eks') return live.workload.path;
  return live.platform === 'ecs' ? 'ecs:DescribeTaskDefinition' : 'elasticbeanstalk:DescribeConfigurationSettings';
}

/** The most copies outside of a deployment. */
export function mostCopies({ desired, steady }: Copies): number {
  return Math.max(desired, steady);
}

/** `up to 4 (desired count 2, scales to 4, …)`, and the call or file that tells it. */
export function copiesEvidence({ live }: DeployedService, copies: Copies): Evidence {
  const call = live.platform === 'ecs' ? 'ecs:DescribeServices' : 'autoscaling:DescribeAutoScalingGroups';
  return {
    label: 'copies',
    value: `up to ${mostCopies(copies)} (${copies.reason})`,
    source: live.platform === 'eks' ? live.workload.path : call,
  };
}

/** A part of a service that could not be seen: it is judged unknown, never left out. */
export interface Blind extends Subject {
  readonly blind: string;
}

/** One subject for each part, or the one that says why there are none to see. */
export function partsOf<P, S extends Subject>(
  service: DeployedService,
  fact: Fact<readonly P[]>,
  what: string,
  subject: (one: P) => S,
): readonly (S | Blind)[] {
  if (fact.status === 'collected') return fact.value.map(subject);
  return [
    { ref: part(service.ref, what), blind: `the ${what} of ${nameOf(service)} could not be told: ${fact.reason}` },
  ];
}

/** One alias of DATABASES of one service, with the database behind it. */
export interface DatabaseAlias extends Subject {
  readonly service: DeployedService;
  readonly link: DatabaseLink;
}

/** Every alias of a service as a subject; `prefix` tells the rules' subjects apart: `DATABASES.default`. */
export function databaseAliases(service: DeployedService, prefix = 'DATABASES'): readonly (DatabaseAlias | Blind)[] {
  return partsOf(service, service.databases, 'databases', (link) => ({
    ref: part(service.ref, `${prefix}.${link.alias}`),
    service,
    link,
  }));
}

const DEVELOPMENT = /^(dev|development|local|test|testing|ci|preview|review)$/;

/** An environment that somebody's tag, variable or settings module calls one for development or tests. */
export function isDevelopment({ environment }: DeployedService): boolean {
  return environment !== undefined && DEVELOPMENT.test(environment.name);
}
