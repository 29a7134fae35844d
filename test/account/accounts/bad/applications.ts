import type { Answers } from '../../answers.ts';
import { applicationAutoScalingAnswers, scalableTarget } from '../../build/autoscaling.ts';
import { ecrAnswers, image, repository } from '../../build/ecr.ts';
import { container, ecsAnswers, ecsCluster, ecsService, task, taskDefinition } from '../../build/ecs.ts';
import { eksAnswers, eksCluster, nodegroup } from '../../build/eks.ts';
import {
  ebEnvironment,
  ebOptions,
  elasticbeanstalkAnswers,
  platform,
  platformArn,
} from '../../build/elasticbeanstalk.ts';
import { daysAgo } from '../../build/where.ts';
import { LEGACY_BALANCER, TASK_TARGETS } from './edge.ts';
import { APP_GROUP, LEGACY, OPEN_IPV6_GROUP, PUBLIC_A, PUBLIC_B } from './machines.ts';

/** Text that must never leave: tests look for `canary-`. */
const RETIRED = 'Python 3.8 running on 64bit Amazon Linux 2';
const SUPPORTED = 'Python 3.12 running on 64bit Amazon Linux 2023';

const LEGACY_OPTIONS = ebOptions({
  'aws:autoscaling:asg/MaxSize': '2',
  'aws:autoscaling:launchconfiguration/DisableIMDSv1': 'false',
  'aws:autoscaling:launchconfiguration/EC2KeyName': 'founder-laptop',
  'aws:elasticbeanstalk:cloudwatch:logs/StreamLogs': 'false',
  'aws:elasticbeanstalk:command/DeploymentPolicy': 'AllAtOnce',
  'aws:elasticbeanstalk:healthreporting:system/SystemType': 'basic',
  'aws:elasticbeanstalk:managedactions/ManagedActionsEnabled': 'false',
  'aws:elasticbeanstalk:managedactions:platformupdate/UpdateLevel': undefined,
  'aws:elbv2:listener:443/ListenerEnabled': undefined,
  'aws:elbv2:listener:443/Protocol': undefined,
  'aws:rds:dbinstance/HasCoupledDatabase': 'true',
  'aws:rds:dbinstance/DBDeletionPolicy': 'Delete',
  'aws:rds:dbinstance/DBEngine': 'postgres',
  'aws:rds:dbinstance/DBPassword': 'canary-eb-dbpassword-51aa',
  'aws:elasticbeanstalk:application:environment/SECRET_KEY': 'canary-eb-secret-key-77f1c0ffee',
  'aws:elasticbeanstalk:application:environment/DATABASE_URL':
    'postgres://shop:canary-eb-database-31d2@legacy.example.internal:5432/shop',
  'aws:elasticbeanstalk:application:environmentsecrets/SECRET_KEY': undefined,
});

function beanstalk(): NonNullable<Answers['elasticbeanstalk']> {
  const old = {
    SolutionStackName: '64bit Amazon Linux 2 v3.3.6 running Python 3.8',
    PlatformArn: platformArn(RETIRED, '3.3.6'),
  };
  const stale = {
    SolutionStackName: '64bit Amazon Linux 2023 v4.1.0 running Python 3.12',
    PlatformArn: platformArn(SUPPORTED, '4.1.0'),
  };
  return elasticbeanstalkAnswers({
    environments: [
      ebEnvironment({
        EnvironmentName: 'legacy-production',
        EnvironmentId: 'e-legacyprod',
        ApplicationName: 'legacy',
        VersionLabel: 'v7',
        ...old,
      }),
      ebEnvironment({
        EnvironmentName: 'alone',
        EnvironmentId: 'e-alone00001',
        ApplicationName: 'legacy',
        VersionLabel: 'v7',
        ...stale,
      }),
      // A worker has no load balancer by design.
      ebEnvironment({
        EnvironmentName: 'jobs',
        EnvironmentId: 'e-jobs000001',
        ApplicationName: 'legacy',
        Tier: { Name: 'Worker', Type: 'SQS/HTTP', Version: '3.0' },
        ...stale,
      }),
      ebEnvironment({
        EnvironmentName: 'gone',
        EnvironmentId: 'e-gone000001',
        ApplicationName: 'legacy',
        Status: 'Terminated',
        ...old,
      }),
    ],
    options: {
      'legacy-production': LEGACY_OPTIONS,
      alone: ebOptions({
        'aws:elasticbeanstalk:environment/EnvironmentType': 'SingleInstance',
        'aws:elasticbeanstalk:environment/LoadBalancerType': undefined,
        'aws:autoscaling:asg/MinSize': '1',
        'aws:autoscaling:asg/MaxSize': '1',
        'aws:elasticbeanstalk:command/DeploymentPolicy': 'AllAtOnce',
      }),
      jobs: ebOptions({ 'aws:elasticbeanstalk:environment/EnvironmentType': 'SingleInstance' }),
      gone: ebOptions(),
    },
    platforms: [
      platform({
        PlatformBranchName: RETIRED,
        PlatformVersion: '3.3.6',
        PlatformBranchLifecycleState: 'Retired',
        PlatformLifecycleState: undefined,
        OperatingSystemVersion: '2',
        DateCreated: daysAgo(1200),
        DateUpdated: daysAgo(1200),
      }),
      platform({
        PlatformBranchName: SUPPORTED,
        PlatformVersion: '4.1.0',
        PlatformLifecycleState: undefined,
        DateCreated: daysAgo(400),
        DateUpdated: daysAgo(400),
      }),
    ],
    resources: {
      'legacy-production': {
        AutoScalingGroups: [{ Name: 'awseb-e-legacyprod-AWSEBAutoScalingGroup' }],
        Instances: LEGACY.map((Id) => ({ Id })),
        LaunchTemplates: [{ Id: 'lt-0bad000000000001' }],
        LoadBalancers: [{ Name: LEGACY_BALANCER.LoadBalancerArn }],
      },
    },
  });
}

