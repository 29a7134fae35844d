import type { EvaluatedSettings, Fact, FactName, ScopedFacts, ServiceVariable } from '../model/index.ts';

/** What the join reads of both sides. */
export const INPUTS = [
  'acm.certificateDetails',
  'autoscaling.groups',
  'cloudfront.distributions',
  'cloudwatch.alarms',
  'ecr.repositories',
  'ec2.launchTemplateVersions',
  'ecs.services',
  'ecs.taskDefinitions',
  'eks.clusters',
  'eks.nodegroups',
  'elasticache.cacheClusters',
  'elasticache.replicationGroups',
  'elasticache.serverlessCaches',
  'elasticbeanstalk.configurationSettings',
  'elasticbeanstalk.environments',
  'elasticbeanstalk.resources',
  'elasticloadbalancing.attributes',
  'elasticloadbalancing.listenerCertificates',
  'elasticloadbalancing.listeners',
  'elasticloadbalancing.loadBalancers',
  'elasticloadbalancing.rules',
  'elasticloadbalancing.targetGroupAttributes',
  'elasticloadbalancing.targetGroups',
  'elasticloadbalancing.targetHealth',
  'logs.groups',
  'rds.clusters',
  'rds.instances',
  'rds.proxies',
  'rds.proxyTargets',
  'route53.recordSets',
  's3.buckets',
  'secretsmanager.secrets',
  'ssm.parameters',
  'application-autoscaling.targets',
  'repository.dockerfiles',
  'repository.ecsTaskDefinitions',
  'repository.elasticBeanstalk',
  'repository.kubernetes',
  'repository.processes',
  'repository.project',
  'repository.settings',
  'repository.terraform',
  'repository.workflows',
] as const satisfies readonly FactName[];

export type Inputs = ScopedFacts<(typeof INPUTS)[number]>;

/**
 * Evaluates the repository's settings under the variables of a live service: `module` is the one that the service names, or
 * undefined for the repository's own choice. Handed in, so that the join stays pure.
 */
export type EvaluateSettings = (request: {
  readonly module: string | undefined;
  readonly variables: readonly ServiceVariable[];
}) => Fact<EvaluatedSettings>;
