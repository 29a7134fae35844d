import type {
  AutoScalingGroup,
  AwsItem,
  ConfigurationSettings,
  ContainerDefinition,
  EcsService,
  Environment,
  TaskDefinition,
} from '../aws/index.ts';
import type { Fact } from '../fact.ts';
import type { K8sContainer, Workload } from '../repository/index.ts';

/** The platform's own objects behind a service, for rules about the platform itself. `platform` tells them apart. */
export type LiveParts =
  | {
      readonly platform: 'ecs';
      readonly service: EcsService;
      /** The revision that runs, and the one of its containers that this is about; unavailable when it was not described. */
      readonly task: Fact<{ readonly definition: TaskDefinition; readonly container: ContainerDefinition }>;
    }
  | {
      readonly platform: 'elastic beanstalk';
      readonly environment: Environment;
      readonly settings: Fact<ConfigurationSettings>;
    }
  | {
      /** What runs is the repository's manifest: the API of the cluster itself is never asked. */
      readonly platform: 'eks';
      readonly cluster: AwsItem<'eks.clusters'>;
      readonly nodegroups: Fact<readonly AwsItem<'eks.nodegroups'>[]>;
      readonly workload: Workload;
      readonly container: K8sContainer;
    }
  | {
      readonly platform: 'auto scaling';
      readonly group: AutoScalingGroup;
      /** The version in use; absent for a launch configuration. */
      readonly launchTemplate: Fact<AwsItem<'ec2.launchTemplateVersions'> | undefined>;
    };
