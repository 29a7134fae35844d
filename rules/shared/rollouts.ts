import { about, optionValue } from '../../src/model/aws/index.ts';
import type { DeployedService, Evidence, LiveParts } from '../../src/model/index.ts';
import { seen } from './evidence.ts';
import { found } from './places.ts';

/** Whether old copies serve beside new ones while a service is deployed. */
export interface Overlap {
  /** Undefined when it could not be told. */
  readonly overlaps: boolean | undefined;
  /** `rolling, at least 100% stay`. */
  readonly how: string;
  readonly evidence: readonly Evidence[];
}

export function overlapOf({ live }: DeployedService): Overlap {
  switch (live.platform) {
    case 'ecs':
      return ofEcs(live);
    case 'elastic beanstalk':
      return ofBeanstalk(live);
    case 'eks':
      return ofWorkload(live);
    case 'auto scaling':
      return { overlaps: undefined, how: 'nothing says how its instances are replaced', evidence: [] };
  }
}

function ofEcs({ service }: LiveParts & { platform: 'ecs' }): Overlap {
  const controller = service.deploymentController?.type ?? 'ECS';
  const {
    strategy = 'ROLLING',
    minimumHealthyPercent: least,
    maximumPercent: most,
  } = service.deploymentConfiguration ?? {};
  const shown = controller === 'ECS' ? strategy : controller;
  const evidence = [seen('deployment', shown, 'ecs:DescribeServices')];
  if (controller === 'EXTERNAL') return { overlaps: undefined, how: 'by an external controller', evidence };
  if (shown !== 'ROLLING') return { overlaps: true, how: shown, evidence };
  const percents = [
    seen('minimumHealthyPercent', least, 'ecs:DescribeServices'),
    seen('maximumPercent', most, 'ecs:DescribeServices'),
  ];
  return { overlaps: least !== 0 || most !== 100, how: 'ROLLING', evidence: [...evidence, ...percents] };
}

function ofBeanstalk({ environment, settings }: LiveParts & { platform: 'elastic beanstalk' }): Overlap {
  if (settings.status === 'unavailable') return { overlaps: undefined, how: settings.reason, evidence: [] };
  const [own] = about([settings.value], environment);
  const option = (namespace: string, name: string) =>
    own && optionValue(own, `aws:elasticbeanstalk:${namespace}`, name);
  const policy = option('command', 'DeploymentPolicy');
  const single = option('environment', 'EnvironmentType') === 'SingleInstance';
  const evidence = [seen('DeploymentPolicy', policy, 'elasticbeanstalk:DescribeConfigurationSettings')];
  if (policy === undefined) return { overlaps: undefined, how: 'AWS lists no DeploymentPolicy', evidence };
  const together = policy === 'Immutable' || policy === 'TrafficSplitting' || (policy.startsWith('Rolling') && !single);
  return { overlaps: together, how: policy, evidence };
}

/** Kubernetes rolls what says nothing; a StatefulSet with OnDelete waits for a person. */
function ofWorkload({ workload }: LiveParts & { platform: 'eks' }): Overlap {
  const strategy = workload.strategy ?? 'RollingUpdate';
  return {
    overlaps: strategy !== 'Recreate',
    how: strategy,
    evidence: [found('strategy', workload.strategy ?? 'not set: RollingUpdate', workload.location)],
  };
}
