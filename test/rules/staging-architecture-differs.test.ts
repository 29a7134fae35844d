import rule from '../../rules/comparison/staging-architecture-differs.ts';
import type { AwsItem } from '../../src/model/aws/index.ts';
import { collected, type DeployedService } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied } from '../build/deployment.ts';
import { container, ecsService, taskDefinition } from '../build/ecs.ts';
import { cluster, nodegroup } from '../build/eks.ts';
import { ALONE, environments } from '../build/environments.ts';
import * as k8s from '../build/pipeline.ts';
import { arn, ref } from '../build/ref.ts';

const type = (name: string, architecture: 'arm64' | 'x86_64'): AwsItem<'ec2.instanceTypes'> => ({
  ref: ref(arn('ec2', `instance-type/${name}`), name),
  InstanceType: name as 't4g.small', // a name of AWS
  ProcessorInfo: { SupportedArchitectures: [architecture] },
});
const instanceTypes = [type('t4g.small', 'arm64'), type('t3.small', 'x86_64')];

const compared = (production: Partial<DeployedService>, staging: Partial<DeployedService>) => ({
  given: { deployment: { environments: environments(production, staging) }, ec2: { instanceTypes } },
});
const fargate = (cpuArchitecture?: 'ARM64' | 'X86_64'): Partial<DeployedService> => ({
  live: {
    platform: 'ecs',
    service: ecsService(),
    task: collected({
      definition: {
        ...taskDefinition(),
        ...(cpuArchitecture === undefined ? {} : { runtimePlatform: { cpuArchitecture } }),
      },
      container: container(),
    }),
  },
});
const nodes = (...names: readonly string[]): Partial<DeployedService> => ({
  live: {
    platform: 'eks',
    cluster: cluster(),
    nodegroups: collected([nodegroup({ instanceTypes: [...names] })]),
    workload: k8s.workload('web'),
    container: k8s.container('web'),
  },
});

testRule(rule, {
  pass: {
    'both on x86, one by default': compared(fargate(), fargate('X86_64')),
    'ARM of Fargate and of a node group': compared(fargate('ARM64'), nodes('t4g.small')),
  },
  fail: {
    'staging on x86, production on ARM': {
      ...compared(fargate('ARM64'), fargate()),
      reports: ['staging runs on x86_64, production on arm64: its native code was never tried'],
      severities: ['low'],
    },
    'a node group of the other kind': {
      ...compared(fargate('ARM64'), nodes('t3.small')),
      reports: ['staging runs on x86_64, production on arm64: its native code was never tried'],
    },
  },
  unknown: {
    'a type that was not described': {
      ...compared(fargate(), nodes('m99.large')),
      reasons: ['the processor architecture of staging could not be told'],
    },
    'the task definition was denied': {
      ...compared({ live: { platform: 'ecs', service: ecsService(), task: denied } }, fargate()),
      reasons: ['the processor architecture of production could not be told'],
    },
  },
  silent: Object.fromEntries(
    Object.entries(ALONE).map(([name, { given }]) => [name, { given: { ...given, ec2: { instanceTypes } } }]),
  ),
});
