import type { AwsItem } from '../../src/model/aws/index.ts';
import { optionValue } from '../../src/model/aws/index.ts';
import { type DeployedService, defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { compared, comparisons, environmentEvidence, valuesOf } from '../shared/environments.ts';
import { list, seen } from '../shared/evidence.ts';
import { fix, text } from '../shared/fix.ts';

export default defineRule({
  id: 'staging-architecture-differs',
  topic: 'comparison/hosting',
  severity: 'low',
  docs: {
    title: 'Run staging on production’s processor architecture',
    why: 'Wheels, native libraries and the image itself are other files on ARM than on x86: one that is missing or broken on the other architecture is found in production.',
    how: 'The architecture of each service: runtimePlatform of the ECS task definition that runs (X86_64 where it names none), of the instance types of an Elastic Beanstalk environment or node group. Different sets on the two sides are a finding.',
    fix: 'Build for the architecture of production and run staging on it.',
    silent: [
      'sizes and families of one architecture',
      'ECS on instances of one’s own whose task definition names none',
    ],
    example: {
      language: 'hcl',
      bad: '# aws_ecs_task_definition of production: cpu_architecture = "ARM64"\n# aws_ecs_task_definition of staging:\nruntime_platform {\n  cpu_architecture = "X86_64"\n}',
      good: '# aws_ecs_task_definition of production: cpu_architecture = "ARM64"\n# aws_ecs_task_definition of staging:\nruntime_platform {\n  cpu_architecture = "ARM64"\n}',
    },
    references: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html'],
  },
  controls: { wellArchitected: ['OPS06'], soc2: ['CC8.1'] },
  needs: ['deployment.environments', 'ec2.instanceTypes'],
  subjects: ({ deployment }) => comparisons(deployment.environments),
  judge: (subject, { ec2 }) =>
    compared(subject, (comparison) => {
      const { production, other } = comparison;
      const of = (service: DeployedService) => architectureOf(service, ec2.instanceTypes);
      const model = valuesOf(production, of);
      const own = valuesOf(other, of);
      const evidence = [
        seen(`${production.name} architecture`, model, CALLS),
        seen(`${other.name} architecture`, own, CALLS),
        ...environmentEvidence(comparison),
      ];
      if (model === undefined || own === undefined) {
        const which = model === undefined ? production.name : other.name;
        return unknown(`the processor architecture of ${which} could not be told`, { evidence });
      }
      if (model.join(' ') === own.join(' '))
        return pass(`${other.name} runs on ${list(own)}, as production does`, { evidence });
      return fail(`${other.name} runs on ${list(own)}, production on ${list(model)}: its native code was never tried`, {
        evidence,
        fix: fix(
          `Run ${other.name} on ${list(model)}`,
          text('Build the image for both while moving: docker buildx build --platform linux/amd64,linux/arm64'),
        ),
      });
    }),
});

const CALLS = 'ecs:DescribeTaskDefinition, ec2:DescribeInstanceTypes';

type InstanceType = AwsItem<'ec2.instanceTypes'>;

function architectureOf({ live }: DeployedService, types: readonly InstanceType[]): readonly string[] | undefined {
  if (live.platform === 'ecs') {
    if (live.task.status === 'unavailable') return undefined;
    const { runtimePlatform, requiresCompatibilities = [] } = live.task.value.definition;
    if (runtimePlatform?.cpuArchitecture !== undefined) return [normal(runtimePlatform.cpuArchitecture)];
    return requiresCompatibilities.includes('FARGATE') ? ['x86_64'] : undefined;
  }
  if (live.platform === 'eks') {
    if (live.nodegroups.status === 'unavailable' || live.nodegroups.value.length === 0) return undefined;
    return ofTypes(
      live.nodegroups.value.flatMap(({ instanceTypes = [] }) => instanceTypes),
      types,
    );
  }
  if (live.platform === 'elastic beanstalk') {
    if (live.settings.status === 'unavailable') return undefined;
    const named =
      optionValue(live.settings.value, 'aws:ec2:instances', 'InstanceTypes') ??
      optionValue(live.settings.value, 'aws:autoscaling:launchconfiguration', 'InstanceType');
    return ofTypes(
      (named ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
      types,
    );
  }
  const template =
    live.launchTemplate.status === 'collected' ? live.launchTemplate.value?.LaunchTemplateData.InstanceType : undefined;
  return template === undefined ? undefined : ofTypes([template], types);
}

/** Every type's, or undefined when one of them was not described. */
function ofTypes(names: readonly string[], types: readonly InstanceType[]): readonly string[] | undefined {
  const found = names.map(
    (name) => types.find(({ InstanceType: type }) => type === name)?.ProcessorInfo?.SupportedArchitectures,
  );
  if (found.length === 0 || found.includes(undefined)) return undefined;
  return found
    .flatMap((one) => one ?? [])
    .filter((one) => one !== 'i386')
    .map(normal);
}

function normal(architecture: string): string {
  return architecture.toLowerCase();
}
