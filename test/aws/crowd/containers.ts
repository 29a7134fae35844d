import { applicationAutoScalingAnswers, scalableTarget, targetPolicy } from '../../account/build/autoscaling.ts';
import { ecrAnswers, image, repository } from '../../account/build/ecr.ts';
import { container, ecsAnswers, ecsCluster, ecsService, task, taskDefinition } from '../../account/build/ecs.ts';
import { addon, eksAnswers, eksCluster, nodegroup } from '../../account/build/eks.ts';
import { secret } from '../../account/build/secretsmanager.ts';
import { ACCOUNT, arn, digits, REGION } from '../../account/build/where.ts';
import type { Answers } from '../../account/index.ts';
import type { Each } from './each.ts';

/** Within the two weeks that are asked for, whenever the tests run. */
const LATELY = new Date(Date.now() - 86_400_000);

export function containers(each: Each): Answers {
  const clusters = each((name) => ecsCluster(name));
  const [first = ecsCluster()] = clusters;
  const cluster = first.clusterName ?? '';
  const definitions = each((name) =>
    taskDefinition(name, 3, [
      container({
        name: 'web',
        image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${name}@sha256:${digits(name, 64)}`,
        environment: [{ name: 'EXPORT_BUCKET', value: `exports-of-others-${name}` }],
        secrets: [{ name: 'SECRET_KEY', valueFrom: secret(name).ARN ?? '' }],
      }),
    ]),
  );
  const services = each((name, index) =>
    ecsService(
      arn('elasticloadbalancing', 'targetgroup/x/1'),
      {
        serviceName: name,
        serviceArn: arn('ecs', `service/${cluster}/${name}`),
        taskDefinition: definitions[index]?.taskDefinitionArn,
        deployments: [],
      },
      cluster,
    ),
  );
  return {
    ecs: ecsAnswers({
      clusters,
      services,
      taskDefinitions: definitions,
      tasks: services.flatMap((service, index) =>
        definitions.slice(index, index + 1).map((definition) => task(service.serviceName ?? '', service, definition)),
      ),
    }),
    ecr: ecrAnswers({
      repositories: each((name) => repository(name)),
      images: each((name) => image(name, { imageDigest: `sha256:${digits(name, 64)}` })),
    }),
    eks: eksAnswers({
      clusters: each((name) => eksCluster(name)),
      nodegroups: each((name) =>
        nodegroup('shop-0000', { nodegroupName: name, nodegroupArn: arn('eks', `nodegroup/shop-0000/${name}/x`) }),
      ),
      addons: each((name) => addon('shop-0000', name)),
    }),
    'application-autoscaling': applicationAutoScalingAnswers({
      targets: services.map(({ serviceName = '' }) => scalableTarget(`service/${cluster}/${serviceName}`)),
      policies: services.map(({ serviceName = '' }) => targetPolicy(`service/${cluster}/${serviceName}`)),
      activities: services.map(({ serviceName = '' }) => ({
        ActivityId: serviceName,
        ServiceNamespace: 'ecs' as const,
        ResourceId: `service/${cluster}/${serviceName}`,
        ScalableDimension: 'ecs:service:DesiredCount' as const,
        Description: 'Setting desired count to 3.',
        Cause: 'monitor alarm',
        StartTime: LATELY,
        StatusCode: 'Successful' as const,
      })),
    }),
  };
}
