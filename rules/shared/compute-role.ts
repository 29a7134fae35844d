import { optionValue } from '../../src/model/aws/index.ts';
import type { DeployedService } from '../../src/model/index.ts';

/** The role whose credentials the processes of a service find by themselves, by what names it; undefined when none is seen. */
export function computeRole({ live }: DeployedService): string | undefined {
  switch (live.platform) {
    case 'ecs':
      return live.task.status === 'collected' ? last(live.task.value.definition.taskRoleArn) : undefined;
    case 'elastic beanstalk':
      return live.settings.status === 'collected'
        ? last(optionValue(live.settings.value, 'aws:autoscaling:launchconfiguration', 'IamInstanceProfile'))
        : undefined;
    case 'eks':
      return live.nodegroups.status === 'collected' ? last(live.nodegroups.value[0]?.nodeRole) : undefined;
    case 'auto scaling': {
      const profile =
        live.launchTemplate.status === 'collected'
          ? live.launchTemplate.value?.LaunchTemplateData.IamInstanceProfile
          : undefined;
      return last(profile?.Arn ?? profile?.Name);
    }
  }
}

function last(arn: string | undefined): string | undefined {
  const name = arn?.split('/').at(-1);
  return name === '' ? undefined : name;
}
