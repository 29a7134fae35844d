import type { Answers } from '../../answers.ts';
import {
  applicationAutoScalingAnswers,
  autoScalingGroup,
  autoscalingAnswers,
  groupInstance,
  groupPolicy,
  scalableTarget,
  targetPolicy,
} from '../../build/autoscaling.ts';
import { ecrAnswers, image, repository } from '../../build/ecr.ts';
import { container, ecsAnswers, ecsCluster, ecsService, task, taskDefinition } from '../../build/ecs.ts';
import { addon, eksAnswers, eksCluster, nodegroup } from '../../build/eks.ts';
import {
  applicationVersion,
  ebEnvironment,
  ebOptions,
  elasticbeanstalkAnswers,
  platform,
} from '../../build/elasticbeanstalk.ts';
import { allow, iamAnswers, role, SSM_CORE, trustGitHub, trustOf } from '../../build/iam.ts';
import { managedNode, parameter, patchState, ssmAnswers } from '../../build/ssm.ts';
import { BEANSTALK_BALANCER, BEANSTALK_TARGETS, SHOP_TARGETS } from './edge.ts';
import { BEANSTALK, NODES } from './network.ts';

const GROUP = 'awseb-e-shopprod01-stack-AWSEBAutoScalingGroup';
const SERVICE = ecsService(SHOP_TARGETS.TargetGroupArn ?? '');
const DEFINITION = taskDefinition('shop-web', 42, [container()]);
/** A worker behind no load balancer, whose sidecar ships its logs too. */
const WORKER_DEFINITION = taskDefinition('shop-worker', 17, [
  container({ name: 'worker', portMappings: [], command: ['celery', '-A', 'shop', 'worker'] }),
  container({ name: 'agent', portMappings: [], essential: false, command: [], environment: [], secrets: [] }),
]);
const WORKER = ecsService('', {
  serviceName: 'worker',
  loadBalancers: [],
  taskDefinition: WORKER_DEFINITION.taskDefinitionArn,
});

function beanstalk(): Answers['elasticbeanstalk'] {
  const environment = ebEnvironment({ EnvironmentId: 'e-shopprod01' });
  return elasticbeanstalkAnswers({
    environments: [environment],
    options: { 'shop-production': ebOptions() },
    platforms: [platform()],
    versions: [applicationVersion('shop', 'v41')],
    resources: {
      'shop-production': {
        AutoScalingGroups: [{ Name: GROUP }],
        Instances: BEANSTALK.map((Id) => ({ Id })),
        LaunchTemplates: [{ Id: 'lt-0a000000000000001' }],
        LoadBalancers: [{ Name: BEANSTALK_BALANCER.LoadBalancerArn }],
      },
    },
  });
}

function groups(): Answers['autoscaling'] {
  return autoscalingAnswers({
    groups: [
      autoScalingGroup({
        AutoScalingGroupName: GROUP,
        TargetGroupARNs: [BEANSTALK_TARGETS.TargetGroupArn ?? ''],
        Instances: [groupInstance(BEANSTALK[0], 'a'), groupInstance(BEANSTALK[1], 'b')],
      }),
      // Kubernetes scales its own groups: no policy and EC2's health check are right here.
      autoScalingGroup({
        AutoScalingGroupName: 'eks-web-0a1b2c3d',
        TargetGroupARNs: [],
        HealthCheckType: 'EC2',
        MaxSize: 4,
        Instances: [groupInstance(NODES[0], 'a'), groupInstance(NODES[1], 'b')],
        Tags: [
          {
            Key: 'eks:cluster-name',
            Value: 'shop',
            ResourceId: 'eks-web-0a1b2c3d',
            ResourceType: 'auto-scaling-group',
            PropagateAtLaunch: true,
          },
          {
            Key: 'eks:nodegroup-name',
            Value: 'web',
            ResourceId: 'eks-web-0a1b2c3d',
            ResourceType: 'auto-scaling-group',
            PropagateAtLaunch: true,
          },
        ],
      }),
    ],
    policies: [groupPolicy(GROUP)],
  });
}

function roles(): Answers['iam'] {
  const execution = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
  return iamAnswers({
    instanceProfiles: { 'shop-web': 'shop-web', 'eks-node': 'eks-node' },
    policies: {
      'arn:aws:iam::111122223333:policy/shop-media': allow(
        ['s3:GetObject', 's3:PutObject'],
        'arn:aws:s3:::shop-media-111122223333/*',
      ),
    },
    roles: [
      role('shop-web', {
        attached: [
          SSM_CORE,
          'arn:aws:iam::aws:policy/AWSElasticBeanstalkWebTier',
          'arn:aws:iam::111122223333:policy/shop-media',
        ],
      }),
      role('eks-node', { attached: [SSM_CORE, 'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy'] }),
      role('shop-task', {
        trust: trustOf('ecs-tasks.amazonaws.com'),
        inline: { media: allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::shop-media-111122223333/*') },
      }),
      role('shop-execution', {
        trust: trustOf('ecs-tasks.amazonaws.com'),
        attached: [execution],
        inline: {
          secrets: allow(
            'secretsmanager:GetSecretValue',
            'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/*',
          ),
        },
      }),
      role('deploy', {
        trust: trustGitHub('repo:example/shop:ref:refs/heads/main'),
        inline: {
          deploy: allow(
            ['ecs:UpdateService', 'ecs:RegisterTaskDefinition', 'ecr:PutImage'],
            ['arn:aws:ecs:eu-west-1:111122223333:service/shop/*'],
          ),
        },
      }),
    ],
  });
}

export function compute(): Answers {
  const targets = ['service/shop/web', 'service/shop/worker'];
  return {
    elasticbeanstalk: beanstalk() ?? {},
    autoscaling: groups() ?? {},
    'application-autoscaling': applicationAutoScalingAnswers({
      targets: targets.map((resource) => scalableTarget(resource)),
      policies: targets.map((resource) => targetPolicy(resource)),
    }),
    ecs: ecsAnswers({
      clusters: [ecsCluster()],
      services: [SERVICE, WORKER],
      // The newest revision is not the one that runs, and it is nobody's until it does.
      taskDefinitions: [
        DEFINITION,
        WORKER_DEFINITION,
        taskDefinition('shop-web', 43, [
          container({ image: 'shop:latest', privileged: true, logConfiguration: undefined }),
        ]),
      ],
      tasks: ['web-1', 'web-2']
        .map((name) => task(name, SERVICE, DEFINITION))
        .concat(task('worker-1', WORKER, WORKER_DEFINITION)),
    }),
    ecr: ecrAnswers({ repositories: [repository()], images: [image()] }),
    eks: eksAnswers({
      clusters: [eksCluster()],
      nodegroups: [nodegroup()],
      addons: ['amazon-cloudwatch-observability', 'vpc-cni', 'coredns', 'kube-proxy'].map((name) =>
        addon('shop', name),
      ),
    }),
    iam: roles() ?? {},
    ssm: ssmAnswers({
      nodes: [...BEANSTALK, ...NODES].map((id) => managedNode(id)),
      patchStates: [...BEANSTALK, ...NODES].map((id) => patchState(id)),
      parameters: [parameter('/shop/feature-flags', { Type: 'String' })],
      sessionInputs: {
        s3BucketName: '',
        s3EncryptionEnabled: true,
        cloudWatchLogGroupName: '/ssm/sessions',
        cloudWatchEncryptionEnabled: true,
        cloudWatchStreamingEnabled: true,
        kmsKeyId: 'alias/sessions',
        runAsEnabled: false,
        idleSessionTimeout: '20',
      },
    }),
  };
}