const NAKED = container({
  image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/naked:latest',
  user: 'root',
  privileged: true,
  readonlyRootFilesystem: false,
  logConfiguration: undefined,
  environment: [
    { name: 'DJANGO_SETTINGS_MODULE', value: 'shop.settings.production' },
    { name: 'SECRET_KEY', value: 'canary-ecs-secret-key-0d15ea5e' },
    { name: 'DATABASE_URL', value: 'postgres://shop:canary-ecs-database-8c1f@public.example.internal:5432/shop' },
    { name: 'SENTRY_DSN', value: 'https://abc123abc123@o1.ingest.sentry.io/42' },
  ],
});

function containers(): Answers {
  const running = taskDefinition('naked', 41, [NAKED]);
  // The sidecar ships its logs; the application beside it does not.
  const half = taskDefinition('half-logged', 3, [
    container({
      name: 'web',
      image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/naked:v2',
      logConfiguration: undefined,
    }),
    container({ name: 'proxy', portMappings: [], environment: [], secrets: [] }),
  ]);
  const service = ecsService(TASK_TARGETS.TargetGroupArn ?? '', {
    serviceName: 'naked',
    taskDefinition: running.taskDefinitionArn,
    desiredCount: 1,
    runningCount: 1,
    deploymentConfiguration: {
      maximumPercent: 200,
      minimumHealthyPercent: 0,
      deploymentCircuitBreaker: { enable: false, rollback: false },
    },
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [PUBLIC_A, PUBLIC_B],
        securityGroups: [APP_GROUP, OPEN_IPV6_GROUP],
        assignPublicIp: 'ENABLED',
      },
    },
  });
  const pinned = ecsService('', {
    serviceName: 'half-logged',
    loadBalancers: [],
    taskDefinition: half.taskDefinitionArn,
  });
  return {
    ecs: ecsAnswers({
      clusters: [ecsCluster('shop', { settings: [{ name: 'containerInsights', value: 'disabled' }] })],
      services: [service, pinned],
      // The newest revision is sound, and is not the one that runs.
      taskDefinitions: [running, half, taskDefinition('naked', 42, [container()])],
      tasks: [
        task('naked-1', service, running, { startedAt: daysAgo(90) }),
        task('half-1', pinned, half, { startedAt: daysAgo(90) }),
      ],
    }),
    'application-autoscaling': applicationAutoScalingAnswers({
      targets: [scalableTarget('service/shop/half-logged', { MinCapacity: 2, MaxCapacity: 2 })],
    }),
    ecr: ecrAnswers({
      repositories: [
        repository('naked', { imageTagMutability: 'MUTABLE', imageScanningConfiguration: { scanOnPush: false } }),
      ],
      images: [
        image('naked', { imageTags: ['latest'], imageScanStatus: undefined, imageScanFindingsSummary: undefined }),
      ],
    }),
    eks: eksAnswers({
      clusters: [
        eksCluster('old', {
          version: '1.30',
          logging: {
            clusterLogging: [
              { types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'], enabled: false },
            ],
          },
          encryptionConfig: undefined,
          resourcesVpcConfig: {
            endpointPublicAccess: true,
            endpointPrivateAccess: false,
            publicAccessCidrs: ['0.0.0.0/0'],
            subnetIds: [PUBLIC_A, PUBLIC_B],
            vpcId: 'vpc-0a000000000000001',
          },
        }),
        eksCluster('extended', {
          version: '1.33',
          resourcesVpcConfig: {
            endpointPublicAccess: true,
            endpointPrivateAccess: true,
            publicAccessCidrs: ['0.0.0.0/0', '::/0'],
            subnetIds: [PUBLIC_A, PUBLIC_B],
          },
        }),
      ],
      nodegroups: [
        nodegroup('old', {
          nodegroupName: 'al2',
          amiType: 'AL2_x86_64',
          version: '1.27',
          releaseVersion: '1.27.16-20250101',
          scalingConfig: { minSize: 1, maxSize: 1, desiredSize: 1 },
        }),
      ],
    }),
  };
}

export function applications(): Answers {
  return { elasticbeanstalk: beanstalk(), ...containers() };
}
