import type { Answers } from '../../answers.ts';
import {
  applicationAutoScalingAnswers,
  autoScalingGroup,
  autoscalingAnswers,
  groupInstance,
  scalableTarget,
  targetPolicy,
} from '../../build/autoscaling.ts';
import { ecrAnswers, image, repository } from '../../build/ecr.ts';
import { container, ecsAnswers, ecsCluster, ecsService, task, taskDefinition } from '../../build/ecs.ts';
import {
  applicationVersion,
  ebEnvironment,
  ebOptions,
  elasticbeanstalkAnswers,
  platform,
} from '../../build/elasticbeanstalk.ts';
import { allow, iamAnswers, role, trustOf } from '../../build/iam.ts';
import { CACHE_HOST, DATABASE_HOST } from './data.ts';
import { STAGING_BALANCER, STAGING_TARGETS, WEB_TARGETS } from './edge.ts';
import { STAGING, SUBNETS, VPC, WEB_GROUP } from './network.ts';

const KEY = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:kettle/django-Ab12Cd';

/** As infra/ecs.tf has it, with the password that Terraform was given. */
const WEB = container({
  image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/kettle:latest',
  command: ['gunicorn', 'kettle.wsgi:application', '--config', 'gunicorn.conf.py'],
  user: undefined,
  readonlyRootFilesystem: false,
  environment: [
    { name: 'DJANGO_SETTINGS_MODULE', value: 'kettle.settings.production' },
    { name: 'DEBUG', value: 'False' },
    { name: 'ALLOWED_HOSTS', value: 'leafandkettle.example,www.leafandkettle.example' },
    { name: 'MEDIA_BUCKET', value: 'kettle-media-production' },
    { name: 'DATABASE_URL', value: `postgres://kettle:earl-grey-at-four-1662@${DATABASE_HOST}:5432/kettle` },
    { name: 'REDIS_URL', value: `redis://${CACHE_HOST}:6379/0` },
  ],
  secrets: [{ name: 'SECRET_KEY', valueFrom: KEY }],
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': '/ecs/kettle-web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'web' },
  },
});
const DEFINITION = taskDefinition('kettle-web', 31, [WEB], {
  cpu: '1024',
  memory: '2048',
  taskRoleArn: 'arn:aws:iam::111122223333:role/kettle-task',
  executionRoleArn: 'arn:aws:iam::111122223333:role/kettle-execution',
});
const SERVICE = ecsService(
  WEB_TARGETS.TargetGroupArn ?? '',
  {
    serviceName: 'kettle-web',
    taskDefinition: DEFINITION.taskDefinitionArn,
    deploymentConfiguration: {
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      deploymentCircuitBreaker: { enable: false, rollback: false },
    },
    networkConfiguration: {
      awsvpcConfiguration: { subnets: [...SUBNETS], securityGroups: [WEB_GROUP], assignPublicIp: 'ENABLED' },
    },
    tags: [{ key: 'Environment', value: 'production' }],
  },
  'kettle',
);

/** The worker of infra/ecs.tf: two of them, each with the scheduler in it. */
const WORKER = container({
  name: 'worker',
  image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/kettle:latest',
  command: ['celery', '-A', 'kettle', 'worker', '-B', '--concurrency', '2'],
  portMappings: [],
  user: undefined,
  readonlyRootFilesystem: false,
  environment: [
    { name: 'DJANGO_SETTINGS_MODULE', value: 'kettle.settings.production' },
    { name: 'ALLOWED_HOSTS', value: 'leafandkettle.example' },
    { name: 'MEDIA_BUCKET', value: 'kettle-media-production' },
    { name: 'REDIS_URL', value: `redis://${CACHE_HOST}:6379/0` },
  ],
  secrets: [
    { name: 'SECRET_KEY', valueFrom: KEY },
    { name: 'DATABASE_URL', valueFrom: `${KEY}:DATABASE_URL::` },
  ],
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': '/ecs/kettle-web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'worker' },
  },
});
const WORKER_DEFINITION = taskDefinition('kettle-worker', 12, [WORKER], {
  cpu: '512',
  memory: '1024',
  taskRoleArn: 'arn:aws:iam::111122223333:role/kettle-task',
  executionRoleArn: 'arn:aws:iam::111122223333:role/kettle-execution',
});
const WORKER_SERVICE = ecsService(
  '',
  {
    serviceName: 'kettle-worker',
    loadBalancers: [],
    taskDefinition: WORKER_DEFINITION.taskDefinitionArn,
    deploymentConfiguration: {
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      deploymentCircuitBreaker: { enable: false, rollback: false },
    },
    networkConfiguration: {
      awsvpcConfiguration: { subnets: [...SUBNETS], securityGroups: [WEB_GROUP], assignPublicIp: 'ENABLED' },
    },
    tags: [{ key: 'Environment', value: 'production' }],
  },
  'kettle',
);

