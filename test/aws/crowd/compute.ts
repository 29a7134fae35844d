import { autoScalingGroup, autoscalingAnswers, groupPolicy } from '../../account/build/autoscaling.ts';
import {
  ec2Answers,
  instance,
  launchTemplateVersion,
  routeTable,
  securityGroup,
  subnet,
} from '../../account/build/ec2.ts';
import {
  applicationVersion,
  ebEnvironment,
  elasticbeanstalkAnswers,
  platform,
} from '../../account/build/elasticbeanstalk.ts';
import { managedNode, parameter, patchState, ssmAnswers } from '../../account/build/ssm.ts';
import { ACCOUNT, arn, digits } from '../../account/build/where.ts';
import type { Answers } from '../../account/index.ts';
import type { Each } from './each.ts';

export function compute(each: Each): Answers {
  const ids = each((name) => `i-${digits(name, 17)}`);
  return {
    ec2: ec2Answers({
      instances: ids.map((InstanceId, index) =>
        instance({
          InstanceId,
          InstanceType: (['t4g.medium', 't4g.small', 'm7g.large'] as const)[index % 3],
          IamInstanceProfile: { Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/shop-0000`, Id: 'AIPA' },
        }),
      ),
      securityGroups: each((name) => securityGroup(`sg-${digits(name, 17)}`, name, [])),
      subnets: each((name, index) => subnet(`subnet-${digits(name, 17)}`, 'a', `10.0.${index % 250}.0/24`)),
      routeTables: each((name) => routeTable(`rtb-${digits(name, 17)}`, undefined, [])),
      launchTemplateVersions: each((name) =>
        launchTemplateVersion({ LaunchTemplateId: `lt-${digits(name, 17)}`, LaunchTemplateName: name }),
      ),
    }),
    autoscaling: autoscalingAnswers({
      groups: each((name) =>
        autoScalingGroup({
          AutoScalingGroupName: name,
          AutoScalingGroupARN: arn('autoscaling', `autoScalingGroup:x:autoScalingGroupName/${name}`),
          LaunchTemplate: { LaunchTemplateId: `lt-${digits(name, 17)}`, LaunchTemplateName: name, Version: '$Default' },
        }),
      ),
      policies: each((name) => groupPolicy(name)),
    }),
    ssm: ssmAnswers({
      nodes: ids.map((id) => managedNode(id)),
      patchStates: ids.map((id) => patchState(id)),
      parameters: each((name) => parameter(`/${name}/KEY`)),
      sessionInputs: { cloudWatchLogGroupName: '/ssm' },
    }),
  };
}

export function beanstalk(each: Each): Answers {
  const environments = each((name) =>
    ebEnvironment({
      EnvironmentName: name,
      VersionLabel: `app-${name}`,
      EnvironmentId: `e-${digits(name, 10)}`,
      EnvironmentArn: arn('elasticbeanstalk', `environment/shop/${name}`),
    }),
  );
  const platforms = [...new Set(environments.map(({ PlatformArn = '' }) => PlatformArn))];
  return {
    elasticbeanstalk: elasticbeanstalkAnswers({
      environments,
      platforms: platforms.map((PlatformArn) => platform({ PlatformArn })),
      versions: environments.map(({ ApplicationName = '', VersionLabel = '' }) =>
        applicationVersion(ApplicationName, VersionLabel),
      ),
    }),
  };
}
