import type { AwsItem, ContainerDefinition, Environment } from '../../src/model/aws/index.ts';
import { defineRule, type Facts, fail, notApplicable, pass, unknown, type Verdict } from '../../src/model/index.ts';
import { environmentInWords, type OptionName, setOptions, withOptions } from '../shared/eb.ts';
import { containerInWords } from '../shared/ecs.ts';
import { seen } from '../shared/evidence.ts';
import { cli, fix, terraform, text } from '../shared/fix.ts';

const STREAM: OptionName = ['aws:elasticbeanstalk:cloudwatch:logs', 'StreamLogs'];
const RETENTION: OptionName = ['aws:elasticbeanstalk:cloudwatch:logs', 'RetentionInDays'];
const NEEDS = [
  'elasticbeanstalk.environments',
  'elasticbeanstalk.configurationSettings',
  'ecs.taskDefinitions',
  'eks.clusters',
  'eks.addons',
] as const;
type Needed = Facts<(typeof NEEDS)[number]>;

export default defineRule({
  id: 'logs-not-shipped',
  topic: 'monitoring/cloudwatch',
  severity: 'medium',
  docs: {
    title: 'Ship logs off the machine',
    why: 'Instances and tasks are replaced at any time, and their logs with them: after the crash that matters there is nothing to read.',
    how: 'Elastic Beanstalk: the option `aws:elasticbeanstalk:cloudwatch:logs/StreamLogs` must be true. ECS: each container of the running revisions needs a `logConfiguration` whose driver is not none; on Fargate output without one is lost. EKS: the add-on amazon-cloudwatch-observability passes; otherwise a DaemonSet may ship the logs, which the account does not tell, so that it is unknown.',
    fix: 'Switch streaming on; give each container the awslogs driver.',
    silent: [
      'log routers themselves (FireLens)',
      'agents that the account does not show: accept the finding in djaudit.yml with the name of the agent',
    ],
    example: {
      language: 'hcl',
      bad: '# container_definitions of aws_ecs_task_definition\nname  = "web"\nimage = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4.2"',
      good: '# container_definitions of aws_ecs_task_definition\nname  = "web"\nimage = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4.2"\nlogConfiguration = {\n  logDriver = "awslogs"\n  options   = { "awslogs-group" = "/ecs/web", "awslogs-region" = "eu-west-1", "awslogs-stream-prefix" = "web" }\n}',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.cloudwatchlogs.html',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html',
    ],
  },
  controls: {
    awsFsbp: ['ElasticBeanstalk.3', 'ECS.9'],
    wellArchitected: ['SEC04', 'OPS08'],
    soc2: ['CC7.2'],
    cwe: ['778'],
    owaspTop10_2021: ['A09'],
  },
  needs: NEEDS,
  subjects: ({ elasticbeanstalk, ecs, eks }) => [
    ...elasticbeanstalk.environments,
    ...ecs.taskDefinitions.flatMap(({ containerDefinitions }) => containerDefinitions),
    ...eks.clusters,
  ],
  judge: (subject, facts) => {
    if ('EnvironmentName' in subject) return judgeEnvironment(subject, facts);
    return 'image' in subject ? judgeContainer(subject) : judgeCluster(subject, facts);
  },
});

function judgeEnvironment(environment: Environment, { elasticbeanstalk }: Needed): Verdict {
  const name = environment.EnvironmentName;
  return withOptions(environment, elasticbeanstalk.configurationSettings, (options) => {
    const evidence = options.evidence(STREAM, RETENTION);
    if (options.get(STREAM) === undefined) return options.missing(STREAM);
    if (options.is(STREAM, 'true')) return pass(`${name} streams its logs to CloudWatch`, { evidence });
    return fail(
      `${environmentInWords(environment)} keeps its logs on the instances only: when one is replaced its logs are gone; stream them to CloudWatch`,
      {
        evidence,
        confidence: 'medium',
        fix: fix(
          `Stream the logs of ${name}`,
          text(
            'No downtime. The role of the instance profile needs logs:CreateLogGroup, CreateLogStream and PutLogEvents (AWSElasticBeanstalkWebTier has them).',
          ),
          ...setOptions(environment, [STREAM, 'true'], [RETENTION, '90']),
        ),
      },
    );
  });
}

function judgeContainer(container: ContainerDefinition): Verdict {
  const what = containerInWords(container);
  const driver = container.logConfiguration?.logDriver;
  const evidence = [seen('logConfiguration.logDriver', driver, 'ecs:DescribeTaskDefinition')];
  if (container.firelensConfiguration !== undefined) return notApplicable(`${what} is a log router`, { evidence });
  if (driver !== undefined && driver !== ('none' as string))
    return pass(`${what} ships its output by ${driver}`, { evidence });
  return fail(
    `the container ${what} ships its output nowhere (log driver ${driver ?? 'not set'}): when the task ends nothing is left to read; give it the awslogs driver`,
    {
      evidence,
      fix: fix(
        `Ship the output of ${what}`,
        text(
          `Register a revision with this and deploy it (no downtime); the execution role needs logs:CreateLogStream and PutLogEvents.\n\n"logConfiguration": ${JSON.stringify({ logDriver: 'awslogs', options: { 'awslogs-group': `/ecs/${container.name}`, 'awslogs-region': container.ref.region ?? 'REGION', 'awslogs-stream-prefix': container.name } }, undefined, 2)}`,
        ),
        cli('logs create-log-group', { 'log-group-name': `/ecs/${container.name}` }, container.ref.region),
        terraform('container_definitions: logConfiguration; aws_cloudwatch_log_group with retention_in_days'),
      ),
    },
  );
}

function judgeCluster(cluster: AwsItem<'eks.clusters'>, { eks }: Needed): Verdict {
  const names = eks.addons.filter((one) => one.clusterName === cluster.name).map(({ addonName }) => addonName);
  const evidence = [seen('add-ons', names, 'eks:ListAddons')];
  if (names.includes('amazon-cloudwatch-observability'))
    return pass(`${cluster.name} ships the logs of its pods to CloudWatch`, { evidence });
  return unknown(`${cluster.name} has no add-on that ships logs; whether a DaemonSet does stands in the manifests`, {
    evidence,
  });
}