const STAGING_OPTIONS = ebOptions({
  'aws:autoscaling:asg/MinSize': '1',
  'aws:autoscaling:asg/MaxSize': '1',
  'aws:autoscaling:launchconfiguration/DisableIMDSv1': 'false',
  'aws:autoscaling:launchconfiguration/EC2KeyName': 'kettle-2021',
  'aws:autoscaling:launchconfiguration/IamInstanceProfile': 'aws-elasticbeanstalk-ec2-role',
  'aws:autoscaling:launchconfiguration/InstanceType': 't3.micro',
  'aws:autoscaling:launchconfiguration/SecurityGroups': 'sg-0ce77e00000000005',
  'aws:ec2:instances/InstanceTypes': 't3.micro',
  'aws:ec2:vpc/VPCId': VPC,
  'aws:ec2:vpc/Subnets': SUBNETS.join(','),
  'aws:ec2:vpc/ELBSubnets': SUBNETS.join(','),
  'aws:ec2:vpc/AssociatePublicIpAddress': 'true',
  'aws:elasticbeanstalk:cloudwatch:logs/RetentionInDays': '14',
  'aws:elasticbeanstalk:command/DeploymentPolicy': 'AllAtOnce',
  'aws:elasticbeanstalk:container:python/WSGIPath': 'kettle.wsgi:application',
  'aws:elasticbeanstalk:environment/ServiceRole': 'arn:aws:iam::111122223333:role/aws-elasticbeanstalk-service-role',
  'aws:elasticbeanstalk:managedactions/ManagedActionsEnabled': 'false',
  'aws:elasticbeanstalk:managedactions:platformupdate/UpdateLevel': undefined,
  'aws:elbv2:listener:443/SSLPolicy': 'ELBSecurityPolicy-2016-08',
  'aws:elasticbeanstalk:application:environment/DJANGO_SETTINGS_MODULE': 'kettle.settings.staging',
  'aws:elasticbeanstalk:application:environmentsecrets/SECRET_KEY': undefined,
});

function staging(): NonNullable<Answers['elasticbeanstalk']> {
  const old = platform({
    PlatformBranchName: 'Python 3.9 running on 64bit Amazon Linux 2023',
    PlatformVersion: '4.3.2',
    PlatformBranchLifecycleState: 'Deprecated',
    PlatformLifecycleState: undefined,
    SolutionStackName: '64bit Amazon Linux 2023 v4.3.2 running Python 3.9',
    DateCreated: new Date('2025-11-03'),
    DateUpdated: new Date('2025-11-03'),
    ProgrammingLanguages: [{ Name: 'Python', Version: '3.9' }],
  });
  return elasticbeanstalkAnswers({
    environments: [
      ebEnvironment({
        EnvironmentName: 'kettle-staging',
        EnvironmentId: 'e-kettlestag',
        ApplicationName: 'kettle',
        VersionLabel: 'v212',
        SolutionStackName: old.SolutionStackName,
        PlatformArn: old.PlatformArn,
      }),
    ],
    options: { 'kettle-staging': STAGING_OPTIONS },
    platforms: [old],
    versions: [applicationVersion('kettle', 'v212')],
    resources: {
      'kettle-staging': {
        AutoScalingGroups: [{ Name: 'awseb-e-kettlestag-AWSEBAutoScalingGroup' }],
        Instances: [{ Id: STAGING }],
        LoadBalancers: [{ Name: STAGING_BALANCER.LoadBalancerArn }],
      },
    },
  });
}

function roles(): NonNullable<Answers['iam']> {
  return iamAnswers({
    instanceProfiles: { 'aws-elasticbeanstalk-ec2-role': 'aws-elasticbeanstalk-ec2-role' },
    roles: [
      role('aws-elasticbeanstalk-ec2-role', { attached: ['arn:aws:iam::aws:policy/AWSElasticBeanstalkWebTier'] }),
      role('kettle-task', {
        trust: trustOf('ecs-tasks.amazonaws.com'),
        attached: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'],
      }),
      role('kettle-execution', {
        trust: trustOf('ecs-tasks.amazonaws.com'),
        attached: ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'],
        inline: { secrets: allow('secretsmanager:GetSecretValue', KEY) },
      }),
    ],
  });
}

export function compute(): Answers {
  return {
    ecs: ecsAnswers({
      clusters: [ecsCluster('kettle')],
      services: [SERVICE, WORKER_SERVICE],
      taskDefinitions: [DEFINITION, WORKER_DEFINITION],
      tasks: [
        task('kettle-1', SERVICE, DEFINITION),
        task('kettle-2', SERVICE, DEFINITION),
        task('kettle-3', WORKER_SERVICE, WORKER_DEFINITION),
      ],
    }),
    'application-autoscaling': applicationAutoScalingAnswers({
      targets: [scalableTarget('service/kettle/kettle-web', { MaxCapacity: 6 })],
      policies: [targetPolicy('service/kettle/kettle-web')],
    }),
    ecr: ecrAnswers({
      repositories: [
        repository('kettle', { imageTagMutability: 'MUTABLE', imageScanningConfiguration: { scanOnPush: false } }),
      ],
      images: [
        image('kettle', { imageTags: ['latest'], imageScanStatus: undefined, imageScanFindingsSummary: undefined }),
      ],
    }),
    elasticbeanstalk: staging(),
    autoscaling: autoscalingAnswers({
      groups: [
        autoScalingGroup({
          AutoScalingGroupName: 'awseb-e-kettlestag-AWSEBAutoScalingGroup',
          LaunchTemplate: undefined,
          MinSize: 1,
          MaxSize: 1,
          DesiredCapacity: 1,
          HealthCheckType: 'EC2',
          VPCZoneIdentifier: SUBNETS.join(','),
          TargetGroupARNs: [STAGING_TARGETS.TargetGroupArn ?? ''],
          Instances: [{ ...groupInstance(STAGING, 'a'), InstanceType: 't3.micro', LaunchTemplate: undefined }],
        }),
      ],
    }),
    iam: roles(),
  };
}
